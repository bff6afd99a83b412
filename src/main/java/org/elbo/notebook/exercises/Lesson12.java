package org.elbo.notebook.exercises;

import java.util.Arrays;
import java.util.List;
import org.elbo.metrics.MutualInformationGap;
import org.elbo.metrics.Representation;
import org.elbo.metrics.SapScore;

/** The exercises of notebook 12, Disentanglement. */
public final class Lesson12 {
    private static final double[][] INFORMATION = {{1.2, 0.1}, {0.3, 0.9}, {0.2, 0.6}};
    private static final double[] ENTROPY = {Math.log(8), Math.log(4)};

    private Lesson12() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 12.1, the beta for which two trainings are equally good; 12.2, a mutual information
     *     gap by hand; 12.3, the SAP score of factors turned by 30 degrees
     */
    public static List<Exercise> exercises() {
        return List.of(beta(), gap(), turn());
    }

    private static Exercise beta() {
        double rates = 7.5 - 5;
        double distortions = 16 - 6;
        return Exercise.number("12.1", () -> distortions / rates)
                .wrong(
                        () -> rates / distortions,
                        "This is the rate that a nat of distortion is worth, not the reverse.")
                .wrong(() -> -distortions / rates, "Beta is not negative; the slope is minus it.")
                .wrong(
                        () -> distortions - rates,
                        "This is how much the negative ELBOs differ, beta = 1.")
                .hint("Set D + beta R of the two equal and solve for beta.");
    }

    private static Exercise gap() {
        return Exercise.number("12.2", () -> new MutualInformationGap(INFORMATION, ENTROPY).score())
                .wrong(
                        () -> (0.9 + 0.3) / 2,
                        "Each factor's gap still has to be divided by its entropy.")
                .wrong(
                        () -> 0.9 / ENTROPY[0] + 0.3 / ENTROPY[1],
                        "This is the sum over the factors, not their mean.")
                .wrong(
                        () -> (1.2 / ENTROPY[0] + 0.9 / ENTROPY[1]) / 2,
                        "The second best latent of each factor is not subtracted.")
                .hint("Go down each column: best latent, second best, difference, over entropy.");
    }

    private static Exercise turn() {
        return Exercise.number("12.3", () -> SapScore.of(turned(Math.PI / 6).all()).score())
                .wrong(() -> 0.75, "This is the best latent's R^2; subtract the second best.")
                .wrong(() -> Math.cos(Math.PI / 6), "R^2 is the square of the correlation.")
                .wrong(() -> 0.25, "This is the second best latent's R^2.")
                .wrong(() -> 1.0, "So much only if the factors are not turned.")
                .hint("The correlations of a turned latent with the factors are cosine and sine.");
    }

    private static Representation turned(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return Representation.of(
                new int[] {16, 16},
                factors ->
                        Arrays.stream(factors)
                                .map(
                                        f ->
                                                new double[] {
                                                    cos * f[0] + sin * f[1], cos * f[1] - sin * f[0]
                                                })
                                .toArray(double[][]::new));
    }
}
