package org.elbo.metrics;

import java.util.Arrays;

/**
 * Moves and scales columns to mean 0 and variance 1; a constant column becomes 0.
 *
 * @param mean of each column
 * @param sd the standard deviation (with n, not n - 1) of each column
 */
record Standardizer(double[] mean, double[] sd) {
    /** What the columns of some data need. */
    static Standardizer of(double[][] x) {
        double[] mean = new double[x[0].length];
        double[] sd = new double[mean.length];
        for (double[] row : x) {
            Arrays.setAll(mean, j -> mean[j] + row[j] / x.length);
        }
        for (double[] row : x) {
            Arrays.setAll(sd, j -> sd[j] + (row[j] - mean[j]) * (row[j] - mean[j]) / x.length);
        }
        Arrays.setAll(sd, j -> Math.sqrt(sd[j]));
        return new Standardizer(mean, sd);
    }

    double[][] apply(double[][] x) {
        return Arrays.stream(x).map(this::apply).toArray(double[][]::new);
    }

    double[] apply(double[] row) {
        double[] z = new double[row.length];
        Arrays.setAll(z, j -> isConstant(j) ? 0 : (row[j] - mean[j]) / sd[j]);
        return z;
    }

    /** Whether a column does not move, up to rounding. */
    boolean isConstant(int j) {
        return !(sd[j] > 1e-12 * Math.abs(mean[j]));
    }
}
