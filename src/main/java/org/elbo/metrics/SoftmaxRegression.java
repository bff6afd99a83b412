package org.elbo.metrics;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.elbo.prob.LogSumExp;

/**
 * A linear classifier, p(y|x) = softmax(W x + b) with x standardised, fitted by maximum likelihood
 * until convergence. A penalty of half the sum of the squares of W, against the sum over the data
 * of log p(y|x), keeps W finite where the classes can be separated.
 */
final class SoftmaxRegression {
    private static final double TOLERANCE = 1e-12;

    private final Standardizer scale;
    private final double[] weights;
    private final int classes;

    private SoftmaxRegression(Standardizer scale, double[] weights, int classes) {
        this.scale = scale;
        this.weights = weights;
        this.classes = classes;
    }

    /**
     * Fits W and b by conjugate gradients, from zero; the problem is convex.
     *
     * @param x the data [rows, columns]
     * @param label the class of each, from 0
     * @param classes the number of classes
     * @return the classifier
     */
    static SoftmaxRegression fit(double[][] x, int[] label, int classes) {
        Standardizer scale = Standardizer.of(x);
        Objective objective = new Objective(scale.apply(x), label, classes);
        var optimizer =
                new NonLinearConjugateGradientOptimizer(
                        NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                        new SimpleValueChecker(TOLERANCE, TOLERANCE),
                        1e-4,
                        1e-4,
                        1);
        double[] weights =
                optimizer
                        .optimize(
                                new ObjectiveFunction(objective::value),
                                new ObjectiveFunctionGradient(objective::gradient),
                                GoalType.MINIMIZE,
                                new InitialGuess(new double[classes * (x[0].length + 1)]),
                                MaxEval.unlimited())
                        .getPoint();
        return new SoftmaxRegression(scale, weights, classes);
    }

    /** The share of data whose most probable class is their own. */
    double accuracy(double[][] x, int[] label) {
        int right = 0;
        for (int i = 0; i < x.length; i++) {
            right += argmax(logProbabilities(x[i])) == label[i] ? 1 : 0;
        }
        return (double) right / x.length;
    }

    /** log p(y|x) of every class y. */
    double[] logProbabilities(double[] x) {
        double[] score = new double[classes];
        scores(weights, scale.apply(x), score);
        double logSum = LogSumExp.of(score);
        return Arrays.stream(score).map(s -> s - logSum).toArray();
    }

    private static int argmax(double[] score) {
        int best = 0;
        for (int c = 1; c < score.length; c++) {
            best = score[c] > score[best] ? c : best;
        }
        return best;
    }

    /** W x + b; the weights of a class lie together, its b last. */
    private static void scores(double[] weights, double[] x, double[] score) {
        int stride = x.length + 1;
        for (int c = 0; c < score.length; c++) {
            double sum = weights[c * stride + x.length];
            for (int j = 0; j < x.length; j++) {
                sum += weights[c * stride + j] * x[j];
            }
            score[c] = sum;
        }
    }

    /** The penalised negative log likelihood, per datum. */
    private record Objective(double[][] x, int[] label, int classes) {
        double value(double[] weights) {
            double[] score = new double[classes];
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                scores(weights, x[i], score);
                sum += LogSumExp.of(score) - score[label[i]];
            }
            return (sum + penalty(weights)) / x.length;
        }

        double[] gradient(double[] weights) {
            if (Thread.interrupted()) {
                throw new CancellationException("interrupted while fitting a linear classifier");
            }
            double[] gradient = new double[weights.length];
            double[] score = new double[classes];
            for (int i = 0; i < x.length; i++) {
                scores(weights, x[i], score);
                addGradient(x[i], label[i], score, gradient);
            }
            return finish(weights, gradient);
        }

        private static void addGradient(double[] x, int label, double[] score, double[] gradient) {
            double logSum = LogSumExp.of(score);
            for (int c = 0; c < score.length; c++) {
                double error = Math.exp(score[c] - logSum) - (c == label ? 1 : 0);
                int from = c * (x.length + 1);
                for (int j = 0; j < x.length; j++) {
                    gradient[from + j] += error * x[j];
                }
                gradient[from + x.length] += error;
            }
        }

        private double penalty(double[] weights) {
            double squares = 0;
            for (int i = 0; i < weights.length; i++) {
                squares += isIntercept(i) ? 0 : weights[i] * weights[i];
            }
            return squares / 2;
        }

        private double[] finish(double[] weights, double[] gradient) {
            for (int i = 0; i < weights.length; i++) {
                double slope = gradient[i] + (isIntercept(i) ? 0 : weights[i]);
                gradient[i] = slope / x.length;
            }
            return gradient;
        }

        private boolean isIntercept(int i) {
            return (i + 1) % (x[0].length + 1) == 0;
        }
    }
}
