package org.elbo.metrics;

/**
 * Linear regression with a penalty on the absolute weights: minimises {@code |y - X w|^2 / 2n +
 * alpha |w|_1} by coordinate descent (Friedman, Hastie and Tibshirani 2010) on the products X'X and
 * X'y. Columns and y should have mean 0, for there is no intercept.
 */
final class Lasso {
    private static final double TOLERANCE = 1e-12;
    private static final int SWEEPS = 100_000;

    private Lasso() {}

    /**
     * The weights.
     *
     * @param gram X'X / n
     * @param moment X'y / n
     * @param alpha the strength of the penalty
     */
    static double[] weights(double[][] gram, double[] moment, double alpha) {
        double[] w = new double[moment.length];
        double change = 1;
        for (int sweep = 0; change > TOLERANCE && sweep < SWEEPS; sweep++) {
            change = 0;
            for (int j = 0; j < w.length; j++) {
                double before = w[j];
                w[j] = best(gram[j], moment[j], w, j, alpha);
                change = Math.max(change, Math.abs(w[j] - before));
            }
        }
        return w;
    }

    /** The best weight of one column, the others held. */
    private static double best(double[] gram, double moment, double[] w, int j, double alpha) {
        double rest = moment + gram[j] * w[j];
        for (int k = 0; k < w.length; k++) {
            rest -= gram[k] * w[k];
        }
        double shrunk = Math.max(0, Math.abs(rest) - alpha);
        return shrunk > 0 ? Math.signum(rest) * shrunk / gram[j] : 0;
    }
}
