package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model p(x, z) with latents z and an approximate posterior q(z|x) to draw them from. The mean of
 * the weights p(x, z) / q(z|x) over draws of z is an unbiased estimate of p(x).
 */
public interface LatentVariableModel extends Model {
    /**
     * Records log p(x, z) - log q(z|x) for k draws of z for each row. With k = 1 their mean is the
     * ELBO, its KL term sampled.
     *
     * @param tape records them
     * @param batch data [rows, dataDimension]
     * @param k the number of draws for each row
     * @param rng draws the noise
     * @return log weights [rows k, 1] in nats, the k draws of a row adjacent
     * @throws IllegalArgumentException if the data do not fit the model or k is not positive
     */
    Value logWeights(Tape tape, INDArray batch, int k, RandomGenerator rng);
}
