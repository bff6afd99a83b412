package org.elbo.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the encoder of an {@link IbpVae} says about some data: which features each has, and in what
 * amount.
 *
 * @param probability the probabilities q(Z = 1|x) [rows, features]
 * @param amount the Gaussians q(A|x)
 */
public record LatentFeatures(INDArray probability, LatentGaussian amount) {
    /**
     * The means of the code A Z.
     *
     * @return [rows, features]
     */
    public INDArray mean() {
        return amount.mean().mul(probability);
    }

    /**
     * Draws a mask and amounts for each row, and multiplies them.
     *
     * @param rng draws both
     * @return A Z [rows, features]
     */
    public INDArray sample(RandomGenerator rng) {
        INDArray z = amount.sample(rng);
        for (long i = 0; i < z.length(); i++) {
            z.putScalar(i, rng.nextDouble() < probability.getDouble(i) ? z.getDouble(i) : 0);
        }
        return z;
    }

    /**
     * The code where the mask is known.
     *
     * @param mask zeros and ones [rows, features]
     * @return the means of A where the mask is 1, otherwise 0
     * @throws IllegalArgumentException if the mask has another shape or holds another number
     */
    public INDArray masked(INDArray mask) {
        Check.that(
                Arrays.equals(mask.shape(), probability.shape()),
                "mask has shape %s but must be %s, one number for each feature of each row",
                Arrays.toString(mask.shape()),
                Arrays.toString(probability.shape()));
        return Networks.select(mask, amount.mean(), amount.mean().like().assign(0));
    }

    /**
     * A short description.
     *
     * @return the shape, not the numbers
     */
    @Override
    public String toString() {
        return "LatentFeatures " + Arrays.toString(probability.shape());
    }
}
