package org.elbo.notebook.exercises;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.elbo.prob.LogSumExp;

/** The exercises of notebook 11, Semi-supervised learning. */
public final class Lesson11 {
    private Lesson11() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 11.1, the unlabelled bound of one datum; 11.2, the classifier that makes it best;
     *     11.3, how many draws a score function needs
     */
    public static List<Exercise> exercises() {
        return List.of(bound(), best(), draws());
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double entropy(double[] q) {
        return -dot(q, Arrays.stream(q).map(Math::log).toArray());
    }

    private static Exercise bound() {
        double[] q = {0.5, 0.25, 0.25};
        double[] costs = {100, 104, 108};
        return Exercise.number("11.1", () -> dot(q, costs) - entropy(q))
                .wrong(() -> dot(q, costs) + entropy(q), "Entropy is a gain: it lowers U.")
                .wrong(() -> dot(q, costs), "The entropy of q(y|x) is missing.")
                .wrong(() -> entropy(q) - dot(q, costs), "This is the bound -U; the cost is asked.")
                .wrong(
                        () -> dot(q, costs) - entropy(q) / Math.log(2),
                        "The entropy is in bits; take natural logarithms.")
                .hint("Equation (7): the mean of L under q(y|x), less the entropy of q(y|x).");
    }

    private static Exercise best() {
        double[] costs = {100, 102, 103};
        double evidence = LogSumExp.of(Arrays.stream(costs).map(c -> -c).toArray());
        return Exercise.number("11.2", () -> Math.exp(-costs[0] - evidence))
                .wrong(
                        () -> 1.0,
                        "All on the cheapest class leaves no entropy: a little is better.")
                .wrong(
                        () -> (1 / costs[0]) / Arrays.stream(costs).map(c -> 1 / c).sum(),
                        "Costs are logs of probabilities: differences count, not ratios.")
                .wrong(
                        () -> Math.exp(-costs[1] - evidence),
                        "This is the second class's share; the first one's is asked.")
                .hint("-L stands for log p(x, y): Bayes' rule makes q(y|x) of it.");
    }

    /** Two classes of q = 1/2 each: f (1[y = first] - 1/2) is f1 / 2 or -f2 / 2. */
    private static Exercise draws() {
        double first = 100 / 2.0;
        double second = -104 / 2.0;
        double mean = (first + second) / 2;
        double deviation = (first - second) / 2;
        return Exercise.number("11.3", () -> Math.pow(deviation / mean, 2))
                .wrong(
                        () -> Math.abs(deviation / mean),
                        "This is the ratio for one draw; the standard error falls with the root.")
                .wrong(
                        () -> Math.pow(2 * deviation / mean, 2),
                        "The deviation is half the distance of the two values.")
                .hint("The estimate is 50 or -52, each with probability 1/2: mean and deviation?");
    }
}
