package org.elbo.model;

import java.util.Locale;
import org.elbo.internal.Check;
import org.elbo.prob.Estimate;

/**
 * A lower and an upper bound of log p(x), each on average over the noise that made it, for each of
 * some data.
 *
 * @param lower nats, one for each datum
 * @param upper nats, one for each datum; a single one may be below its lower bound by noise
 */
public record Bracket(double[] lower, double[] upper) {
    /**
     * Checks the numbers of bounds.
     *
     * @param lower one for each datum
     * @param upper one for each datum
     * @throws IllegalArgumentException if there are none or not equally many
     */
    public Bracket {
        Check.that(
                lower.length > 0 && lower.length == upper.length,
                "%d lower and %d upper bounds, but each datum needs both",
                lower.length,
                upper.length);
    }

    /**
     * The lower bound of the mean log p(x) of the data.
     *
     * @return nats per datum; the standard error is that of a mean over other data
     */
    public Estimate meanLower() {
        return Estimate.of(lower);
    }

    /**
     * The upper bound of the mean log p(x) of the data.
     *
     * @return nats per datum; the standard error is that of a mean over other data
     */
    public Estimate meanUpper() {
        return Estimate.of(upper);
    }

    /**
     * How far the bounds are from each other: the mean over the data of upper less lower.
     *
     * @return nats per datum; the error of either bound is less, on average
     */
    public Estimate gap() {
        return Estimate.ofDifferences(upper, lower);
    }

    /**
     * One line.
     *
     * @return as in {@code -98.31 <= log p(x) <= -98.25, gap 0.06 ± 0.01 nats per datum (100 data)}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f <= log p(x) <= %.2f, gap %.2f ± %.2f nats per datum (%d data)",
                meanLower().value(),
                meanUpper().value(),
                gap().value(),
                gap().standardError(),
                lower.length);
    }
}
