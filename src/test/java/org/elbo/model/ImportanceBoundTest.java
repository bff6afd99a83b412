package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.elbo.prob.Estimate;
import org.elbo.prob.Kl;
import org.elbo.prob.LinearGaussianModel;
import org.elbo.prob.MultivariateGaussian;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A linear-Gaussian VAE with a mediocre q: log p(x) and the ELBO are known in closed form. */
class ImportanceBoundTest {
    private static final double[][] W = {{0.9, -0.4}, {0.3, 0.8}, {-0.5, 0.2}};
    private static final double[] B = {0.1, -0.2, 0.3};
    private static final double S = 0.5;
    private static final double[] X = {0.8, -0.1, 0.4};
    private static final double[] MEAN = {0.5, -0.3};
    private static final double[] LOG_VAR = {Math.log(0.3), Math.log(0.2)};
    private static final double[][] COVARIANCE = {{0.3, 0}, {0, 0.2}};

    private static final LinearGaussianModel EXACT = LinearVaeModels.exact(W, B, S);
    private static final double LOG_EVIDENCE = EXACT.logEvidence(X);
    private static final double ELBO =
            LOG_EVIDENCE
                    - Kl.divergence(MultivariateGaussian.of(MEAN, COVARIANCE), EXACT.posterior(X));

    private static Vae vae() {
        Vae vae = LinearVaeModels.vae(W, B, S);
        LinearVaeModels.set(vae, "encoder.mean.bias", MEAN);
        LinearVaeModels.set(vae, "encoder.logVar.bias", LOG_VAR);
        return vae;
    }

    /** The mean over independent repetitions of the bound of one datum. */
    private static ImportanceBound bound(int k, int repetitions, int seed) {
        INDArray x = Nd4j.create(X).reshape(1, 3).repeat(0, repetitions);
        return Iwae.of(vae(), k).bound(x, new SplittableRandom(seed));
    }

    /** At 4.5 standard errors: a false alarm in 1.5e5 seeds. */
    @Test
    void oneDrawGivesTheElbo() {
        Estimate one = bound(1, 20_000, 1).bound();
        assertTrue(Math.abs(one.standardErrorsFrom(ELBO)) < 4.5, one + ", exact " + ELBO);
    }

    /**
     * ELBO < IWAE-2 < IWAE-5 < IWAE-50 < log p(x); neighbours differ by at least 5 standard errors
     * of their difference, and log p(x) is never exceeded by more than 4.5.
     */
    @Test
    void moreDrawsGiveAHigherBoundThatStaysBelowTheLogLikelihood() {
        double before = ELBO;
        double error = 0;
        for (int k : new int[] {2, 5, 50}) {
            Estimate bound = bound(k, 8000, k).bound();
            double both = Math.hypot(error, bound.standardError());
            assertTrue(bound.value() - before > 5 * both, "k = " + k + ": " + bound);
            assertTrue(bound.standardErrorsFrom(LOG_EVIDENCE) < 4.5, bound + " " + LOG_EVIDENCE);
            before = bound.value();
            error = bound.standardError();
        }
    }

    /** The bias of the log of a mean is about minus half its variance, here 1e-4. */
    @Test
    void manyDrawsGiveTheLogLikelihood() {
        ImportanceBound many = bound(5000, 20, 2);
        double distance = many.bound().value() - LOG_EVIDENCE;
        assertEquals(0, distance, 4.5 * many.samplingError() + 2e-4, many + " " + LOG_EVIDENCE);
        assertEquals(0, many.heavyTailed());
        // Two estimates of the same error: between repetitions, and by the delta method.
        assertEquals(1, many.samplingError() / many.bound().standardError(), 0.6);
    }

    @Test
    void thePerfectPosteriorNeedsOneDraw() {
        LinearGaussianModel exact = LinearVaeModels.exact(new double[][] {{1.2}}, new double[1], 1);
        Vae vae = LinearVaeModels.vae(new double[][] {{1.2}}, new double[1], 1);
        LinearVaeModels.set(vae, "encoder.mean.weight", 1.2 / 2.44);
        LinearVaeModels.set(vae, "encoder.logVar.bias", -Math.log(2.44));
        INDArray x = Nd4j.create(new float[][] {{-2}, {0.3f}, {5}});
        ImportanceBound bound = Iwae.of(vae, 100).bound(x, new SplittableRandom(3));
        for (int i = 0; i < 3; i++) {
            double logEvidence = exact.logEvidence(new double[] {x.getDouble(i)});
            assertEquals(logEvidence, bound.data().get(i).logMeanExp(), 1e-5);
        }
        assertEquals(100, bound.effectiveSampleSize(), 1e-3);
        assertEquals(0, bound.heavyTailed());
    }

    @Test
    void noDataAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ImportanceBound.of(List.of()));
    }
}
