package org.elbo.model;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.elbo.internal.Check;
import org.elbo.prob.Assignment;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which column of a code stands for which known feature: no two features share a column, and the
 * sum of the absolute correlations is the largest possible.
 *
 * @param column the column of each known feature
 * @param correlation the absolute correlation of each known feature with its column
 */
public record FeatureMatch(int[] column, double[] correlation) {
    /**
     * Matches a code to the truth.
     *
     * @param truth which datum has which feature [rows, known features]; every feature must vary
     * @param code what a model makes of the data, such as {@link LatentFeatures#mean} [rows,
     *     features], at least as many columns
     * @return the match
     * @throws IllegalArgumentException if the numbers of rows differ, the code has fewer columns,
     *     or a known feature does not vary
     */
    public static FeatureMatch of(INDArray truth, INDArray code) {
        Check.that(
                truth.size(0) == code.size(0),
                "truth has %d rows but code has %d",
                truth.size(0),
                code.size(0));
        double[][] correlations = new double[truth.columns()][code.columns()];
        for (int i = 0; i < correlations.length; i++) {
            double[] known = truth.getColumn(i).dup().toDoubleVector();
            Check.that(varies(known), "feature %d of the truth is the same in all rows", i);
            for (int j = 0; j < code.columns(); j++) {
                correlations[i][j] = correlation(known, code.getColumn(j).dup().toDoubleVector());
            }
        }
        return of(correlations);
    }

    private static FeatureMatch of(double[][] correlations) {
        int[] best = Assignment.best(correlations);
        double[] found = new double[best.length];
        Arrays.setAll(found, i -> correlations[i][best[i]]);
        return new FeatureMatch(best, found);
    }

    /** A column that does not vary says nothing: 0. */
    private static double correlation(double[] x, double[] y) {
        return varies(y) ? Math.abs(new PearsonsCorrelation().correlation(x, y)) : 0;
    }

    private static boolean varies(double[] x) {
        return Arrays.stream(x).anyMatch(v -> v != x[0]);
    }

    /**
     * The worst of the correlations: how well the least well found feature was found.
     *
     * @return from 0 to 1
     */
    public double lowest() {
        return Arrays.stream(correlation).min().orElseThrow();
    }

    /**
     * One line.
     *
     * @return as in {@code correlations 0.99 0.98 0.97 with columns 0, 4, 2}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("correlations");
        for (double r : correlation) {
            text.append(String.format(Locale.ROOT, " %.2f", r));
        }
        String columns = Arrays.toString(column);
        return text + " with columns " + columns.substring(1, columns.length() - 1);
    }
}
