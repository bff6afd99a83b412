package org.elbo.prob;

import org.elbo.internal.Check;

/**
 * {@code log(exp(a) + exp(b) + ...)} without overflow or underflow: the maximum is taken out first,
 * {@code m + log(sum exp(a - m))}, so that the largest term is exp(0) = 1.
 */
public final class LogSumExp {
    private LogSumExp() {}

    /**
     * The log of the sum of exponentials.
     *
     * @param values logarithms, in nats
     * @return the log of the sum: negative infinity (log 0) for no values or where all are negative
     *     infinity, positive infinity where one is, NaN where one is NaN
     */
    public static double of(double... values) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            max = Math.max(max, value);
        }
        return Double.isInfinite(max) ? max : max + Math.log(sumOfExponentials(values, max));
    }

    /**
     * The log of the mean of exponentials, {@code of(values) - log n}.
     *
     * @param values logarithms, in nats, at least one
     * @return the log of the mean, with the edge values of {@link #of}
     * @throws IllegalArgumentException if there are no values
     */
    public static double mean(double... values) {
        Check.that(values.length > 0, "values is empty but a mean needs at least one value");
        return of(values) - Math.log(values.length);
    }

    private static double sumOfExponentials(double[] values, double max) {
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - max);
        }
        return sum;
    }
}
