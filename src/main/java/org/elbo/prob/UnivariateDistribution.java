package org.elbo.prob;

import java.util.random.RandomGenerator;

/** A continuous distribution on an interval of the real line. */
public interface UnivariateDistribution extends Distribution<Double> {
    /**
     * The logarithm of the density.
     *
     * @param x the point
     * @return {@code log p(x)} in nats; negative infinity outside the support
     */
    double logDensity(double x);

    @Override
    default double logDensity(Double x) {
        return logDensity(x.doubleValue());
    }

    /**
     * The density {@code p(x)}, per unit of x; it may exceed 1.
     *
     * @param x the point
     * @return the density, zero outside the support
     */
    default double density(double x) {
        return Math.exp(logDensity(x));
    }

    /**
     * The probability of a value of at most {@code x}.
     *
     * @param x the point
     * @return a number from 0 to 1
     */
    double cumulative(double x);

    /**
     * The mean.
     *
     * @return {@code E[x]}
     */
    double mean();

    /**
     * The variance.
     *
     * @return {@code E[(x - mean)^2]}
     */
    double variance();

    /**
     * The standard deviation.
     *
     * @return the square root of the variance
     */
    default double standardDeviation() {
        return Math.sqrt(variance());
    }

    /**
     * The differential entropy {@code -E[log p(x)]}: in closed form where one exists, otherwise by
     * quadrature.
     *
     * @return the entropy in nats; it may be negative
     */
    default double entropy() {
        return Quadrature.expectation(this, x -> -logDensity(x));
    }

    /**
     * The lower end of the support.
     *
     * @return a number or negative infinity
     */
    default double lower() {
        return Double.NEGATIVE_INFINITY;
    }

    /**
     * The upper end of the support.
     *
     * @return a number or positive infinity
     */
    default double upper() {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Points at which an integral over this density is well divided: at its peaks and on both sides
     * of them, on the scale on which the density varies.
     *
     * @return points in any order; those outside the support are ignored
     */
    default double[] breakpoints() {
        double[] scales = {-30, -10, -5, -2, 0, 2, 5, 10, 30};
        for (int i = 0; i < scales.length; i++) {
            scales[i] = mean() + scales[i] * standardDeviation();
        }
        return scales;
    }

    /**
     * Draws many values.
     *
     * @param count how many
     * @param rng the source of randomness
     * @return an array of that length
     */
    default double[] samples(int count, RandomGenerator rng) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = sample(rng);
        }
        return values;
    }
}
