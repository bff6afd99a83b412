package org.elbo.notebook.exercises;

import java.util.List;
import org.elbo.prob.Gaussian;
import org.elbo.prob.GradientEstimators;
import org.elbo.prob.Quadrature;

/** The exercises of notebook 06, Gradients through a sampler. */
public final class Lesson06 {
    private static final double NOISE_VARIANCE = 0.25;

    private Lesson06() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 06.1, the best baseline for a cube; 06.2, the variance that the slide's sampler
     *     settles on; 06.3, Price's identity for the cosine
     */
    public static List<Exercise> exercises() {
        return List.of(bestBaseline(), slidesVariance(), price());
    }

    private static Exercise bestBaseline() {
        Gaussian q = Gaussian.of(1, 1);
        return Exercise.number("06.1", () -> GradientEstimators.bestBaseline(q, z -> z * z * z))
                .wrong(
                        () -> Quadrature.expectation(q, z -> z * z * z),
                        "This is the mean of f; the best baseline weighs f by the squared score.")
                .wrong(() -> 1.0, "This is f at the mean of q.")
                .wrong(
                        () -> GradientEstimators.exact(q, z -> z * z * z).mean(),
                        "This is the gradient itself.")
                .hint("b* = E[f s^2] / E[s^2] with s = epsilon; write z = 1 + epsilon and expand.");
    }

    /** Largest where -v^2 / (2 r) - (v - log v) / 2 is: the positive root of 2 v^2 + r v = r. */
    private static Exercise slidesVariance() {
        double r = NOISE_VARIANCE;
        double settled = (-r + Math.sqrt(r * r + 8 * r)) / 4;
        return Exercise.number("06.2", () -> settled)
                .wrong(
                        () -> r / (1 + r),
                        "This is the variance of the exact posterior, where the right sampler ends.")
                .wrong(() -> settled * settled, "This is v^2, the variance that is drawn.")
                .wrong(() -> Math.sqrt(settled), "This is sigma; v is its square.")
                .wrong(
                        () -> (-r - Math.sqrt(r * r + 8 * r)) / 4,
                        "The quadratic has two roots, and a variance is positive.")
                .hint("Set the derivative of -v^2/(2*0.25) - (v - log v)/2 for v to zero.");
    }

    private static Exercise price() {
        double sd = 2;
        Gaussian q = Gaussian.of(0, sd);
        double mean = Quadrature.expectation(q, Math::cos);
        return Exercise.number("06.3", () -> -0.5 * mean)
                .wrong(() -> -mean, "The one half of Price's identity is missing.")
                .wrong(() -> -sd * mean, "This is the derivative for sigma, not sigma^2.")
                .wrong(() -> 0.5 * mean, "The second derivative of cos is -cos.")
                .wrong(() -> -0.5, "The average of cos z is not cos of the average.")
                .hint("E[cos z] = exp(-sigma^2 / 2) cos(mu), as for the sine in section 5.");
    }
}
