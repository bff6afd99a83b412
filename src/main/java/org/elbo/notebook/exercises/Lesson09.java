package org.elbo.notebook.exercises;

import java.util.List;
import org.elbo.prob.Estimate;
import org.elbo.prob.LinearGaussianModel;
import org.elbo.prob.LogSumExp;

/** The exercises of notebook 09, How good is it? */
public final class Lesson09 {
    private static final double[] LOG_WEIGHTS = {-101, -103, -102, -109};
    private static final double[] EIGENVALUES = {6, 2.5, 1.2, 0.4, 0.2};
    private static final double NOISE_VARIANCE = 1.5;

    private Lesson09() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 09.1, an importance-weighted bound by hand; 09.2, the KL of a latent that the linear
     *     VAE uses; 09.3, how many collapse
     */
    public static List<Exercise> exercises() {
        return List.of(bound(), kl(), collapsed());
    }

    private static Exercise bound() {
        return Exercise.number("09.1", () -> LogSumExp.mean(LOG_WEIGHTS))
                .wrong(
                        () -> Estimate.of(LOG_WEIGHTS).value(),
                        "This is the mean of the logarithms, an estimate of the ELBO.")
                .wrong(() -> LogSumExp.of(LOG_WEIGHTS), "This is the log of the sum, not the mean.")
                .wrong(
                        () -> -202 - LogSumExp.mean(LOG_WEIGHTS),
                        "This has the wrong sign inside, as the bug of section 3.")
                .wrong(() -> -LogSumExp.mean(LOG_WEIGHTS), "The sign is turned round.")
                .hint(
                        "Take out the largest log weight, exponentiate, average, take the logarithm.");
    }

    /**
     * With one latent and one dimension of data, W^2 + s^2 is the eigenvalue: the mean over x of
     * the KL is the mutual information, half the log of eigenvalue over noise.
     */
    private static Exercise kl() {
        double eigenvalue = EIGENVALUES[0];
        double w = Math.sqrt(eigenvalue - NOISE_VARIANCE);
        LinearGaussianModel model =
                LinearGaussianModel.of(
                        new double[][] {{w}}, new double[1], Math.sqrt(NOISE_VARIANCE));
        double variance = model.posterior(new double[1]).covariance()[0][0];
        return Exercise.number("09.2", () -> -0.5 * Math.log(variance))
                .wrong(() -> -Math.log(variance), "The one half is missing.")
                .wrong(() -> 0.5 * Math.log(variance), "A divergence is never negative.")
                .wrong(() -> 0.5 * Math.log(eigenvalue), "The noise has a share in the eigenvalue.")
                .wrong(
                        () -> 0.5 * (1 - variance),
                        "This is the part of the means; the part of the variances is missing.")
                .hint(
                        "The posterior variance of a latent is s^2 over its eigenvalue, and the"
                                + " mean over x of mu^2 + sigma^2 is 1.");
    }

    private static Exercise collapsed() {
        double count = 0;
        for (double eigenvalue : EIGENVALUES) {
            count += eigenvalue > NOISE_VARIANCE ? 0 : 1;
        }
        double expected = count;
        return Exercise.number("09.3", () -> expected)
                .wrong(() -> EIGENVALUES.length - expected, "These are the ones that stay in use.")
                .wrong(() -> 5.0, "A latent above the noise stays in use.")
                .hint("Compare each eigenvalue with s^2.");
    }
}
