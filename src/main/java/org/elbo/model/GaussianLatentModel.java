package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A generative model with the prior p(z) = N(0, I), and an encoder whose approximate posterior
 * q(z|x) is a Gaussian with independent dimensions. It is all that one must know of a model to
 * judge its q.
 */
public interface GaussianLatentModel {
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
     * Records log p(x|z), differentiable by z.
     *
     * @param tape records it
     * @param z latents [batch, latentDimension]
     * @param x data [batch, dataDimension]
     * @return [batch, 1], in nats
     */
    Value logLikelihood(Tape tape, Value z, Value x);

    /**
     * Draws one datum from p(x|z) for each row, with the noise of every single dimension.
     *
     * @param z latents [rows, latentDimension]
     * @param rng draws the noise
     * @return [rows, dataDimension]
     */
    INDArray simulate(INDArray z, RandomGenerator rng);
}
