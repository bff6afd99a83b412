package org.elbo.prob;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * A Gaussian over vectors whose precision is a diagonal plus a rank-one matrix, {@code C^-1 = D + u
 * u'}: the recognition model of Rezende, Mohamed and Wierstra (2014, arXiv:1401.4082), section 4.3.
 * Its 3k numbers describe the correlations of k dimensions along one direction; everything is
 * computed in O(k).
 *
 * <p>The diagonal is given as {@code logVar = -log D}, so that u = 0 leaves the diagonal Gaussian
 * of that log-variance. With {@code V = exp(logVar)}, {@code s = u'Vu} and {@code eta = 1 / (1 +
 * s)} the covariance is {@code C = V - eta V u u' V} (the Sherman-Morrison formula) and {@code log
 * |C| = log eta + sum logVar} (the matrix determinant lemma). A factor {@code R R' = C} is {@code R
 * = (I - kappa V u u') V^1/2}; the paper's {@code kappa = (1 - sqrt eta) / s} would be 0/0 for u =
 * 0, and since {@code s = (1 - eta) / eta} it is {@code eta / (1 + sqrt eta)}, which never is.
 */
public final class RankOneGaussian implements MultivariateDistribution {
    private final double[] mean;
    private final double[] variance;
    private final double[] u;
    private final double sumLogVar;
    private final double s;
    private final double eta;

    private RankOneGaussian(double[] mean, double[] logVar, double[] u) {
        Check.that(mean.length > 0, "mean is empty but must hold at least one number");
        Check.that(
                mean.length == logVar.length && mean.length == u.length,
                "mean has %d numbers, logVar %d and u %d but all need the same",
                mean.length,
                logVar.length,
                u.length);
        this.mean = Check.finite("mean", mean);
        this.variance = Arrays.stream(Check.finite("logVar", logVar)).map(Math::exp).toArray();
        this.u = Check.finite("u", u);
        this.sumLogVar = Arrays.stream(logVar).sum();
        this.s = dot(u, timesVariance(u));
        this.eta = 1 / (1 + s);
    }

    /**
     * A Gaussian from its precision.
     *
     * @param mean the mean [dimension]
     * @param logVar minus the logarithms of the diagonal D [dimension]
     * @param u the direction of the rank-one term [dimension]; zeros leave a diagonal Gaussian
     * @return the distribution
     * @throws IllegalArgumentException if the lengths differ or are zero, or a number is not finite
     */
    public static RankOneGaussian of(double[] mean, double[] logVar, double[] u) {
        return new RankOneGaussian(mean, logVar, u);
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
     * Minus the logarithms of the diagonal D of the precision: the log-variances, were u zero.
     *
     * @return a new array [dimension]
     */
    public double[] logVar() {
        return Arrays.stream(variance).map(Math::log).toArray();
    }

    /**
     * The direction u of the rank-one term of the precision.
     *
     * @return a new array [dimension]
     */
    public double[] direction() {
        return u.clone();
    }

    @Override
    public double[][] covariance() {
        double[] y = timesVariance(u);
        return matrix((i, j) -> (i == j ? variance[i] : 0) - eta * y[i] * y[j]);
    }

    /**
     * The precision {@code C^-1 = D + u u'}.
     *
     * @return a new array [dimension][dimension]
     */
    public double[][] precision() {
        return matrix((i, j) -> (i == j ? 1 / variance[i] : 0) + u[i] * u[j]);
    }

    /**
     * The factor R of the covariance, {@code R R' = C}, that turns noise into draws. It is not
     * triangular.
     *
     * @return a new array [dimension][dimension]
     */
    public double[][] factor() {
        double[] y = timesVariance(u);
        double kappa = kappa();
        return matrix((i, j) -> ((i == j ? 1 : 0) - kappa * y[i] * u[j]) * Math.sqrt(variance[j]));
    }

    /**
     * The logarithm of the determinant of the covariance matrix.
     *
     * @return {@code log det covariance}
     */
    public double logDeterminant() {
        return sumLogVar - Math.log1p(s);
    }

    /**
     * The log density, {@code -1/2 (k log(2 pi) + log det C + d'Dd + (u'd)^2)} with {@code d = x -
     * mean}.
     *
     * @param x the point [dimension]
     * @return nats, summed over the dimensions
     * @throws IllegalArgumentException if the point has another dimension
     */
    @Override
    public double logDensity(double[] x) {
        Check.that(x.length == mean.length, "x has %d numbers but needs %d", x.length, mean.length);
        double squares = 0;
        double along = 0;
        for (int i = 0; i < x.length; i++) {
            double difference = x[i] - mean[i];
            squares += difference * difference / variance[i];
            along += u[i] * difference;
        }
        double constant = x.length * Gaussian.LOG_TWO_PI + logDeterminant();
        return -0.5 * (constant + squares + along * along);
    }

    /**
     * The entropy, {@code 1/2 (k (1 + log(2 pi)) + log det C)}.
     *
     * @return nats
     */
    @Override
    public double entropy() {
        return 0.5 * (dimension() * (1 + Gaussian.LOG_TWO_PI) + logDeterminant());
    }

    /**
     * Draws {@code mean + R epsilon}, with {@code epsilon ~ N(0, I)}.
     *
     * @param rng the source of randomness
     * @return a new array [dimension]
     */
    @Override
    public double[] sample(RandomGenerator rng) {
        double[] epsilon = new double[mean.length];
        Arrays.setAll(epsilon, i -> rng.nextGaussian());
        return reparameterize(epsilon);
    }

    /** The draw {@code mean + R epsilon} without the matrix R. */
    double[] reparameterize(double[] epsilon) {
        double[] z = new double[mean.length];
        Arrays.setAll(z, i -> Math.sqrt(variance[i]) * epsilon[i]);
        double pull = kappa() * dot(u, z);
        Arrays.setAll(z, i -> mean[i] + z[i] - pull * variance[i] * u[i]);
        return z;
    }

    /**
     * The same distribution, as a Gaussian with a full covariance matrix.
     *
     * @return the distribution
     */
    public MultivariateGaussian toMultivariate() {
        return MultivariateGaussian.of(mean, covariance());
    }

    /** D^-1, the variances were u zero; not a copy. */
    double[] variance() {
        return variance;
    }

    /** 1 / (1 + u'Vu), in (0, 1]. */
    double eta() {
        return eta;
    }

    /** (1 - sqrt eta) / s without the 0/0. */
    double kappa() {
        return eta / (1 + Math.sqrt(eta));
    }

    private double[] timesVariance(double[] x) {
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> variance[i] * x[i]);
        return y;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private interface Entry {
        double at(int i, int j);
    }

    private double[][] matrix(Entry entry) {
        double[][] a = new double[mean.length][mean.length];
        for (int i = 0; i < a.length; i++) {
            int row = i;
            Arrays.setAll(a[i], j -> entry.at(row, j));
        }
        return a;
    }

    /**
     * Names the distribution.
     *
     * @return as in {@code N(mean = [0.0], logVar = [0.0], u = [1.0])}
     */
    @Override
    public String toString() {
        return "N(mean = "
                + Arrays.toString(mean)
                + ", logVar = "
                + Arrays.toString(logVar())
                + ", u = "
                + Arrays.toString(u)
                + ")";
    }
}
