package org.elbo.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * What an encoder says about the latents of some data: q(z|x) for each row, a Gaussian with
 * independent dimensions.
 *
 * @param mean the means [rows, latentDimension]
 * @param logVar log sigma^2 [rows, latentDimension]
 */
public record LatentGaussian(INDArray mean, INDArray logVar) {
    /**
     * The standard deviations.
     *
     * @return exp(logVar / 2), [rows, latentDimension]
     */
    public INDArray standardDeviation() {
        return Transforms.exp(logVar.mul(0.5));
    }

    /**
     * Draws one z for each row: mean + standardDeviation * epsilon.
     *
     * @param rng draws epsilon
     * @return [rows, latentDimension]
     */
    public INDArray sample(RandomGenerator rng) {
        float[] epsilon = Networks.noise(Math.toIntExact(mean.length()), rng);
        return Nd4j.create(epsilon, mean.shape(), 'c').muli(standardDeviation()).addi(mean);
    }

    /**
     * KL(q(z|x) || N(0, 1)) of every single dimension; the sum of a row is the datum's KL (Kingma
     * and Welling 2014, appendix B). The mean of a column tells how much the model uses it.
     *
     * @return [rows, latentDimension], in nats
     */
    public INDArray kl() {
        return Transforms.exp(logVar).addi(mean.mul(mean)).subi(logVar).subi(1).muli(0.5);
    }

    /**
     * A short description.
     *
     * @return the shape, not the numbers
     */
    @Override
    public String toString() {
        return "LatentGaussian " + Arrays.toString(mean.shape());
    }
}
