package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportanceWeightsTest {
    /** Weights 1, 1, 2: mean 4/3, variance 1/3, (sum)^2 / sum of squares = 16 / 6. */
    @Test
    void weightsByHand() {
        ImportanceWeights weights = ImportanceWeights.of(-1000, -1000, -1000 + Math.log(2));
        assertEquals(-1000 + Math.log(4 / 3.0), weights.logMeanExp(), 1e-12);
        assertEquals(Math.sqrt(1 / 3.0 / 3) / (4 / 3.0), weights.standardError(), 1e-12);
        assertEquals(16 / 6.0, weights.effectiveSampleSize(), 1e-12);
        assertEquals(3, weights.count());
        assertTrue(Double.isNaN(weights.paretoK()), "too few for a tail");
    }

    /**
     * Draws from N(0, s^2) weighted to N(0, 1). The weight is proportional to exp(c z^2) with c =
     * (1/s^2 - 1) / 2, so that P(w > t) falls as t^(-1/(2 c s^2)): the shape is 1 - s^2, and the
     * weights are bounded for s >= 1. The diagnostic draws towards 1/2 and sees a finite tail, so
     * it is tested within 0.1.
     */
    @ParameterizedTest
    @CsvSource({"0.8", "0.6", "0.4"})
    void narrowProposalsHaveTheTailThatTheoryGives(double s) {
        double[] logWeights = new double[200_000];
        Gaussian q = Gaussian.of(0, s);
        for (int i = 0; i < logWeights.length; i++) {
            double z = q.quantile((i + 0.5) / logWeights.length);
            logWeights[i] = Gaussian.standard().logDensity(z) - q.logDensity(z);
        }
        ImportanceWeights weights = ImportanceWeights.of(logWeights);
        assertEquals(1 - s * s, weights.paretoK(), 0.1);
        assertEquals(1 - s * s > 0.7, weights.heavyTailed());
    }

    /** The delta method's error covers log p(x) = 0 as often as two standard errors should. */
    @Test
    void standardErrorCoversAsItShould() {
        SplittableRandom rng = new SplittableRandom(1);
        Gaussian q = Gaussian.of(0.2, 1.2);
        int covered = 0;
        for (int i = 0; i < 1000; i++) {
            double[] logWeights = new double[200];
            Arrays.setAll(
                    logWeights,
                    unused -> {
                        double z = q.sample(rng);
                        return Gaussian.standard().logDensity(z) - q.logDensity(z);
                    });
            ImportanceWeights weights = ImportanceWeights.of(logWeights);
            covered += Math.abs(weights.logMeanExp()) < 2 * weights.standardError() ? 1 : 0;
        }
        // 954.5 expected, sd 6.6; beyond 4.6 sd about 5e-6, were the seed not fixed.
        assertTrue(covered > 920 && covered < 985, "covered " + covered);
    }

    @Test
    void equalWeightsHaveNoTailAndOneWeightThatOutweighsAllIsAllTail() {
        double[] logWeights = new double[1000];
        ImportanceWeights equal = ImportanceWeights.of(logWeights);
        assertEquals(0, equal.logMeanExp(), 1e-12);
        assertEquals(1000, equal.effectiveSampleSize(), 1e-9);
        assertEquals(Double.NEGATIVE_INFINITY, equal.paretoK());
        assertFalse(equal.heavyTailed());
        logWeights[17] = 2000;
        ImportanceWeights one = ImportanceWeights.of(logWeights);
        assertEquals(1, one.effectiveSampleSize(), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, one.paretoK());
        assertTrue(one.heavyTailed());
    }

    /**
     * Ties with the largest of the others: the lowest exceedance, the quartile of five, is zero.
     */
    @Test
    void tiesAtTheThresholdAreNoError() {
        double[] logWeights = new double[25];
        for (int i = 0; i < 4; i++) {
            logWeights[i] = i + 1;
        }
        assertEquals(Double.POSITIVE_INFINITY, ImportanceWeights.of(logWeights).paretoK());
        logWeights[4] = 0.5;
        assertTrue(Double.isFinite(ImportanceWeights.of(logWeights).paretoK()));
    }

    @Test
    void noWeightsZerosAndNotANumber() {
        double zero = Double.NEGATIVE_INFINITY;
        double[] zeros = new double[100];
        Arrays.fill(zeros, zero);
        ImportanceWeights none = ImportanceWeights.of(zeros);
        assertEquals(zero, none.logMeanExp());
        assertTrue(Double.isNaN(none.paretoK()));
        assertEquals(Math.log(0.5), ImportanceWeights.of(zero, 0).logMeanExp(), 1e-15);
        assertThrows(IllegalArgumentException.class, () -> ImportanceWeights.of());
        assertThrows(IllegalArgumentException.class, () -> ImportanceWeights.of(1, Double.NaN));
    }
}
