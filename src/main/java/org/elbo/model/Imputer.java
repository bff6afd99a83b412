package org.elbo.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model that fills in the missing parts of data by going back and forth between data and latents
 * (Rezende, Mohamed and Wierstra 2014, imputation). Its prior is p(z) = N(0, I).
 */
public interface Imputer {
    /**
     * The number of dimensions of z.
     *
     * @return at least 1
     */
    int latentDimension();

    /**
     * Draws one z from q(z|x) for each row.
     *
     * @param x data [rows, dataDimension]
     * @param rng draws z
     * @return [rows, latentDimension]
     */
    INDArray drawLatents(INDArray x, RandomGenerator rng);

    /**
     * Draws one datum from p(x|z) for each row, with the noise of every single dimension.
     *
     * @param z latents [rows, latentDimension]
     * @param rng draws x
     * @return [rows, dataDimension]
     */
    INDArray simulate(INDArray z, RandomGenerator rng);

    /**
     * Fills in what is missing. The missing values start as those of a datum drawn from the model;
     * then each iteration draws z from q(z|x) and new missing values from p(x|z), the observed ones
     * stay. If q is the true posterior, this is a Gibbs sampler whose distribution tends to
     * p(missing|observed); otherwise it tends to something near.
     *
     * @param x data [rows, dataDimension]; what stands in the missing places is not looked at
     * @param mask of the same shape: 1 for an observed value, 0 for a missing one
     * @param iterations how many, at least 0
     * @param rng draws everything; the same seed with fewer iterations gives an earlier state of
     *     the same chain
     * @return the data with the last draw of the missing values
     * @throws IllegalArgumentException if the shapes differ or the mask holds another number
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    default INDArray impute(INDArray x, INDArray mask, int iterations, RandomGenerator rng) {
        Check.that(iterations >= 0, "iterations is %d but must not be negative", iterations);
        Check.that(
                x.rank() == 2 && Arrays.equals(x.shape(), mask.shape()),
                "mask has shape %s but the data %s: give one number for each value",
                Arrays.toString(mask.shape()),
                Arrays.toString(x.shape()));
        int rows = Math.toIntExact(x.size(0));
        float[] z = Networks.noise(rows * latentDimension(), rng);
        INDArray drawn = simulate(Nd4j.create(z, new long[] {rows, latentDimension()}, 'c'), rng);
        INDArray state = Networks.select(mask, x, drawn);
        for (int i = 0; i < iterations; i++) {
            state = Networks.select(mask, x, simulate(drawLatents(state, rng), rng));
        }
        return state;
    }
}
