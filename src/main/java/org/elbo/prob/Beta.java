package org.elbo.prob;

import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * The Beta distribution on 0 to 1, with density proportional to {@code x^(a - 1) (1 - x)^(b - 1)}:
 * what is known of a coin's probability. Beta(1, 1) is uniform.
 */
public final class Beta implements UnivariateDistribution {
    private final double a;
    private final double b;
    private final double logNormaliser;

    private Beta(double a, double b) {
        this.a = Check.positive("a", a);
        this.b = Check.positive("b", b);
        this.logNormaliser = org.apache.commons.math3.special.Beta.logBeta(a, b);
    }

    /**
     * A Beta distribution.
     *
     * @param a the first shape, positive: one more than the heads seen, from a uniform prior
     * @param b the second shape, positive: one more than the tails seen, from a uniform prior
     * @return the distribution
     * @throws IllegalArgumentException if a shape is not positive and finite
     */
    public static Beta of(double a, double b) {
        return new Beta(a, b);
    }

    /**
     * The first shape.
     *
     * @return a positive number
     */
    public double a() {
        return a;
    }

    /**
     * The second shape.
     *
     * @return a positive number
     */
    public double b() {
        return b;
    }

    /** The log of the Beta function at (a, b). */
    double logNormaliser() {
        return logNormaliser;
    }

    @Override
    public double mean() {
        return a / (a + b);
    }

    @Override
    public double variance() {
        return mean() * (b / (a + b)) / (a + b + 1);
    }

    @Override
    public double lower() {
        return 0;
    }

    @Override
    public double upper() {
        return 1;
    }

    /**
     * The log density, {@code (a - 1) log x + (b - 1) log(1 - x) - log B(a, b)}.
     *
     * @param x the point
     * @return nats; at 0 and 1 the limit, which is infinite unless the shape there is 1
     */
    @Override
    public double logDensity(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (x < 0 || x > 1) {
            return Double.NEGATIVE_INFINITY;
        }
        double left = a == 1 ? 0 : (a - 1) * Math.log(x);
        double right = b == 1 ? 0 : (b - 1) * Math.log1p(-x);
        return left + right - logNormaliser;
    }

    @Override
    public double cumulative(double x) {
        double inside = Math.max(0, Math.min(1, x));
        return org.apache.commons.math3.special.Beta.regularizedBeta(inside, a, b);
    }

    /**
     * The entropy, {@code log B(a, b) - (a - 1) psi(a) - (b - 1) psi(b) + (a + b - 2) psi(a + b)},
     * where psi is the digamma function.
     *
     * @return nats, at most 0
     */
    @Override
    public double entropy() {
        return logNormaliser
                - (a - 1) * Digamma.of(a)
                - (b - 1) * Digamma.of(b)
                + (a + b - 2) * Digamma.of(a + b);
    }

    /**
     * Draws {@code X / (X + Y)}, where X and Y are Gamma with shapes a and b.
     *
     * @param rng the source of randomness
     * @return a number from 0 to 1
     */
    @Override
    public Double sample(RandomGenerator rng) {
        double logit = logGamma(a, rng) - logGamma(b, rng);
        return 1 / (1 + Math.exp(-logit));
    }

    /**
     * The log of a Gamma draw: Marsaglia and Tsang (2000), with their boost {@code G(a) = G(a + 1)
     * U^(1/a)} for every shape, since in logarithms it costs nothing and cannot underflow.
     */
    private static double logGamma(double shape, RandomGenerator rng) {
        double d = shape + 1 - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        double boost = Math.log(1 - rng.nextDouble()) / shape;
        while (true) {
            double z = rng.nextGaussian();
            double v = Math.pow(1 + c * z, 3);
            if (v > 0 && Math.log(1 - rng.nextDouble()) < 0.5 * z * z + d * (1 - v + Math.log(v))) {
                return Math.log(d * v) + boost;
            }
        }
    }

    /**
     * Names the distribution.
     *
     * @return as in {@code Beta(1.0, 1.0)}
     */
    @Override
    public String toString() {
        return "Beta(" + a + ", " + b + ")";
    }
}
