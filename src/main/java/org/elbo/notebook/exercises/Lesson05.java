package org.elbo.notebook.exercises;

import java.util.List;
import org.elbo.prob.Categorical;
import org.elbo.prob.DiagonalGaussian;
import org.elbo.prob.DiscreteModel;
import org.elbo.prob.Elbo;
import org.elbo.prob.Gaussian;
import org.elbo.prob.Kl;
import org.elbo.prob.LinearGaussianModel;

/** The exercises of notebook 05, The evidence lower bound. */
public final class Lesson05 {
    private static final double READING = 1.2;
    private static final double NOISE_VARIANCE = 0.25;

    private Lesson05() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 05.1, the gap of the prior as q; 05.2, the bound of the prior as q; 05.3, the gap of
     *     one hump among five
     */
    public static List<Exercise> exercises() {
        return List.of(gapOfPrior(), boundOfPrior(), oneHumpOfFive());
    }

    private static Exercise gapOfPrior() {
        DiscreteModel cupboard = cupboard();
        Categorical posterior = cupboard.posterior(0);
        Categorical prior = cupboard.prior();
        return Exercise.number("05.1", () -> Kl.divergence(prior, posterior))
                .wrong(
                        () -> Kl.divergence(posterior, prior),
                        "This is KL[p(z|x) || q]: the divergence is taken the other way round.")
                .wrong(
                        () -> Elbo.of(cupboard, 0, prior).value(),
                        "This is the ELBO itself; the question is how far below log p(x) it lies.")
                .wrong(
                        () -> -Kl.divergence(prior, posterior),
                        "A divergence is never negative: the sign is turned round.")
                .wrong(
                        () -> Kl.divergence(prior, posterior) / Math.log(2),
                        "This counts in bits, the course in nats.")
                .wrong(() -> 0.0, "Only the divergence from the prior is zero.")
                .hint("The gap is KL[q || p(z|x)]; or compute log p(x) and the ELBO and subtract.");
    }

    /** The cupboard of dice with only two outcomes: 0 is a roll of 3, 1 is any other. */
    private static DiscreteModel cupboard() {
        double[][] rolls = {{1 / 4.0, 3 / 4.0}, {1 / 6.0, 5 / 6.0}, {1 / 20.0, 19 / 20.0}};
        return DiscreteModel.of(new double[] {0.5, 0.3, 0.2}, rolls);
    }

    private static Exercise boundOfPrior() {
        return Exercise.number("05.2", () -> bound(1))
                .wrong(
                        () -> Gaussian.of(0, Math.sqrt(1 + NOISE_VARIANCE)).logDensity(READING),
                        "This is log p(x): the log of the average, not the average of the logs.")
                .wrong(
                        () -> Gaussian.of(0, Math.sqrt(NOISE_VARIANCE)).logDensity(READING),
                        "This is log p(x|z) at the mean of q; E_q[(x - z)^2] has a second term.")
                .wrong(
                        () -> bound(1) + 0.5 * Math.log(2 * Math.PI * NOISE_VARIANCE),
                        "The constant of the Gaussian density is missing.")
                .wrong(() -> -bound(1), "The sign is turned round.")
                .wrong(
                        () -> expectedLogLikelihood(Math.sqrt(NOISE_VARIANCE)),
                        "The noise has standard deviation 0.5, not variance 0.5.")
                .hint("The KL term is zero; for the other, E_q[(x - z)^2] = (x - mu)^2 + s^2.");
    }

    private static double bound(double variance) {
        LinearGaussianModel thermometer =
                LinearGaussianModel.of(
                        new double[][] {{1}}, new double[1], Math.sqrt(NOISE_VARIANCE));
        DiagonalGaussian q = DiagonalGaussian.of(new double[1], new double[] {Math.log(variance)});
        return Elbo.of(thermometer, new double[] {READING}, q).value();
    }

    private static double expectedLogLikelihood(double noiseVariance) {
        return -0.5
                * (Math.log(2 * Math.PI * noiseVariance) + (READING * READING + 1) / noiseVariance);
    }

    private static Exercise oneHumpOfFive() {
        Categorical one = Categorical.of(1, 0, 0, 0, 0);
        return Exercise.number("05.3", () -> Kl.divergence(one, Categorical.uniform(5)))
                .wrong(() -> Math.log(2), "This is the gap for two humps.")
                .wrong(() -> Math.log(4), "Count all humps, also the one that q sits on.")
                .wrong(() -> -Math.log(5), "A divergence is never negative.")
                .wrong(() -> Math.log(5) / Math.log(2), "This counts in bits, the course in nats.")
                .wrong(
                        () -> Double.POSITIVE_INFINITY,
                        "Infinite is KL[p || q]; where q has its mass, p has some too.")
                .hint(
                        "Where q has its mass, the posterior is q's density times a constant: which?");
    }
}
