package org.elbo.prob;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.elbo.internal.Check;

/** A Gaussian over vectors with a full covariance matrix, {@code N(x; mean, covariance)}. */
public final class MultivariateGaussian implements MultivariateDistribution {
    private final RealVector mean;
    private final RealMatrix covariance;
    private final CholeskyDecomposition cholesky;
    private final double logDeterminant;

    private MultivariateGaussian(RealVector mean, RealMatrix covariance) {
        this.mean = mean;
        this.covariance = covariance;
        this.cholesky = decompose(covariance);
        double sum = 0;
        for (int i = 0; i < mean.getDimension(); i++) {
            sum += Math.log(cholesky.getL().getEntry(i, i));
        }
        this.logDeterminant = 2 * sum;
    }

    /**
     * A Gaussian of given mean and covariance.
     *
     * @param mean the mean [dimension]
     * @param covariance a symmetric, positive definite matrix [dimension][dimension]
     * @return the distribution
     * @throws IllegalArgumentException if the sizes do not match, a number is not finite, or the
     *     matrix is not symmetric or not positive definite
     */
    public static MultivariateGaussian of(double[] mean, double[][] covariance) {
        int dimension = mean.length;
        Check.that(dimension > 0, "mean is empty but must hold at least one number");
        Check.that(
                covariance.length == dimension,
                "covariance has %d rows but mean has %d numbers",
                covariance.length,
                dimension);
        double[][] symmetric = new double[dimension][];
        for (int i = 0; i < dimension; i++) {
            symmetric[i] = row(covariance, i);
        }
        symmetrise(symmetric);
        return new MultivariateGaussian(
                new ArrayRealVector(Check.finite("mean", mean), false),
                MatrixUtils.createRealMatrix(symmetric));
    }

    private static double[] row(double[][] covariance, int i) {
        Check.that(
                covariance[i].length == covariance.length,
                "covariance[%d] has %d numbers but the matrix has %d rows",
                i,
                covariance[i].length,
                covariance.length);
        return Check.finite("covariance[" + i + "]", covariance[i]);
    }

    /** Refuses a matrix that is not symmetric, and averages away what rounding has left. */
    private static void symmetrise(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                double scale = Math.sqrt(Math.abs(a[i][i] * a[j][j]));
                Check.that(
                        Math.abs(a[i][j] - a[j][i]) <= 1e-9 * scale,
                        "covariance is not symmetric: [%d][%d] is %s but [%d][%d] is %s",
                        i,
                        j,
                        a[i][j],
                        j,
                        i,
                        a[j][i]);
                a[i][j] = 0.5 * (a[i][j] + a[j][i]);
                a[j][i] = a[i][j];
            }
        }
    }

    private static CholeskyDecomposition decompose(RealMatrix covariance) {
        try {
            return new CholeskyDecomposition(covariance, 1e-9, 0);
        } catch (NonPositiveDefiniteMatrixException e) {
            throw new IllegalArgumentException(
                    "covariance is not positive definite, pivot "
                            + e.getRow()
                            + " fails: "
                            + Arrays.deepToString(covariance.getData()),
                    e);
        }
    }

    @Override
    public int dimension() {
        return mean.getDimension();
    }

    @Override
    public double[] mean() {
        return mean.toArray();
    }

    @Override
    public double[][] covariance() {
        return covariance.getData();
    }

    /**
     * The logarithm of the determinant of the covariance matrix.
     *
     * @return {@code log det covariance}
     */
    public double logDeterminant() {
        return logDeterminant;
    }

    /**
     * The distribution of one component.
     *
     * @param i which, from 0
     * @return a Gaussian on the line
     * @throws IllegalArgumentException if there is no such component
     */
    public Gaussian marginal(int i) {
        Check.that(i >= 0 && i < dimension(), "component %d of %d dimensions", i, dimension());
        return Gaussian.of(mean.getEntry(i), Math.sqrt(covariance.getEntry(i, i)));
    }

    /**
     * The log density, {@code -1/2 (k log(2 pi) + log det S + (x - mean)' S^-1 (x - mean))}.
     *
     * @param x the point [dimension]
     * @return nats, summed over the dimensions
     * @throws IllegalArgumentException if the point has another dimension
     */
    @Override
    public double logDensity(double[] x) {
        Check.that(x.length == dimension(), "x has %d numbers but needs %d", x.length, dimension());
        RealVector difference = new ArrayRealVector(x, false).subtract(mean);
        return -0.5 * (x.length * Gaussian.LOG_TWO_PI + logDeterminant + quadratic(difference));
    }

    /**
     * The entropy, {@code 1/2 (k (1 + log(2 pi)) + log det covariance)}.
     *
     * @return nats
     */
    @Override
    public double entropy() {
        return 0.5 * (dimension() * (1 + Gaussian.LOG_TWO_PI) + logDeterminant);
    }

    /**
     * Draws {@code mean + L epsilon}, where {@code L L'} is the covariance and {@code epsilon ~
     * N(0, I)}.
     *
     * @param rng the source of randomness
     * @return a new array [dimension]
     */
    @Override
    public double[] sample(RandomGenerator rng) {
        double[] epsilon = new double[dimension()];
        Arrays.setAll(epsilon, i -> rng.nextGaussian());
        return cholesky.getL().operate(new ArrayRealVector(epsilon, false)).add(mean).toArray();
    }

    /** The form {@code v' S^-1 v}. */
    double quadratic(RealVector v) {
        return v.dotProduct(cholesky.getSolver().solve(v));
    }

    /** The trace of {@code S^-1 A}. */
    double traceOfInverseTimes(RealMatrix a) {
        return cholesky.getSolver().solve(a).getTrace();
    }

    /**
     * Names the distribution.
     *
     * @return as in {@code N(mean = [0.0], covariance = [[1.0]])}
     */
    @Override
    public String toString() {
        return "N(mean = "
                + Arrays.toString(mean())
                + ", covariance = "
                + Arrays.deepToString(covariance())
                + ")";
    }
}
