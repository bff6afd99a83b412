package org.elbo.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
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
     * A contour of q(z|x) in two dimensions, for pictures: the ellipse of the points that are as
     * many standard deviations away from the mean.
     *
     * @param row which datum
     * @param deviations how many standard deviations
     * @return the first and the second coordinates of 61 points, of which the last is the first
     * @throws IllegalArgumentException if there are not two latents
     */
    public double[][] contour(int row, double deviations) {
        Check.that(mean.columns() == 2, "a contour needs 2 latents, not %d", mean.columns());
        double[][] points = new double[2][61];
        for (int d = 0; d < 2; d++) {
            double radius = deviations * Math.exp(logVar.getDouble(row, d) / 2);
            for (int i = 0; i < points[d].length; i++) {
                double angle = Math.PI * (i % 60) / 30 - d * Math.PI / 2;
                points[d][i] = mean.getDouble(row, d) + radius * Math.cos(angle);
            }
        }
        return points;
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
