package org.elbo.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FactorVaeMetricTest {
    private static final FactorVaeMetric METRIC = new FactorVaeMetric(64, 2_000, 2_500);

    /** Four standard errors of an accuracy of about a half or less: once in 16,000 seeds. */
    private static final double CHANCE_ERROR = 4 * 0.5 / Math.sqrt(METRIC.testVotes());

    private static RandomGenerator rng() {
        return new SplittableRandom(6);
    }

    @Test
    void theFactorsThemselvesScoreOne() {
        int[] sizes = {3, 6, 40, 32, 32};
        assertEquals(1, METRIC.score(Representation.ofFactors(sizes), rng()));
        assertEquals(1, METRIC.score(Known.shuffled(sizes), rng()));
    }

    /** A factor of one value is none, and a latent that does not move has no vote. */
    @Test
    void constantFactorsDoNotCount() {
        assertEquals(1, METRIC.score(Known.shuffled(1, 6, 1, 5), rng()));
    }

    /** Turned by 45 degrees both latents keep half of their variance, whichever factor is fixed. */
    @Test
    void anEighthOfATurnIsChance() {
        assertEquals(0.5, METRIC.score(Known.rotation(9, Math.PI / 4), rng()), CHANCE_ERROR);
    }

    /** Turned by 30 degrees the latents keep a quarter and three quarters. */
    @Test
    void aSmallerTurnGoesUnnoticed() {
        assertEquals(1, METRIC.score(Known.rotation(9, Math.PI / 6), rng()));
    }

    @Test
    void noiseIsChance() {
        assertEquals(0.25, METRIC.score(Known.noise(5, 5, 5, 5), rng()), CHANCE_ERROR);
    }

    /**
     * Data in pairs, two factors of n values: the latent of the factor that moves does not move
     * either once in n times, and the tie goes to the first latent.
     */
    @Test
    void pairsByHand() {
        int n = 4;
        double expected = 1 - 0.5 / n;
        FactorVaeMetric pairs = new FactorVaeMetric(2, 2_000, 10_000);
        double error = 4 * Math.sqrt(expected * (1 - expected) / 10_000);
        assertEquals(expected, pairs.score(Representation.ofFactors(n, n), rng()), error);
    }

    @Test
    void nothingActiveScoresZero() {
        Representation dead = Representation.of(new int[] {3, 3}, f -> new double[f.length][2]);
        assertEquals(0, METRIC.score(dead, rng()));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> new FactorVaeMetric(1, 1, 1));
        assertThrows(error, () -> new FactorVaeMetric(2, 0, 1));
        assertThrows(error, () -> new FactorVaeMetric(2, 1, 0));
        assertThrows(error, () -> METRIC.score(Representation.ofFactors(3, 1), rng()));
    }
}
