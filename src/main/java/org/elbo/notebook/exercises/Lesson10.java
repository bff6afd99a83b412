package org.elbo.notebook.exercises;

import java.util.List;
import org.elbo.prob.Kl;
import org.elbo.prob.RankOneGaussian;
import org.elbo.prob.VectorGradientEstimators;

/** The exercises of notebook 10, Deep latent Gaussian models. */
public final class Lesson10 {
    private Lesson10() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 10.1, a correlation; 10.2, what a diagonal posterior loses; 10.3, a derivative for u
     *     by Price's identity
     */
    public static List<Exercise> exercises() {
        return List.of(correlation(), loss(), derivative());
    }

    /** Independent but for u: D = I. */
    private static RankOneGaussian of(double... u) {
        return RankOneGaussian.of(new double[u.length], new double[u.length], u);
    }

    private static Exercise correlation() {
        double[][] c = of(2, 1).covariance();
        return Exercise.number("10.1", () -> correlation(c))
                .wrong(
                        () -> -correlation(c),
                        "So are the precision's entries related; its inverse has the other sign.")
                .wrong(() -> c[0][1], "This is the covariance; divide by both deviations.")
                .wrong(() -> c[0][1] / (c[0][0] * c[1][1]), "Divide by deviations, not variances.")
                .hint("Take eta = 1 / (1 + 5) and the covariance of section 3, V = I.");
    }

    private static double correlation(double[][] c) {
        return c[0][1] / Math.sqrt(c[0][0] * c[1][1]);
    }

    private static Exercise loss() {
        RankOneGaussian posterior = of(3, 3);
        double narrow = -Math.log(posterior.precision()[0][0]);
        double wide = Math.log(posterior.covariance()[0][0]);
        return Exercise.number("10.2", () -> lost(posterior, narrow))
                .wrong(() -> 2 * lost(posterior, narrow), "The one half is missing.")
                .wrong(() -> -lost(posterior, narrow), "A divergence is never negative.")
                .wrong(() -> lost(of(2, 2), -Math.log(5)), "This is the posterior of section 3.")
                .wrong(
                        () -> lost(posterior, wide),
                        "The best diagonal q is narrower than the posterior's marginals.")
                .hint(
                        "Half the log of the product of the precision's diagonal over its determinant.");
    }

    private static double lost(RankOneGaussian posterior, double logVar) {
        double[] both = {logVar, logVar};
        RankOneGaussian q = RankOneGaussian.of(new double[2], both, new double[2]);
        return Kl.divergence(q.toMultivariate(), posterior.toMultivariate());
    }

    private static Exercise derivative() {
        RankOneGaussian q = of(1, 1);
        double[][] hessian = {{0, 1}, {1, 0}};
        double exact =
                VectorGradientEstimators.exact(q, new double[2], hessian).direction()[0].value();
        return Exercise.number("10.3", () -> exact)
                .wrong(() -> 2 * exact, "Price's identity has a one half.")
                .wrong(() -> -exact, "The sign is turned round: E[f] itself is negative.")
                .wrong(
                        () -> q.covariance()[0][1],
                        "This is E[f]; differentiate it for the first u.")
                .hint("E[f] is the covariance of the two, -u1 u2 / (1 + u1^2 + u2^2).");
    }
}
