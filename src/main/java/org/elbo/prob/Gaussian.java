package org.elbo.prob;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Erf;
import org.elbo.internal.Check;

/**
 * The Gaussian on the line, {@code N(x; mean, sd^2)}. Its parameter is the standard deviation, not
 * the variance.
 */
public final class Gaussian implements UnivariateDistribution {
    static final double LOG_TWO_PI = Math.log(2 * Math.PI);
    private static final Gaussian STANDARD = new Gaussian(0, 1);

    private final double mean;
    private final double standardDeviation;

    private Gaussian(double mean, double standardDeviation) {
        this.mean = Check.finite("mean", mean);
        this.standardDeviation = Check.positive("standardDeviation", standardDeviation);
    }

    /**
     * A Gaussian of given mean and standard deviation.
     *
     * @param mean the mean
     * @param standardDeviation the square root of the variance
     * @return the distribution
     * @throws IllegalArgumentException if the mean is not finite or the standard deviation not
     *     positive
     */
    public static Gaussian of(double mean, double standardDeviation) {
        return new Gaussian(mean, standardDeviation);
    }

    /**
     * The standard Gaussian, of mean 0 and variance 1.
     *
     * @return the distribution
     */
    public static Gaussian standard() {
        return STANDARD;
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public double standardDeviation() {
        return standardDeviation;
    }

    @Override
    public double variance() {
        return standardDeviation * standardDeviation;
    }

    /**
     * The log density, {@code -1/2 (log(2 pi) + ((x - mean) / sd)^2) - log sd}.
     *
     * @param x the point
     * @return nats
     */
    @Override
    public double logDensity(double x) {
        double z = (x - mean) / standardDeviation;
        return -0.5 * (LOG_TWO_PI + z * z) - Math.log(standardDeviation);
    }

    @Override
    public double cumulative(double x) {
        return 0.5 * Erf.erfc((mean - x) / (standardDeviation * Math.sqrt(2)));
    }

    /**
     * The inverse of {@link #cumulative}: the value below which a draw falls with probability
     * {@code p}.
     *
     * @param p a probability
     * @return the value; negative infinity for 0, positive infinity for 1
     * @throws IllegalArgumentException if p is outside 0 to 1 or NaN
     */
    public double quantile(double p) {
        return mean - standardDeviation * Math.sqrt(2) * Erf.erfcInv(2 * Check.probability("p", p));
    }

    /**
     * The entropy, {@code 1/2 log(2 pi e sd^2)}.
     *
     * @return nats, negative where sd is below 0.242
     */
    @Override
    public double entropy() {
        return 0.5 * (1 + LOG_TWO_PI) + Math.log(standardDeviation);
    }

    @Override
    public Double sample(RandomGenerator rng) {
        return mean + standardDeviation * rng.nextGaussian();
    }

    /**
     * Names the distribution.
     *
     * @return as in {@code N(mean = 0.0, sd = 1.0)}
     */
    @Override
    public String toString() {
        return "N(mean = " + mean + ", sd = " + standardDeviation + ")";
    }
}
