package org.elbo.prob;

import java.util.Arrays;
import java.util.Locale;

/**
 * What the weights of importance sampling say: the estimate of log p(x), and whether to trust it.
 * The estimate is too small on average, by about half its squared standard error (Jensen).
 *
 * @param logMeanExp the log of the mean weight, in nats
 * @param standardError its standard error, that of the mean divided by the mean (delta method), in
 *     nats; NaN for a single weight
 * @param effectiveSampleSize {@code (sum w)^2 / sum w^2}: from 1, one weight counts, to the number
 *     of weights; 0 if all are zero
 * @param paretoK the shape of the tail of the largest weights (Vehtari et al. 2015): above 0.7 the
 *     estimate and its standard error cannot be trusted with any practical number of draws; NaN if
 *     there are fewer than 25 weights or all are zero, negative infinity if the largest ones are
 *     equal to a thousandth, positive infinity if so few stand out from all others that a fit has
 *     no quartile
 * @param count the number of weights
 */
public record ImportanceWeights(
        double logMeanExp,
        double standardError,
        double effectiveSampleSize,
        double paretoK,
        int count) {
    /** Above this shape of the tail an estimate is not to be trusted (Vehtari et al. 2015). */
    public static final double HEAVY_TAIL = 0.7;

    /** With fewer weights the tail, a fifth of them, has not the five numbers that a fit needs. */
    private static final int LEAST = 25;

    /** Weights that differ by less, as a share of the largest, have no tail to speak of. */
    private static final double EQUAL = 1e-3;

    /**
     * Examines weights.
     *
     * @param logWeights log p(x, z) - log q(z|x) for independent draws of z from q, at least one
     * @return the estimate with its diagnostics
     * @throws IllegalArgumentException if there are none or one is NaN or positive infinity
     */
    public static ImportanceWeights of(double... logWeights) {
        Evidence evidence = Evidence.ofLogWeights(logWeights);
        return new ImportanceWeights(
                evidence.value(),
                evidence.standardError(),
                evidence.effectiveSampleSize(),
                paretoK(logWeights),
                logWeights.length);
    }

    /**
     * Fits the largest weights, less the largest of the others, by a generalised Pareto
     * distribution; the fit is drawn a little to 1/2 as if by ten more weights.
     */
    private static double paretoK(double[] logWeights) {
        int n = logWeights.length;
        double[] sorted = logWeights.clone();
        Arrays.sort(sorted);
        double max = sorted[n - 1];
        if (n < LEAST || max == Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        double[] excess = new double[(int) Math.ceil(Math.min(0.2 * n, 3 * Math.sqrt(n)))];
        int others = n - excess.length;
        double threshold = Math.exp(sorted[others - 1] - max);
        for (int i = 0; i < excess.length; i++) {
            excess[i] = Math.exp(sorted[others + i] - max) - threshold;
        }
        return shape(excess);
    }

    private static double shape(double[] excess) {
        int n = excess.length;
        if (excess[n - 1] < EQUAL) {
            return Double.NEGATIVE_INFINITY;
        }
        if (GeneralizedPareto.quartile(excess) == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return (GeneralizedPareto.fit(excess).shape() * n + 0.5 * 10) / (n + 10);
    }

    /**
     * Whether the tail of the weights is too heavy for the estimate to be trusted.
     *
     * @return true if the Pareto shape is above 0.7
     */
    public boolean heavyTailed() {
        return paretoK > HEAVY_TAIL;
    }

    /**
     * One line.
     *
     * @return as in {@code log p(x) = -98.31 ± 0.05, effective sample size 212.4 of 1000, Pareto k
     *     0.45}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "log p(x) = %.2f ± %.2f, effective sample size %.1f of %d, Pareto k %.2f",
                logMeanExp,
                standardError,
                effectiveSampleSize,
                count,
                paretoK);
    }
}
