package org.elbo.notebook.exercises;

import java.util.List;
import org.elbo.prob.Beta;
import org.elbo.prob.FeatureMatrix;
import org.elbo.prob.Gaussian;
import org.elbo.prob.IndianBuffet;
import org.elbo.prob.Kl;
import org.elbo.prob.Kumaraswamy;

/** The exercises of notebook 14, Confounders. */
public final class Lesson14 {
    private static final IndianBuffet THREE = IndianBuffet.of(3);

    private static final double ALPHA = 1.5;
    private static final FeatureMatrix TWINS =
            FeatureMatrix.of(new int[] {1, 1, 0}, new int[] {1, 1, 1});

    private static final Kumaraswamy PIECE = Kumaraswamy.of(4, 2);
    private static final Beta PRIOR = Beta.of(2, 1);

    private static final Gaussian ELECTRODE = Gaussian.of(0, 12);

    private Lesson14() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 14.1, features still to come; 14.2, the probability of a small matrix; 14.3, the
     *     price of a stick; 14.4, the best possible accuracy
     */
    public static List<Exercise> exercises() {
        return List.of(features(), matrix(), stick(), oracle());
    }

    private static Exercise features() {
        return Exercise.number(
                        "14.1", () -> THREE.expectedFeatures(100) - THREE.expectedFeatures(10))
                .wrong(
                        () -> THREE.expectedFeatures(100),
                        "So many have all hundred; those of the first ten are known already.")
                .wrong(
                        () -> 90 * THREE.alpha(),
                        "Most features of a later object have been seen before.")
                .wrong(
                        () -> 3 * Math.log(10),
                        "The logarithm only comes near the sum of 1/n; add it up.")
                .hint("Object n brings alpha / n new features on average.");
    }

    private static Exercise matrix() {
        double p = Math.exp(IndianBuffet.of(ALPHA).logProbability(TWINS));
        return Exercise.number("14.2", () -> p)
                .wrong(
                        () -> 2 * p,
                        "Two features have the same owners: K_h! = 2 for them, in the formula.")
                .wrong(() -> Math.log(p), "This is the log of it.")
                .wrong(
                        () -> p * 2 * Math.exp(-ALPHA / 2),
                        "The second object's new features are Poisson(alpha / 2).")
                .hint("Equation (1), or object by object: Poisson, two coins, Poisson.");
    }

    private static Exercise stick() {
        return Exercise.number("14.3", () -> Kl.divergence(PIECE, PRIOR, 1).value())
                .wrong(
                        () -> Kl.divergence(Beta.of(4, 2), PRIOR),
                        "This is the divergence of Beta(4, 2); E[log x] is another one.")
                .wrong(
                        () -> Kl.byQuadrature(PRIOR, PIECE),
                        "This is the other direction, from the prior to q.")
                .wrong(
                        () -> Kl.divergence(PIECE, PRIOR, 1).value() + 0.5,
                        "The terms -1 + 1/b are missing.")
                .hint("H_2 = 1 + 1/2, so that E[log x] = -3/8.");
    }

    private static Exercise oracle() {
        return Exercise.number("14.4", () -> 1 - 2 * ELECTRODE.cumulative(-18))
                .wrong(
                        () -> ELECTRODE.cumulative(18),
                        "The electrode can be wrong in both directions.")
                .wrong(
                        () -> 1 - 2 * ELECTRODE.cumulative(-36),
                        "Half the way to the next site is enough to be taken for it.")
                .wrong(
                        () -> 1 - 2 * Gaussian.of(0, 8).cumulative(-18),
                        "This is the answer for a standard deviation of 8 degrees.")
                .hint("How many standard deviations is half the distance of two sites?");
    }
}
