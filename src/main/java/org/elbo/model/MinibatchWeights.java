package org.elbo.model;

/**
 * How a minibatch stands for the whole data in an estimate of the aggregate posterior q(z), the
 * mean of q(z|x) over all N data, at a z drawn from q(z|x_i) of the batch's datum i: q(z) ~ sum
 * over the batch of w_ij q(z|x_j) (Chen et al. 2018, section 4.1 and appendix C).
 */
public enum MinibatchWeights {
    /**
     * All weights 1 / (N batch): minibatch-weighted sampling, biased towards a small q(z), for
     * which the paper's figures were made. Its factors 1 / N do not matter to the gradient.
     */
    WEIGHTED {
        @Override
        double own(int batch, int dataSize) {
            return -Math.log((double) dataSize * batch);
        }

        @Override
        double other(int batch, int dataSize) {
            return own(batch, dataSize);
        }
    },

    /**
     * 1 / N for the datum that z was drawn from, (N - 1) / (N (batch - 1)) for the others:
     * minibatch-stratified sampling. Its mean over all batches without repetition that hold the
     * datum is q(z); with all data in the batch it is q(z) itself. (The paper gives one of the
     * others another weight than the rest, with the same mean.)
     */
    STRATIFIED {
        @Override
        double own(int batch, int dataSize) {
            return -Math.log(dataSize);
        }

        @Override
        double other(int batch, int dataSize) {
            return Math.log((dataSize - 1.0) / dataSize / (batch - 1));
        }
    };

    /** The log weight of the datum that z was drawn from. */
    abstract double own(int batch, int dataSize);

    /** The log weight of every other datum in the batch. */
    abstract double other(int batch, int dataSize);
}
