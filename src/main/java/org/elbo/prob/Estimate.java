package org.elbo.prob;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.apache.commons.math3.distribution.TDistribution;
import org.elbo.internal.Check;

/**
 * A number found by sampling, with its uncertainty.
 *
 * @param value the mean of the draws
 * @param standardError the standard deviation of {@code value} over repetitions of the experiment,
 *     estimated as the draws' standard deviation over the square root of their number; NaN where it
 *     cannot be told (one draw, or an infinite value)
 * @param draws the number of draws
 */
public record Estimate(double value, double standardError, long draws) {
    /**
     * Checks the number of draws and the sign of the standard error.
     *
     * @param value the mean of the draws
     * @param standardError its standard error
     * @param draws the number of draws
     * @throws IllegalArgumentException if draws is not positive or the standard error negative
     */
    public Estimate {
        Check.that(draws > 0, "draws is %d but must be positive", draws);
        Check.that(
                !(standardError < 0),
                "standardError is %s but must not be negative",
                standardError);
    }

    /**
     * The mean of draws and its standard error, {@code sqrt(sum (x - mean)^2 / (n (n - 1)))}.
     *
     * @param samples independent draws, at least one
     * @return the estimate
     * @throws IllegalArgumentException if there are none
     */
    public static Estimate of(double... samples) {
        int[] next = {0};
        return of(samples.length, () -> samples[next[0]++]);
    }

    /**
     * The mean of paired differences a - b. What both have in common, such as the choice of the
     * data, cancels; the standard error of the difference is therefore often much smaller than
     * those of the two means.
     *
     * @param a one number for each pair, at least one
     * @param b equally many
     * @return the estimate
     * @throws IllegalArgumentException if there are none or not equally many
     */
    public static Estimate ofDifferences(double[] a, double[] b) {
        Check.that(
                a.length == b.length,
                "%d numbers less %d numbers, but they must be pairs",
                a.length,
                b.length);
        int[] next = {0};
        return of(a.length, () -> a[next[0]] - b[next[0]++]);
    }

    /**
     * Draws many times and averages, without storing the draws.
     *
     * @param draws how many
     * @param sampler gives one independent draw per call
     * @return the estimate
     * @throws IllegalArgumentException if draws is not positive
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Estimate of(int draws, DoubleSupplier sampler) {
        Check.positive("draws", draws);
        double mean = 0;
        double squares = 0;
        double sum = 0;
        for (int n = 1; n <= draws; n++) {
            Interrupts.check(n);
            double x = sampler.getAsDouble();
            sum += x;
            double before = x - mean;
            mean += before / n;
            squares += before * (x - mean);
        }
        // An infinite draw makes the running mean NaN, while the plain sum still knows the answer.
        double value = Double.isNaN(mean) ? sum / draws : mean;
        return new Estimate(value, Math.sqrt(squares / (draws - 1.0) / draws), draws);
    }

    /**
     * The same estimate with the other sign: a negative bound from a bound.
     *
     * @return minus this
     */
    public Estimate negate() {
        return new Estimate(-value, standardError, draws);
    }

    /**
     * The distance from a reference, in standard errors. For an unbiased estimate it is about a
     * standard Gaussian draw: beyond 3 in absolute value once in 370 times.
     *
     * @param exact what the estimate should be
     * @return {@code (value - exact) / standardError}
     */
    public double standardErrorsFrom(double exact) {
        return (value - exact) / standardError;
    }

    /**
     * Half the width of the confidence interval around the value, by Student's t distribution:
     * exact for Gaussian draws, wider than a number of standard errors when they are few. For 95 %
     * and five draws it is 2.78 standard errors.
     *
     * @param confidence how often such intervals hold the true mean, between 0 and 1
     * @return what to write behind the ±; NaN for a single draw
     * @throws IllegalArgumentException if the confidence is not between 0 and 1
     */
    public double margin(double confidence) {
        Check.that(
                confidence > 0 && confidence < 1,
                "confidence is %s but must be between 0 and 1",
                confidence);
        return draws < 2
                ? Double.NaN
                : new TDistribution(draws - 1).inverseCumulativeProbability((1 + confidence) / 2)
                        * standardError;
    }

    /**
     * The estimate as text.
     *
     * @return as in {@code 1.2345 ± 0.0012 (10000 draws)}, with two digits of the standard error
     */
    @Override
    public String toString() {
        int digits = 4;
        if (standardError > 0 && standardError < Double.POSITIVE_INFINITY) {
            digits = (int) Math.max(0, Math.min(15, 1 - Math.floor(Math.log10(standardError))));
        }
        String number = "%." + digits + "f";
        return String.format(
                Locale.ROOT, number + " ± " + number + " (%d draws)", value, standardError, draws);
    }
}
