package org.elbo.notebook.exercises;

import java.util.List;
import org.elbo.prob.Categorical;
import org.elbo.prob.DiagonalGaussian;
import org.elbo.prob.Gaussian;
import org.elbo.prob.GaussianMixture;
import org.elbo.prob.Kl;

/** The exercises of notebook 03, Kullback-Leibler divergence. */
public final class Lesson03 {
    private static final Categorical FAIR = Categorical.of(0.5, 0.5);
    private static final Categorical LOADED = Categorical.of(0.9, 0.1);

    private Lesson03() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 03.1, between two coins; 03.2, the KL term of a Gaussian; 03.3, the covering fit
     */
    public static List<Exercise> exercises() {
        return List.of(coins(), encoder(), covering());
    }

    private static Exercise coins() {
        double nats = Kl.divergence(FAIR, LOADED);
        return Exercise.number("03.1", () -> nats)
                .wrong(
                        () -> Kl.divergence(LOADED, FAIR),
                        "This is the other direction. The first argument is the one that draws.")
                .wrong(() -> -nats, "The fraction in the logarithm is upside down.")
                .wrong(() -> nats / Math.log(2), "This counts in bits.")
                .wrong(() -> 2 * nats, "The terms are not weighted by the probabilities.")
                .hint("Two terms, one for each side of the coin: q log(q / p).");
    }

    private static Exercise encoder() {
        Gaussian prior = Gaussian.standard();
        return Exercise.number("03.2", () -> Kl.divergence(Gaussian.of(1, 2), prior))
                .wrong(
                        () -> Kl.divergence(Gaussian.of(1, Math.sqrt(2)), prior),
                        "2 is the standard deviation, not the variance.")
                .wrong(
                        () ->
                                Kl.toStandard(
                                        DiagonalGaussian.of(new double[] {1}, new double[] {2})),
                        "2 is the standard deviation, not the log-variance.")
                .wrong(
                        () -> 0.5 * (Math.exp(4) - 1 - 4 + 1),
                        "The variance stands where the log-variance belongs, as on the slide.")
                .wrong(
                        () -> Kl.divergence(prior, Gaussian.of(1, 2)),
                        "This is the other direction: the encoder's distribution comes first.")
                .hint("logVar is the logarithm of the squared standard deviation.");
    }

    private static Exercise covering() {
        GaussianMixture p =
                GaussianMixture.of(new double[] {0.3, 0.7}, Gaussian.of(0, 1), Gaussian.of(5, 1));
        return Exercise.number("03.3", p::standardDeviation)
                .wrong(p::variance, "This is the variance.")
                .wrong(() -> 1.0, "This fits one hump, which is what the other direction does.")
                .wrong(
                        () -> Math.sqrt(p.variance() - 1),
                        "Each hump has a width of its own, besides the distance between them.")
                .hint("Which two moments of p does the least KL(p || q) match?");
    }
}
