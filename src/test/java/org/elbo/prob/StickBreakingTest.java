package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StickBreakingTest {
    @Test
    void lengthsAreProductsOfPieces() {
        double[] log = StickBreaking.logLengths(Math.log(0.9), Math.log(0.5), Math.log(0.2));
        assertEquals(0.9, Math.exp(log[0]), 1e-15);
        assertEquals(0.45, Math.exp(log[1]), 1e-15);
        assertEquals(0.09, Math.exp(log[2]), 1e-15);
    }

    @Test
    void logitIsExactWhereProbabilitiesAreOrdinary() {
        for (double p : new double[] {1e-12, 0.01, 0.5, 0.9, 0.999}) {
            assertEquals(Math.log(p) - Math.log1p(-p), StickBreaking.logit(Math.log(p)), 1e-11);
        }
    }

    /** For tiny p the logit is log p; for p = 1 - d, log d, and exp(-d) is 1 - d + d^2/2. */
    @Test
    void logitIsExactAtBothEnds() {
        assertEquals(-5000, StickBreaking.logit(-5000));
        assertEquals(-Math.log(1e-300), StickBreaking.logit(-1e-300), 1e-10);
        assertEquals(Double.POSITIVE_INFINITY, StickBreaking.logit(0));
    }

    /**
     * A thousand sticks at alpha = 0.1: the last is about e^-10000, far below the least double.
     * Each log piece is exponential with mean 1/alpha, so log pi_K has mean -K / alpha and standard
     * deviation sqrt(K) / alpha; within 5 of them, false alarms of about 1e-6.
     */
    @Test
    void thousandSticksNeitherUnderflowNorLoseTheirOrder() {
        for (int k : new int[] {100, 1000}) {
            double[] log = IndianBuffet.of(0.1).sampleLogSticks(k, new Random(7));
            double previous = 0;
            for (double length : log) {
                assertTrue(Double.isFinite(StickBreaking.logit(length)) && length < previous);
                previous = length;
            }
            assertEquals(-k / 0.1, log[k - 1], 5 * Math.sqrt(k) / 0.1);
        }
    }
}
