package org.elbo.model;

import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What each feature of an {@link IbpVae} is used for, over a data set.
 *
 * @param frequency the mean over the data of q(Z_k = 1|x) [features]
 * @param activity the variance over the data of the mean of the code A_k Z_k, as {@link LatentUse}
 *     has it: a feature that the prior switches on but that tells nothing of the datum has none
 *     [features]
 */
public record FeatureUse(double[] frequency, double[] activity) {
    /**
     * Measures the use of every feature.
     *
     * @param q what the encoder says about a data set
     * @return frequencies and activities
     */
    public static FeatureUse of(LatentFeatures q) {
        INDArray mean = q.mean().castTo(DataType.DOUBLE);
        INDArray moved = mean.subRowVector(mean.mean(0));
        return new FeatureUse(
                q.probability().castTo(DataType.DOUBLE).mean(0).toDoubleVector(),
                moved.muli(moved).mean(0).toDoubleVector());
    }

    /**
     * The mean number of features that a datum has, used or not.
     *
     * @return a number from 0 to the number of features
     */
    public double expectedActive() {
        return Arrays.stream(frequency).sum();
    }

    /**
     * The number of features that tell one datum from another.
     *
     * @return how many have an activity above {@link LatentUse#ACTIVE}
     */
    public int used() {
        return (int) Arrays.stream(activity).filter(a -> a > LatentUse.ACTIVE).count();
    }

    /**
     * One line.
     *
     * @return as in {@code 5 of 20 features used (activity above 0.01), 2.51 active in a datum}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d of %d features used (activity above %s), %.2f active in a datum",
                used(),
                frequency.length,
                LatentUse.ACTIVE,
                expectedActive());
    }
}
