package org.elbo.model;

import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/** What an autoencoder's loss compares, and what its outputs mean. */
public enum Reconstruction {
    /**
     * The squared error, summed over the dimensions; up to a constant the negative log-likelihood
     * of a Gaussian with variance 1/2. The outputs are the reconstruction.
     */
    SQUARED_ERROR {
        @Override
        Value loss(Tape tape, Value output, Value x) {
            return tape.squaredError(output, x);
        }

        @Override
        Value mean(Tape tape, Value output) {
            return output;
        }
    },

    /**
     * The negative log-likelihood in nats of data of 0 and 1; the outputs are logits and their
     * sigmoid is the reconstruction. Other data are refused.
     */
    BERNOULLI {
        @Override
        Value loss(Tape tape, Value output, Value x) {
            Networks.requireBinary(x);
            return tape.negate(tape.bernoulliLogLikelihood(output, x));
        }

        @Override
        Value mean(Tape tape, Value output) {
            return tape.activate(output, Activation.SIGMOID);
        }
    };

    /** The loss of each row: [batch, 1]. */
    abstract Value loss(Tape tape, Value output, Value x);

    /** The reconstruction: [batch, dataDimension]. */
    abstract Value mean(Tape tape, Value output);
}
