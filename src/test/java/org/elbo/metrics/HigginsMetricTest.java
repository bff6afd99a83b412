package org.elbo.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HigginsMetricTest {
    private static final HigginsMetric METRIC = new HigginsMetric(64, 2_000, 2_500);

    /** Four standard errors of an accuracy of about a half or less: once in 16,000 seeds. */
    private static final double CHANCE_ERROR = 4 * 0.5 / Math.sqrt(METRIC.testPoints());

    private static RandomGenerator rng() {
        return new SplittableRandom(5);
    }

    @Test
    void theFactorsThemselvesScoreOne() {
        int[] sizes = {3, 6, 40, 32, 32};
        assertEquals(1, METRIC.score(Representation.ofFactors(sizes), rng()));
        assertEquals(1, METRIC.score(Known.shuffled(sizes), rng()));
    }

    /** A factor of one value is none. */
    @Test
    void constantFactorsDoNotCount() {
        assertEquals(1, METRIC.score(Known.shuffled(1, 6, 1, 5), rng()));
    }

    /**
     * Turned by 45 degrees both latents move by the same amount, whichever factor is fixed: |b -
     * b'| / sqrt 2 or |a - a'| / sqrt 2. Nothing tells the factors apart.
     */
    @Test
    void anEighthOfATurnIsChance() {
        assertEquals(0.5, METRIC.score(Known.rotation(9, Math.PI / 4), rng()), CHANCE_ERROR);
    }

    /** Turned by less, a fixed factor moves one latent less than the other in every single pair. */
    @Test
    void aSmallerTurnGoesUnnoticed() {
        assertEquals(1, METRIC.score(Known.rotation(9, Math.PI / 6), rng()));
    }

    @Test
    void noiseIsChance() {
        assertEquals(0.25, METRIC.score(Known.noise(5, 5, 5, 5), rng()), CHANCE_ERROR);
    }

    /** With one pair, |a - a'| of the factor that moves is 0 once in n: then the guess is blind. */
    @Test
    void onePairByHand() {
        int n = 4;
        double expected = 1 - 0.5 / n;
        HigginsMetric one = new HigginsMetric(1, 2_000, 10_000);
        double error = 4 * Math.sqrt(expected * (1 - expected) / 10_000);
        assertEquals(expected, one.score(Representation.ofFactors(n, n), rng()), error);
    }

    /**
     * Codes of the last two of four factors. One factor without a latent is told from the others,
     * since both latents move; two are confused with each other.
     */
    @Test
    void oneFactorNeedsNoLatent() {
        Representation two =
                Representation.of(
                        new int[] {9, 9, 9, 9},
                        factors ->
                                Arrays.stream(factors)
                                        .map(f -> new double[] {f[2], f[3]})
                                        .toArray(double[][]::new));
        assertEquals(1, METRIC.score(two, rng(), 2, 3));
        assertEquals(1, METRIC.score(two, rng(), 1, 2, 3));
        assertEquals(0.75, METRIC.score(two, rng()), CHANCE_ERROR);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> new HigginsMetric(0, 1, 1));
        assertThrows(error, () -> new HigginsMetric(1, 0, 1));
        assertThrows(error, () -> new HigginsMetric(1, 1, 0));
        assertThrows(error, () -> METRIC.score(Representation.ofFactors(3), rng()));
        assertThrows(error, () -> METRIC.score(Representation.ofFactors(3, 3), rng(), 1));
        assertThrows(error, () -> METRIC.score(Representation.ofFactors(3, 3), rng(), 1, 2));
    }
}
