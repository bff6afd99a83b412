package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final LinearGaussianModel MODEL =
            LinearGaussianModel.of(new double[][] {{1, 0.5}, {-0.5, 1}}, new double[] {0, 1}, 0.6);
    private static final double[] X = {1, 0.5};

    /** At 5 standard errors: false alarms of 6e-7 each, were the seed not fixed. */
    @Test
    void priorAndImportanceSamplingAgreeWithTheExactEvidence() {
        Random rng = new Random(1);
        double exact = MODEL.logEvidence(X);
        Evidence prior = Evidence.byPriorSampling(MODEL, X, 50_000, rng);
        assertTrue(
                Math.abs(prior.logEvidence().standardErrorsFrom(exact)) < 5, prior + " " + exact);
        DiagonalGaussian q =
                DiagonalGaussian.of(
                        MODEL.posterior(X).mean(), new double[] {Math.log(0.4), Math.log(0.4)});
        Evidence importance = Evidence.byImportanceSampling(MODEL, X, q, 50_000, rng);
        assertTrue(
                Math.abs(importance.logEvidence().standardErrorsFrom(exact)) < 5,
                importance + " " + exact);
        assertTrue(importance.standardError() < prior.standardError());
        assertTrue(importance.effectiveSampleSize() > prior.effectiveSampleSize());
    }

    @Test
    void thePosteriorIsThePerfectProposal() {
        Evidence perfect =
                Evidence.byImportanceSampling(MODEL, X, MODEL.posterior(X), 100, new Random(1));
        assertEquals(MODEL.logEvidence(X), perfect.value(), 1e-12);
        assertEquals(0, perfect.standardError(), 1e-13);
        assertEquals(100, perfect.effectiveSampleSize(), 1e-9);
    }

    /** Weights 1, 1, 2: mean 4/3, variance 1/3, (sum)^2 / sum of squares = 16 / 6. */
    @Test
    void weightsByHand() {
        Evidence evidence = Evidence.ofLogWeights(-1000, -1000, -1000 + Math.log(2));
        assertEquals(-1000 + Math.log(4 / 3.0), evidence.value(), 1e-12);
        assertEquals(Math.sqrt(1 / 3.0 / 3) / (4 / 3.0), evidence.standardError(), 1e-12);
        assertEquals(16 / 6.0, evidence.effectiveSampleSize(), 1e-12);
    }

    @Test
    void weightsThatAreAllZeroSayZero() {
        Evidence none = Evidence.ofLogWeights(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertEquals(Double.NEGATIVE_INFINITY, none.value());
        assertEquals(0, none.effectiveSampleSize());
        assertTrue(Double.isNaN(none.standardError()));
    }

    /**
     * A sum over cell centres of a smooth function that ends at zero converges faster than any
     * power.
     */
    @Test
    void gridAgreesWithTheExactEvidence() {
        GridEvidence grid = GridEvidence.of(MODEL, X, 2, -8, 8, 100);
        assertEquals(10_000, grid.points());
        assertEquals(MODEL.logEvidence(X), grid.logEvidence(), 1e-10);
    }

    @Test
    void gridsExplode() {
        assertEquals(1e40, GridEvidence.count(20, 100), 1e25);
        assertThrows(
                IllegalArgumentException.class, () -> GridEvidence.of(MODEL, X, 20, -8, 8, 100));
    }

    @Test
    void tinyEvidencesDoNotUnderflow() {
        double[] far = {300, -200};
        assertEquals(
                MODEL.logEvidence(far),
                GridEvidence.of(MODEL, far, 2, -700, 700, 3000).logEvidence(),
                1e-6);
        assertTrue(MODEL.logEvidence(far) < -10_000);
    }
}
