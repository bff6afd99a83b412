package org.elbo.prob;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.elbo.internal.Check;

/**
 * The share of the variance of numbers that lies between classes (the correlation ratio, eta
 * squared): what knowing the class takes away from the variance.
 */
public final class ExplainedVariance {
    private ExplainedVariance() {}

    /**
     * One less the mean variance within the classes over the variance.
     *
     * @param values the numbers
     * @param classes the class of each number
     * @return from 0, the classes have equal means, to 1, the class decides the number; where
     *     nothing is to be explained, the numbers being all equal, NaN
     * @throws IllegalArgumentException if there are no numbers or not as many classes
     */
    public static double of(double[] values, int[] classes) {
        Check.that(
                values.length > 0 && values.length == classes.length,
                "%d numbers and %d classes, but each number needs a class",
                values.length,
                classes.length);
        double within = 0;
        for (int c : Arrays.stream(classes).distinct().toArray()) {
            double[] some =
                    IntStream.range(0, values.length)
                            .filter(i -> classes[i] == c)
                            .mapToDouble(i -> values[i])
                            .toArray();
            within += some.length * StatUtils.populationVariance(some);
        }
        return 1 - within / (values.length * StatUtils.populationVariance(values));
    }
}
