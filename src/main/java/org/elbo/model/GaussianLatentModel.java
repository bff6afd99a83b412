package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model with one layer of latents: the prior p(z) = N(0, I), a decoder for p(x|z), and an encoder
 * whose approximate posterior q(z|x) is a Gaussian with independent dimensions. It is all that one
 * must know of a model to judge it and its q: see {@link Iwae}, {@link GridPosterior}, {@link
 * AnnealedImportance} and {@link Calibration}.
 */
public interface GaussianLatentModel extends LatentVariableModel {
    /**
     * The number of dimensions of z.
     *
     * @return at least 1
     */
    int latentDimension();

    /**
     * The approximate posterior q(z|x) of each row.
     *
     * @param x data [rows, dataDimension]
     * @return means and log-variances [rows, latentDimension]
     */
    LatentGaussian encode(INDArray x);

    /**
     * Records the approximate posterior q(z|x) of each row, differentiable by the parameters.
     *
     * @param tape records it
     * @param x data [rows, dataDimension]
     * @return means and log-variances [rows, latentDimension]
     */
    GaussianNetwork.Output posterior(Tape tape, Value x);

    /**
     * Records log p(x|z), differentiable by z and the parameters.
     *
     * @param tape records it
     * @param z latents [rows, latentDimension]
     * @param x data [rows, dataDimension]
     * @return [rows, 1] in nats
     */
    Value logLikelihood(Tape tape, Value z, Value x);

    /**
     * Records the log joint density log p(x|z) + log p(z) of each row.
     *
     * @param tape records it
     * @param z latents [rows, latentDimension]
     * @param x data [rows, dataDimension]
     * @return [rows, 1] in nats
     */
    default Value logJoint(Tape tape, Value z, Value x) {
        return tape.add(logLikelihood(tape, z, x), tape.standardGaussianLogLikelihood(z));
    }

    /** Encodes each row once, then draws k times from its q(z|x). */
    @Override
    default Value logWeights(Tape tape, INDArray batch, int k, RandomGenerator rng) {
        Check.positive("k", k);
        Value x = tape.constant(Networks.columnsChecked("batch", batch, batchDimension()));
        GaussianNetwork.Output q = posterior(tape, x);
        Value mean = tape.repeatRows(q.mean(), k);
        Value logVar = tape.repeatRows(q.logVar(), k);
        Value noise = tape.noise(mean.rows(), mean.columns(), rng);
        Value z = tape.reparameterize(mean, logVar, noise);
        Value logQ = tape.gaussianLogLikelihood(mean, logVar, z);
        return tape.subtract(logJoint(tape, z, tape.repeatRows(x, k)), logQ);
    }

    /**
     * Draws one datum from p(x|z) for each row, with the noise of every single dimension.
     *
     * @param z latents [rows, latentDimension]
     * @param rng draws the noise
     * @return [rows, dataDimension]
     */
    INDArray simulate(INDArray z, RandomGenerator rng);
}
