package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.elbo.prob.Estimate;
import org.junit.jupiter.api.Test;

/** Against integrals over a plane, and where the answer is the logarithm of a whole number. */
class KlDecompositionTest {
    private static KlDecomposition estimated(EnumerableVae model, int draws) {
        LatentGaussian q = model.vae().encode(model.data());
        return KlDecomposition.of(q, draws, new SplittableRandom(3));
    }

    @Test
    void theExactPartsSumToTheKl() {
        EnumerableVae model = EnumerableVae.overlapping();
        double sum =
                model.indexCode()
                        + model.totalCorrelation()
                        + model.dimensionwise(0)
                        + model.dimensionwise(1);
        assertEquals(model.kl(), sum, 1e-8);
        assertTrue(model.totalCorrelation() > 0.05, "the example must show something");
    }

    /** Five numbers beyond 4 standard errors: a false alarm for 3 seeds in 10,000. */
    @Test
    void estimatesAgreeWithIntegrals() {
        EnumerableVae model = EnumerableVae.overlapping();
        KlDecomposition parts = estimated(model, 20_000);
        within4("index-code", model.indexCode(), parts.indexCode());
        within4("total correlation", model.totalCorrelation(), parts.totalCorrelation());
        within4("KL", model.kl(), parts.kl());
        for (int j = 0; j < 2; j++) {
            within4("latent " + j, model.dimensionwise(j), parts.dimensionwise().get(j));
        }
    }

    private static void within4(String part, double exact, Estimate estimate) {
        assertEquals(0, estimate.standardErrorsFrom(exact), 4, part + " " + exact + " " + estimate);
        assertTrue(estimate.standardError() < 0.02, part + " " + estimate);
    }

    @Test
    void partsOfTheEstimateSumToTheKlToo() {
        KlDecomposition parts = estimated(EnumerableVae.overlapping(), 100);
        double sum =
                parts.indexCode().value()
                        + parts.totalCorrelation().value()
                        + parts.dimensionwiseSum();
        assertEquals(parts.kl().value(), sum, 1e-12);
    }

    /** Four corners of a square: two bits, one in each latent, independent. */
    @Test
    void cornersOfASquareAreIndependent() {
        KlDecomposition parts =
                estimated(
                        EnumerableVae.around(
                                0.1,
                                new double[] {-1, -1},
                                new double[] {-1, 1},
                                new double[] {1, -1},
                                new double[] {1, 1}),
                        1000);
        assertEquals(Math.log(4), parts.indexCode().value(), 1e-6);
        assertEquals(0, parts.totalCorrelation().value(), 1e-6);
    }

    /** Two points on a diagonal: one bit, which both latents say. */
    @Test
    void endsOfADiagonalAreOneBitSaidTwice() {
        KlDecomposition parts =
                estimated(
                        EnumerableVae.around(0.1, new double[] {-1, -1}, new double[] {1, 1}),
                        1000);
        assertEquals(Math.log(2), parts.indexCode().value(), 1e-6);
        assertEquals(Math.log(2), parts.totalCorrelation().value(), 1e-6);
        String text = parts.toString();
        assertTrue(text.contains("index-code 0.69 + total correlation 0.69"), text);
    }

    @Test
    void oneDrawHasNoStandardError() {
        LatentGaussian q =
                EnumerableVae.overlapping().vae().encode(EnumerableVae.overlapping().data());
        assertThrows(
                IllegalArgumentException.class,
                () -> KlDecomposition.of(q, 1, new SplittableRandom(1)));
    }
}
