package org.elbo.prob;

import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/** A coin: 1 with probability p, otherwise 0. */
public final class Bernoulli implements DiscreteDistribution {
    private final double p;
    private final double logP;
    private final double logOneMinusP;

    private Bernoulli(double p, double logP, double logOneMinusP) {
        this.p = p;
        this.logP = logP;
        this.logOneMinusP = logOneMinusP;
    }

    /**
     * A coin that shows 1 with probability {@code p}.
     *
     * @param p a probability
     * @return the distribution
     * @throws IllegalArgumentException if p is outside 0 to 1 or NaN
     */
    public static Bernoulli of(double p) {
        Check.probability("p", p);
        return new Bernoulli(p, Math.log(p), Math.log1p(-p));
    }

    /**
     * A coin given by {@code logit = log(p / (1 - p))}, what the last layer of a decoder puts out.
     * Log probabilities stay finite and exact where p rounds to 0 or 1.
     *
     * @param logit any finite number
     * @return the distribution
     * @throws IllegalArgumentException if the logit is not finite
     */
    public static Bernoulli ofLogit(double logit) {
        Check.finite("logit", logit);
        double logP = -softplus(-logit);
        return new Bernoulli(Math.exp(logP), logP, -softplus(logit));
    }

    private static double softplus(double a) {
        return Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
    }

    /**
     * The probability of 1.
     *
     * @return a number from 0 to 1
     */
    public double p() {
        return p;
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public double logDensity(int x) {
        return x == 1 ? logP : x == 0 ? logOneMinusP : Double.NEGATIVE_INFINITY;
    }

    @Override
    public Integer sample(RandomGenerator rng) {
        return rng.nextDouble() < p ? 1 : 0;
    }

    /**
     * Names the distribution.
     *
     * @return as in {@code Bernoulli(0.5)}
     */
    @Override
    public String toString() {
        return "Bernoulli(" + p + ")";
    }
}
