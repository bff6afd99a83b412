package org.elbo.notebook.exercises;

import java.util.List;
import org.elbo.prob.Gaussian;
import org.elbo.prob.LogSumExp;
import org.elbo.prob.Quadrature;

/** The exercises of notebook 04, Jensen's inequality. */
public final class Lesson04 {
    private Lesson04() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 04.1, the gap of two weights; 04.2, the gap of a lognormal weight; 04.3, how many
     *     weights a small gap takes
     */
    public static List<Exercise> exercises() {
        return List.of(twoWeights(), lognormal(), howMany());
    }

    private static Exercise twoWeights() {
        double logOfMean = LogSumExp.mean(Math.log(1), Math.log(4));
        double meanOfLog = (Math.log(1) + Math.log(4)) / 2;
        double gap = logOfMean - meanOfLog;
        return Exercise.number("04.1", () -> gap)
                .wrong(() -> -gap, "The log of the mean is the larger one: the gap is positive.")
                .wrong(() -> logOfMean, "This is log E[w] alone.")
                .wrong(() -> meanOfLog, "This is E[log w] alone.")
                .wrong(() -> gap / Math.log(2), "This counts in bits.")
                .wrong(
                        () -> 1.5 * 1.5 / (2 * 2.5 * 2.5),
                        "This is the rule of thumb; the question is about the gap itself.")
                .hint("Two logarithms of one number each, and one logarithm of their mean.");
    }

    private static Exercise lognormal() {
        Gaussian z = Gaussian.standard();
        double infinity = Double.POSITIVE_INFINITY;
        return Exercise.number(
                        "04.2",
                        () ->
                                Quadrature.logIntegrate(
                                                x -> z.logDensity(x) + 2 * x, -infinity, infinity)
                                        - Quadrature.expectation(z, x -> 2 * x))
                .wrong(() -> 4.0, "This is the variance of log w: something is left out.")
                .wrong(
                        () -> 1.0,
                        "Half the standard deviation of log w? Look at the formula again.")
                .wrong(() -> 0.5, "This would be the gap of exp(z).")
                .wrong(
                        () -> Math.expm1(4) / 2,
                        "This is the rule of thumb, which is far off for such a wide weight.")
                .hint("log w is Gaussian: with which standard deviation?");
    }

    private static Exercise howMany() {
        double variance = 3;
        double gap = 0.01;
        return Exercise.number("04.3", () -> variance / (2 * gap))
                .tolerance(1e-9)
                .wrong(() -> variance / gap, "A factor of 2 is left out.")
                .wrong(
                        () -> variance * variance / (2 * gap),
                        "3 is the variance already; it is not squared.")
                .hint("Averaging k weights divides the variance by k.");
    }
}
