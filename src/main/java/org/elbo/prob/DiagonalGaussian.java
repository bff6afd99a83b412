package org.elbo.prob;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * A Gaussian over vectors whose components are independent, {@code N(x; mean, diag(exp(logVar)))}:
 * what the encoder of a variational autoencoder puts out. {@code logVar} is log sigma^2.
 */
public final class DiagonalGaussian implements MultivariateDistribution {
    private final double[] mean;
    private final double[] logVar;

    private DiagonalGaussian(double[] mean, double[] logVar) {
        Check.that(mean.length > 0, "mean is empty but must hold at least one number");
        Check.that(
                mean.length == logVar.length,
                "logVar has %d numbers but mean has %d",
                logVar.length,
                mean.length);
        this.mean = Check.finite("mean", mean);
        this.logVar = Check.finite("logVar", logVar);
    }

    /**
     * A Gaussian with a diagonal covariance.
     *
     * @param mean the mean [dimension]
     * @param logVar the logarithms of the variances [dimension]
     * @return the distribution
     * @throws IllegalArgumentException if the lengths differ or are zero, or a number is not finite
     */
    public static DiagonalGaussian of(double[] mean, double[] logVar) {
        return new DiagonalGaussian(mean, logVar);
    }

    /**
     * The standard Gaussian {@code N(0, I)}.
     *
     * @param dimension the number of dimensions
     * @return the distribution
     * @throws IllegalArgumentException if the dimension is not positive
     */
    public static DiagonalGaussian standard(int dimension) {
        Check.positive("dimension", dimension);
        return new DiagonalGaussian(new double[dimension], new double[dimension]);
    }

    @Override
    public int dimension() {
        return mean.length;
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    /**
     * The logarithms of the variances.
     *
     * @return a new array [dimension]
     */
    public double[] logVar() {
        return logVar.clone();
    }

    /**
     * The variances.
     *
     * @return a new array [dimension]
     */
    public double[] variance() {
        return Arrays.stream(logVar).map(Math::exp).toArray();
    }

    /**
     * The standard deviations, {@code exp(logVar / 2)}.
     *
     * @return a new array [dimension]
     */
    public double[] standardDeviation() {
        return Arrays.stream(logVar).map(v -> Math.exp(v / 2)).toArray();
    }

    @Override
    public double[][] covariance() {
        double[][] covariance = new double[mean.length][mean.length];
        for (int i = 0; i < mean.length; i++) {
            covariance[i][i] = Math.exp(logVar[i]);
        }
        return covariance;
    }

    /**
     * The distribution of one component.
     *
     * @param i which, from 0
     * @return a Gaussian on the line
     * @throws IllegalArgumentException if there is no such component
     */
    public Gaussian marginal(int i) {
        Check.that(i >= 0 && i < mean.length, "component %d of %d dimensions", i, mean.length);
        return Gaussian.of(mean[i], Math.exp(logVar[i] / 2));
    }

    /**
     * The log density, {@code -1/2 sum (log(2 pi) + logVar + (x - mean)^2 / exp(logVar))}.
     *
     * @param x the point [dimension]
     * @return nats, summed over the dimensions
     * @throws IllegalArgumentException if the point has another dimension
     */
    @Override
    public double logDensity(double[] x) {
        Check.that(x.length == mean.length, "x has %d numbers but needs %d", x.length, mean.length);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double difference = x[i] - mean[i];
            sum += Gaussian.LOG_TWO_PI + logVar[i] + difference * difference * Math.exp(-logVar[i]);
        }
        return -0.5 * sum;
    }

    /**
     * The entropy, {@code 1/2 sum (1 + log(2 pi) + logVar)}.
     *
     * @return nats
     */
    @Override
    public double entropy() {
        return 0.5 * (mean.length * (1 + Gaussian.LOG_TWO_PI) + Arrays.stream(logVar).sum());
    }

    /**
     * Draws {@code mean + exp(logVar / 2) * epsilon}, with {@code epsilon ~ N(0, I)}: the standard
     * deviation, not the variance, multiplies the noise.
     *
     * @param rng the source of randomness
     * @return a new array [dimension]
     */
    @Override
    public double[] sample(RandomGenerator rng) {
        double[] x = new double[mean.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = mean[i] + Math.exp(logVar[i] / 2) * rng.nextGaussian();
        }
        return x;
    }

    /**
     * The same distribution, as a Gaussian with a full covariance matrix.
     *
     * @return the distribution
     */
    public MultivariateGaussian toMultivariate() {
        return MultivariateGaussian.of(mean, covariance());
    }

    /**
     * Names the distribution.
     *
     * @return as in {@code N(mean = [0.0], logVar = [0.0])}
     */
    @Override
    public String toString() {
        return "N(mean = " + Arrays.toString(mean) + ", logVar = " + Arrays.toString(logVar) + ")";
    }
}
