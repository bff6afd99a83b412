package org.elbo.metrics;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Disentanglement, completeness and informativeness of Eastwood and Williams (2018, <i>A framework
 * for the quantitative evaluation of disentangled representations</i>, section 2).
 *
 * <p>A regression predicts each factor from all latents; the importance of a latent is its absolute
 * weight. Disentanglement asks whether a latent is important for one factor only, completeness
 * whether for a factor one latent only is important, informativeness how good the predictions are.
 *
 * <p>Of the paper's two regressions this is the lasso, with the penalty 0.02 of the authors' code,
 * on latents and factors of variance 1. It sees straight lines only: what a latent knows about an
 * angle mostly escapes it. A factor is taken as the number of its value.
 *
 * @param importance the absolute weights [latents][factors]
 * @param rSquared the part of each factor's variance that its regression explains in the test data;
 *     NaN for a factor that does not vary [factors]
 */
public record DciScore(double[][] importance, double[] rSquared) {
    private static final double PENALTY = 0.02;

    /**
     * Fits and measures the regressions.
     *
     * @param fit the data that they are fitted to
     * @param test the data that they are measured on; the same, if they are all there are
     * @return weights and errors
     */
    public static DciScore of(Sample fit, Sample test) {
        Standardizer scaleZ = Standardizer.of(fit.codes());
        Standardizer scaleV = Standardizer.of(fit.factorNumbers());
        RealMatrix z = matrix(scaleZ.apply(fit.codes()));
        RealMatrix v = matrix(scaleV.apply(fit.factorNumbers()));
        double[][] weights = weights(z, v);
        RealMatrix guess = matrix(scaleZ.apply(test.codes())).multiply(matrix(weights));
        RealMatrix truth = matrix(scaleV.apply(test.factorNumbers()));
        double[][] importance =
                Arrays.stream(weights)
                        .map(row -> Arrays.stream(row).map(Math::abs).toArray())
                        .toArray(double[][]::new);
        return new DciScore(importance, rSquared(guess, truth));
    }

    private static RealMatrix matrix(double[][] rows) {
        return MatrixUtils.createRealMatrix(rows);
    }

    private static double[][] weights(RealMatrix z, RealMatrix v) {
        double n = z.getRowDimension();
        double[][] gram = z.transpose().multiply(z).scalarMultiply(1 / n).getData();
        double[][] moments = v.transpose().multiply(z).scalarMultiply(1 / n).getData();
        double[][] byFactor =
                Arrays.stream(moments)
                        .map(moment -> Lasso.weights(gram, moment, PENALTY))
                        .toArray(double[][]::new);
        return matrix(byFactor).transpose().getData();
    }

    private static double[] rSquared(RealMatrix guess, RealMatrix truth) {
        return IntStream.range(0, truth.getColumnDimension())
                .mapToDouble(k -> rSquared(guess.getColumn(k), truth.getColumn(k)))
                .toArray();
    }

    private static double rSquared(double[] guess, double[] truth) {
        double mean = Arrays.stream(truth).average().orElseThrow();
        double error = 0;
        double total = 0;
        for (int i = 0; i < truth.length; i++) {
            error += (truth[i] - guess[i]) * (truth[i] - guess[i]);
            total += (truth[i] - mean) * (truth[i] - mean);
        }
        return 1 - error / total;
    }

    /**
     * The disentanglement: 1 less the entropy of a latent's importances over the factors (to the
     * base of the number of factors), averaged over the latents by their importance.
     *
     * @return 0 to 1; 0 if no latent matters
     */
    public double disentanglement() {
        double sum = 0;
        double total = 0;
        for (double[] row : importance) {
            double weight = Arrays.stream(row).sum();
            sum += weight * concentration(row, varying());
            total += weight;
        }
        return total > 0 ? sum / total : 0;
    }

    /**
     * The completeness: 1 less the entropy of a factor's importances over the latents (to the base
     * of the number of latents), averaged over the factors; 0 for a factor that nothing predicts.
     *
     * @return 0 to 1; NaN if no factor varies
     */
    public double completeness() {
        return factors()
                .mapToObj(k -> Arrays.stream(importance).mapToDouble(row -> row[k]).toArray())
                .mapToDouble(column -> concentration(column, importance.length))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The informativeness: the mean over the factors of R^2 in the test data. The paper's error,
     * the root mean square over the standard deviation, is the root of 1 - R^2.
     *
     * @return at most 1; NaN if no factor varies
     */
    public double informativeness() {
        return factors().mapToDouble(k -> rSquared[k]).average().orElse(Double.NaN);
    }

    private IntStream factors() {
        return IntStream.range(0, rSquared.length).filter(k -> !Double.isNaN(rSquared[k]));
    }

    private int varying() {
        return (int) factors().count();
    }

    /** 1 less the entropy of some importances to a base; 0 if all are 0. */
    private static double concentration(double[] importance, int base) {
        double sum = Arrays.stream(importance).sum();
        if (sum == 0) {
            return 0;
        }
        double entropy =
                DoubleStream.of(importance)
                        .filter(r -> r > 0)
                        .map(r -> -r / sum * Math.log(r / sum))
                        .sum();
        return base > 1 ? 1 - entropy / Math.log(base) : 1;
    }
}
