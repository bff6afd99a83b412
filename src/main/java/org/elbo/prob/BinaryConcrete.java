package org.elbo.prob;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * A coin made continuous, so that its draw is a differentiable function of its log odds: the
 * sigmoid of {@code (logit + L) / temperature} for logistic noise L. As the temperature falls to 0
 * the draws gather at 0 and 1; at every temperature a draw exceeds 1/2 exactly as often as the coin
 * shows 1 (Maddison, Mnih and Teh 2017, arXiv:1611.00712, appendix B; Jang, Gu and Poole 2017).
 */
public final class BinaryConcrete implements UnivariateDistribution {
    private final double logit;
    private final double temperature;
    private final double mean;
    private final double variance;

    private BinaryConcrete(double logit, double temperature) {
        this.logit = Check.finite("logit", logit);
        this.temperature = Check.positive("temperature", temperature);
        this.mean = expectation(x -> x);
        this.variance = expectation(x -> (x - mean) * (x - mean));
    }

    /**
     * A relaxed coin.
     *
     * @param logit the coin's log odds, {@code log(p / (1 - p))}
     * @param temperature positive
     * @return the distribution
     * @throws IllegalArgumentException if the logit is not finite or the temperature not positive
     *     and finite
     */
    public static BinaryConcrete of(double logit, double temperature) {
        return new BinaryConcrete(logit, temperature);
    }

    /**
     * The coin that was relaxed.
     *
     * @return the distribution of {@link #hard} of a draw
     */
    public Bernoulli coin() {
        return Bernoulli.ofLogit(logit);
    }

    /**
     * The coin's log odds.
     *
     * @return a finite number
     */
    public double logit() {
        return logit;
    }

    /**
     * How far from a coin it is.
     *
     * @return a positive number
     */
    public double temperature() {
        return temperature;
    }

    /**
     * What a draw becomes where only a coin's face will do; a straight-through gradient (Bengio,
     * Léonard and Courville 2013) computes with it and differentiates the draw.
     *
     * @param x a draw
     * @return 1 above 1/2, otherwise 0
     */
    public static int hard(double x) {
        return x > 0.5 ? 1 : 0;
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public double variance() {
        return variance;
    }

    /** An expectation, which has no closed form, by quadrature over the noise. */
    private double expectation(DoubleUnaryOperator f) {
        return Quadrature.integrate(
                l -> Math.exp(logisticLog(l)) * f.applyAsDouble(relax(l)),
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                -30,
                -10,
                -5,
                -2,
                0,
                2,
                5,
                10,
                30,
                -logit);
    }

    private double relax(double noise) {
        return sigmoid((logit + noise) / temperature);
    }

    private static double sigmoid(double y) {
        return y > 0 ? 1 / (1 + Math.exp(-y)) : Math.exp(y) / (1 + Math.exp(y));
    }

    /** The log density of the logistic distribution, {@code -|l| - 2 log(1 + exp(-|l|))}. */
    private static double logisticLog(double l) {
        return -Math.abs(l) - 2 * Math.log1p(Math.exp(-Math.abs(l)));
    }

    @Override
    public double lower() {
        return 0;
    }

    @Override
    public double upper() {
        return 1;
    }

    @Override
    public double[] breakpoints() {
        double[] cuts = new double[61];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = sigmoid(i - 30);
        }
        return cuts;
    }

    /**
     * The log density, {@link #logDensityOfLogit} less {@code log x + log(1 - x)}.
     *
     * @param x the point
     * @return nats; negative infinity at 0, at 1 and outside
     */
    @Override
    public double logDensity(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (x <= 0 || x >= 1) {
            return Double.NEGATIVE_INFINITY;
        }
        double logX = Math.log(x);
        double logComplement = Math.log1p(-x);
        return logDensityOfLogit(logX - logComplement) - logX - logComplement;
    }

    /**
     * The log density of {@code y = log(x / (1 - x))}: that of a logistic variable with location
     * logit / temperature and scale 1 / temperature. Where draws round to 0 or 1, y still tells
     * them apart.
     *
     * @param y the log odds of a draw
     * @return nats per unit of y
     */
    public double logDensityOfLogit(double y) {
        return Math.log(temperature) + logisticLog(temperature * y - logit);
    }

    @Override
    public double cumulative(double x) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        return sigmoid(temperature * (Math.log(x) - Math.log1p(-x)) - logit);
    }

    /**
     * Draws {@code sigmoid((logit + L) / temperature)}.
     *
     * @param rng the source of randomness
     * @return a number from 0 to 1
     */
    @Override
    public Double sample(RandomGenerator rng) {
        return relax(logistic(rng));
    }

    /** Draws logistic noise, {@code log(u / (1 - u))}. */
    private static double logistic(RandomGenerator rng) {
        double u = Math.max(rng.nextDouble(), Double.MIN_NORMAL);
        return Math.log(u) - Math.log1p(-u);
    }

    /**
     * Names the distribution.
     *
     * @return as in {@code BinaryConcrete(logit 0.5, temperature 0.1)}
     */
    @Override
    public String toString() {
        return "BinaryConcrete(logit " + logit + ", temperature " + temperature + ")";
    }
}
