package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class EstimateTest {
    /** Mean 2.5, sum of squares 5, so the standard error is sqrt(5 / 3 / 4). */
    @Test
    void fourDrawsByHand() {
        Estimate estimate = Estimate.of(1, 2, 3, 4);
        assertEquals(2.5, estimate.value());
        assertEquals(Math.sqrt(5.0 / 12), estimate.standardError(), 1e-15);
        assertEquals(4, estimate.draws());
        assertEquals(-0.5 / Math.sqrt(5.0 / 12), estimate.standardErrorsFrom(3), 1e-14);
    }

    @Test
    void pairedDifferencesByHand() {
        double[] a = {11, 22, 33, 44};
        Estimate estimate = Estimate.ofDifferences(a, new double[] {10, 20, 30, 40});
        assertEquals(Estimate.of(1, 2, 3, 4), estimate);
        assertThrows(
                IllegalArgumentException.class, () -> Estimate.ofDifferences(a, new double[3]));
    }

    @Test
    void largeOffsetLosesNothing() {
        assertEquals(
                Math.sqrt(5.0 / 12),
                Estimate.of(1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4).standardError(),
                1e-9);
    }

    @Test
    void printsTwoDigitsOfTheStandardError() {
        assertEquals(
                "1.2346 ± 0.0012 (10000 draws)", new Estimate(1.23456, 0.00123, 10000).toString());
        assertEquals("-105 ± 12 (7 draws)", new Estimate(-105.2, 12.3, 7).toString());
        assertEquals("1.0000 ± NaN (1 draws)", Estimate.of(1).toString());
    }

    @Test
    void infiniteDrawsGiveAnInfiniteValueOfUnknownError() {
        Estimate estimate = Estimate.of(1, Double.POSITIVE_INFINITY, 3, 4);
        assertEquals(Double.POSITIVE_INFINITY, estimate.value());
        assertTrue(Double.isNaN(estimate.standardError()));
        assertTrue(Double.isNaN(Estimate.of(1, Double.NaN).value()));
    }

    /**
     * Of 1000 estimates 954.5 are expected within 2 standard errors, sd 6.6; 920 to 985 is beyond
     * 4.6 sd: false alarms of about 5e-6, were the seed not fixed.
     */
    @Test
    void standardErrorCoversAsItShould() {
        Random rng = new Random(1);
        int covered = 0;
        for (int i = 0; i < 1000; i++) {
            Estimate estimate = Estimate.of(200, () -> Gaussian.of(3, 5).sample(rng));
            covered += Math.abs(estimate.standardErrorsFrom(3)) < 2 ? 1 : 0;
        }
        assertTrue(covered > 920 && covered < 985, "covered " + covered);
    }

    /** With 1 and 2 degrees of freedom Student's quantiles have closed forms; 4 from a table. */
    @Test
    void marginsOfAFewDraws() {
        assertEquals(Math.tan(Math.PI * 0.95 / 2), new Estimate(7, 1, 2).margin(0.95), 1e-6);
        double two = 0.9 * Math.sqrt(2 / (1 - 0.81));
        assertEquals(3 * two, new Estimate(7, 3, 3).margin(0.9), 1e-6);
        assertEquals(2.776445, new Estimate(7, 1, 5).margin(0.95), 1e-6);
        assertEquals(Double.NaN, Estimate.of(7).margin(0.95));
        for (double p : new double[] {0, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> Estimate.of(1, 2).margin(p));
        }
    }

    @Test
    void noDrawsAndNegativeErrorsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Estimate.of());
        assertThrows(IllegalArgumentException.class, () -> Estimate.of(0, () -> 1));
        assertThrows(IllegalArgumentException.class, () -> new Estimate(1, -1, 1));
    }

    @Test
    void interruptEndsALongLoop() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> Estimate.of(1_000_000, () -> 1));
    }
}
