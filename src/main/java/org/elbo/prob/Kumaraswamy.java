package org.elbo.prob;

import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * The Kumaraswamy distribution on 0 to 1, with density {@code a b x^(a - 1) (1 - x^a)^(b - 1)}: so
 * like a {@link Beta} that it stands for one, and unlike it with a cumulative that can be inverted,
 * so that a draw is a differentiable function of its shapes (Kumaraswamy 1980; Nalisnick and Smyth
 * 2017, arXiv:1605.06197). For a = 1 or b = 1 it is the Beta distribution.
 */
public final class Kumaraswamy implements UnivariateDistribution {
    private final double a;
    private final double b;

    private Kumaraswamy(double a, double b) {
        this.a = Check.positive("a", a);
        this.b = Check.positive("b", b);
    }

    /**
     * A Kumaraswamy distribution.
     *
     * @param a the first shape, positive
     * @param b the second shape, positive
     * @return the distribution
     * @throws IllegalArgumentException if a shape is not positive and finite
     */
    public static Kumaraswamy of(double a, double b) {
        return new Kumaraswamy(a, b);
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

    /**
     * A moment, {@code E[x^m] = b B(1 + m / a, b)}.
     *
     * @param m the power, at least 0, not necessarily whole
     * @return a number from 0 to 1
     */
    public double moment(double m) {
        Check.that(m >= 0, "the power m is %s but must be at least 0", m);
        return b * Math.exp(org.apache.commons.math3.special.Beta.logBeta(1 + m / a, b));
    }

    @Override
    public double mean() {
        return moment(1);
    }

    @Override
    public double variance() {
        return moment(2) - mean() * mean();
    }

    /**
     * The mean of the logarithm, {@code -(psi(b + 1) + gamma) / a}, where psi is the digamma
     * function and gamma Euler's constant.
     *
     * @return {@code E[log x]} in nats
     */
    public double meanLog() {
        return -harmonic() / a;
    }

    /** The harmonic number of b, which is a sum of 1/i for a whole b only. */
    private double harmonic() {
        return Digamma.of(b + 1) - Digamma.of(1);
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
     * The log density, {@code log a + log b + (a - 1) log x + (b - 1) log(1 - x^a)}.
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
        double right = b == 1 ? 0 : (b - 1) * logOneMinusPower(x);
        return Math.log(a) + Math.log(b) + left + right;
    }

    private double logOneMinusPower(double x) {
        return StickBreaking.logComplement(a * Math.log(x));
    }

    /** The probability of a value of at most x, {@code 1 - (1 - x^a)^b}. */
    @Override
    public double cumulative(double x) {
        double inside = Math.max(0, Math.min(1, x));
        return -Math.expm1(b * logOneMinusPower(inside));
    }

    /**
     * The entropy, {@code 1 - 1 / b + (1 - 1 / a) H_b - log(a b)}, where {@code H_b = psi(b + 1) +
     * gamma}.
     *
     * @return nats, at most 0
     */
    @Override
    public double entropy() {
        return 1 - 1 / b + (1 - 1 / a) * harmonic() - Math.log(a) - Math.log(b);
    }

    /**
     * Draws by inverting the cumulative.
     *
     * @param rng the source of randomness
     * @return a number from 0 to 1
     */
    @Override
    public Double sample(RandomGenerator rng) {
        return Math.exp(sampleLog(rng));
    }

    /**
     * Draws the logarithm of a value: {@code 1/a log(1 - exp(-e / b))} for an exponential e, which
     * is finite where the value itself would underflow.
     *
     * @param rng the source of randomness
     * @return log x, in nats, at most 0
     */
    public double sampleLog(RandomGenerator rng) {
        return StickBreaking.logComplement(-rng.nextExponential() / b) / a;
    }

    /**
     * Names the distribution.
     *
     * @return as in {@code Kumaraswamy(2.0, 3.0)}
     */
    @Override
    public String toString() {
        return "Kumaraswamy(" + a + ", " + b + ")";
    }
}
