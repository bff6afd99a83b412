package org.elbo.notebook.exercises;

import java.util.Arrays;
import java.util.List;
import org.elbo.prob.Evidence;
import org.elbo.prob.GridEvidence;
import org.elbo.prob.LinearGaussianModel;

/** The exercises of notebook 02, The intractable evidence. */
public final class Lesson02 {
    private static final double SECONDS_PER_YEAR = 3.156e7;
    private static final double NOISE = 0.5;
    private static final double[] READING = {1.2};

    private Lesson02() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 02.1, the years that a grid takes; 02.2, the draws that one per cent takes; 02.3, an
     *     effective sample size
     */
    public static List<Exercise> exercises() {
        return List.of(gridYears(), drawsForOnePercent(), effectiveSampleSize());
    }

    private static Exercise gridYears() {
        return Exercise.number("02.1", () -> GridEvidence.count(20, 20) / 1e9 / SECONDS_PER_YEAR)
                .tolerance(0.02)
                .wrong(() -> GridEvidence.count(20, 20), "This is the number of points.")
                .wrong(() -> GridEvidence.count(20, 20) / 1e9, "This is in seconds.")
                .wrong(
                        () -> 20 * 20 / 1e9 / SECONDS_PER_YEAR,
                        "The axes multiply: 20 points on two axes make 400 already.")
                .hint("Count the points, divide by the points a second, then by the seconds.");
    }

    private static Exercise drawsForOnePercent() {
        return Exercise.number("02.2", () -> relativeVariance() / (0.01 * 0.01))
                .tolerance(0.01)
                .wrong(() -> relativeVariance(), "This is the relative variance of one draw.")
                .wrong(() -> 100 * relativeVariance(), "This is enough for 10 %, not for 1 %.")
                .wrong(
                        () -> Math.sqrt(relativeVariance()) / 0.01,
                        "The error shrinks with the square root of the number of draws.")
                .wrong(
                        () -> (relativeVariance() + 1) / (0.01 * 0.01),
                        "The square of the mean still has to be taken off the second moment.")
                .hint(
                        "E[p(x|z)^2] / p(x)^2 - 1 is the relative variance of one draw; by what"
                                + " must it be divided to become 0.01 squared?");
    }

    /** {@code E[p(x|z)^2] / p(x)^2 - 1}: squared, a Gaussian has half the variance. */
    private static double relativeVariance() {
        double logSquare =
                thermometer(NOISE / Math.sqrt(2)).logEvidence(READING)
                        - 0.5 * Math.log(4 * Math.PI * NOISE * NOISE);
        return Math.expm1(logSquare - 2 * thermometer(NOISE).logEvidence(READING));
    }

    private static LinearGaussianModel thermometer(double noise) {
        return LinearGaussianModel.of(new double[][] {{1}}, new double[1], noise);
    }

    private static Exercise effectiveSampleSize() {
        return Exercise.number("02.3", () -> effective(1, 1, 1, 1, 1, 1, 1, 1, 1, 11))
                .tolerance(0.01)
                .wrong(() -> 10.0, "They would be worth that if the weights were equal.")
                .wrong(() -> 2.0, "This is the mean weight.")
                .wrong(() -> 20.0, "This is the sum of the weights.")
                .wrong(() -> 20.0 / 11, "This divides by the largest weight.")
                .wrong(
                        () -> effective(1, 1, 1, 1, 1, 1, 1, 1, 1, 11) / 10,
                        "This is the share of the ten draws; how many draws is that?")
                .hint("The square of the sum, divided by the sum of the squares.");
    }

    private static double effective(double... weights) {
        double[] logWeights = Arrays.stream(weights).map(Math::log).toArray();
        return Evidence.ofLogWeights(logWeights).effectiveSampleSize();
    }
}
