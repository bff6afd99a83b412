package org.elbo.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.StatUtils;
import org.elbo.internal.Check;
import org.elbo.prob.Estimate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How much a code tells about something: a simple predictor from the code, fitted to some data and
 * judged on others. It is ridge regression on the code and on random features of it, {@code tanh(w
 * z + b)} with w and b from N(0, 1), which bend (Rahimi and Recht 2008, "weighted sums of random
 * kitchen sinks"); the solution is unique and takes no training. A column of the code is first
 * brought to mean 0 and variance 1.
 *
 * <p>Give it draws of a code, not means: a mean that moves by less than the noise around it tells
 * the probe what nobody could read from the code. A probe that fails proves only that this probe
 * fails.
 */
public final class Probe {
    /** How many random features. */
    private static final int FEATURES = 200;

    /** What is added to the diagonal, per datum: keeps columns that repeat others harmless. */
    private static final double RIDGE = 1e-4;

    private final double[] mean;
    private final double[] deviation;
    private final double[][] w;
    private final RealMatrix solution;

    private Probe(double[][] code, double[][] targets, RandomGenerator rng) {
        RealMatrix columns = new Array2DRowRealMatrix(code, false);
        mean = new double[code[0].length];
        deviation = new double[code[0].length];
        for (int j = 0; j < mean.length; j++) {
            double[] column = columns.getColumn(j);
            mean[j] = StatUtils.mean(column);
            double variance = StatUtils.populationVariance(column);
            deviation[j] = variance > 1e-12 ? Math.sqrt(variance) : Double.POSITIVE_INFINITY;
        }
        w = new double[FEATURES][mean.length + 1];
        for (double[] row : w) {
            Arrays.setAll(row, j -> rng.nextGaussian());
        }
        INDArray x = Nd4j.create(features(code));
        RealMatrix rounded = product(x.transpose(), x); // not quite symmetric
        RealMatrix gram = rounded.add(rounded.transpose()).scalarMultiply(0.5);
        for (int i = 0; i < gram.getRowDimension(); i++) {
            gram.addToEntry(i, i, RIDGE * code.length);
        }
        RealMatrix y = product(x.transpose(), Nd4j.create(targets));
        solution = new CholeskyDecomposition(gram).getSolver().solve(y);
    }

    /** In double precision, which ND4J has too, and faster. */
    private static RealMatrix product(INDArray a, INDArray b) {
        return new Array2DRowRealMatrix(a.mmul(b).toDoubleMatrix(), false);
    }

    /** One, the scaled code, the random features. */
    private double[][] features(double[][] code) {
        double[][] features = new double[code.length][];
        for (int i = 0; i < code.length; i++) {
            features[i] = features(code[i]);
        }
        return features;
    }

    private double[] features(double[] z) {
        int n = mean.length;
        double[] f = new double[1 + n + FEATURES];
        f[0] = 1;
        for (int j = 0; j < n; j++) {
            f[1 + j] = (z[j] - mean[j]) / deviation[j];
        }
        for (int k = 0; k < FEATURES; k++) {
            double sum = w[k][n];
            for (int j = 0; j < n; j++) {
                sum += w[k][j] * f[1 + j];
            }
            f[1 + n + k] = Math.tanh(sum);
        }
        return f;
    }

    private double[][] predictions(double[][] code) {
        return new Array2DRowRealMatrix(features(code), false).multiply(solution).getData();
    }

    /**
     * How often the class is told right.
     *
     * @param train a code [rows, dim] to fit to
     * @param labels its classes
     * @param test a code [rows, dim] to judge on
     * @param truth its classes
     * @param classes how many there are
     * @param rng draws the random features
     * @return the accuracy, from 0 to 1, with its standard error over the choice of test data
     * @throws IllegalArgumentException if shapes do not fit or a class is outside
     */
    public static Estimate accuracy(
            INDArray train,
            int[] labels,
            INDArray test,
            int[] truth,
            int classes,
            RandomGenerator rng) {
        double[][] targets = new double[labels.length][classes];
        for (int i = 0; i < labels.length; i++) {
            Check.that(
                    labels[i] >= 0 && labels[i] < classes,
                    "label %d is %d but must be from 0 to %d",
                    i,
                    labels[i],
                    classes - 1);
            targets[i][labels[i]] = 1;
        }
        double[][] told = fitted(train, targets, test, truth.length, rng);
        double[] right = new double[truth.length];
        Arrays.setAll(right, i -> largest(told[i]) == truth[i] ? 1 : 0);
        return Estimate.of(right);
    }

    private static int largest(double[] x) {
        int best = 0;
        for (int i = 1; i < x.length; i++) {
            best = x[i] > x[best] ? i : best;
        }
        return best;
    }

    /**
     * The share of a number's variance that the code explains, R^2 = 1 - E[(y - told)^2] / Var(y).
     *
     * @param train a code [rows, dim] to fit to
     * @param values its values of the number
     * @param test a code [rows, dim] to judge on
     * @param truth its values of the number
     * @param rng draws the random features
     * @return at most 1; about 0, or a little below, where the code tells nothing
     * @throws IllegalArgumentException if shapes do not fit or the number does not vary
     */
    public static double explained(
            INDArray train, double[] values, INDArray test, double[] truth, RandomGenerator rng) {
        double[][] one = {values};
        return explained(train, one, test, new double[][] {truth}, rng)[0];
    }

    /**
     * The share of the variance that the code explains, of several numbers by one probe.
     *
     * @param train a code [rows, dim] to fit to
     * @param values the values of each number, at least of one
     * @param test a code [rows, dim] to judge on
     * @param truth its values of each number
     * @param rng draws the random features
     * @return one R^2 for each number, the same as if it were the only one
     * @throws IllegalArgumentException if shapes do not fit or a number does not vary
     */
    public static double[] explained(
            INDArray train,
            double[][] values,
            INDArray test,
            double[][] truth,
            RandomGenerator rng) {
        Check.that(
                values.length == truth.length && truth.length > 0,
                "there are values of %d numbers but truths of %d",
                values.length,
                truth.length);
        double[][] targets = new double[values[0].length][values.length];
        for (int j = 0; j < values.length; j++) {
            Check.that(
                    values[j].length == targets.length && truth[j].length == truth[0].length,
                    "number %d has %d values and %d truths, number 0 has %d and %d",
                    j,
                    values[j].length,
                    truth[j].length,
                    targets.length,
                    truth[0].length);
            for (int i = 0; i < targets.length; i++) {
                targets[i][j] = Check.finite("values[" + i + "]", values[j][i]);
            }
        }
        double[][] told = fitted(train, targets, test, truth[0].length, rng);
        double[] shares = new double[truth.length];
        Arrays.setAll(shares, j -> explained(truth[j], told, j));
        return shares;
    }

    private static double explained(double[] truth, double[][] told, int column) {
        double mean = Arrays.stream(truth).average().orElseThrow();
        double left = 0;
        double all = 0;
        for (int i = 0; i < truth.length; i++) {
            left += Math.pow(truth[i] - told[i][column], 2);
            all += Math.pow(truth[i] - mean, 2);
        }
        Check.that(all > 0, "the number to be explained is %s in all test data", mean);
        return 1 - left / all;
    }

    private static double[][] fitted(
            INDArray train, double[][] targets, INDArray test, int truth, RandomGenerator rng) {
        Check.that(
                train.rank() == 2 && train.size(0) == targets.length && targets.length > 0,
                "there are %d targets but %d rows of code to fit to",
                targets.length,
                train.size(0));
        Check.that(
                test.rank() == 2 && test.size(0) == truth && truth > 0,
                "there are %d truths but %d rows of code to judge on",
                truth,
                test.size(0));
        Networks.columnsChecked("test", test, train.columns());
        return new Probe(train.toDoubleMatrix(), targets, rng).predictions(test.toDoubleMatrix());
    }
}
