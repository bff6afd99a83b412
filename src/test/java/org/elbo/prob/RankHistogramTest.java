package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class RankHistogramTest {
    @Test
    void countsByHand() {
        int[] ranks = {0, 1, 2, 3, 4, 5, 5, 0, 0, 0};
        RankHistogram h = RankHistogram.of(ranks, 5, 2);
        assertArrayEquals(new long[] {6, 4}, h.counts());
        assertEquals(5, h.expectedCount());
        // Pearson's statistic (1 + 1) / 5 with one degree of freedom.
        double p = 1 - new ChiSquaredDistribution(1).cumulativeProbability(0.4);
        assertEquals(p, h.pValue(), 1e-12);
        // Of 10 fair coins 1 or fewer are heads with 11/1024, 2 or fewer with 56/1024.
        assertArrayEquals(new int[] {2, 8}, h.band(0.95));
        assertArrayEquals(new int[] {1, 9}, h.band(0.99));
    }

    /** With two degrees of freedom the tail beyond t is exp(-t/2), here t = (40^2 + 2 20^2)/20. */
    @Test
    void aTinyProbabilityKeepsItsSize() {
        double p = RankHistogram.of(new int[60], 2, 3).pValue();
        assertEquals(1, p / Math.exp(-60), 1e-10);
        int[] even = IntStream.range(0, 60).map(i -> i % 3).toArray();
        assertEquals(1, RankHistogram.of(even, 2, 3).pValue());
    }

    /** Ranks of N(0, 1) among draws of three widths: flat, U and hump. */
    @Test
    void shapesTellTheWidthOfTheDraws() {
        assertTrue(ranks(1).pValue() > 1e-4, "a right one fails once in 10,000 seeds");
        RankHistogram narrow = ranks(0.7);
        assertTrue(narrow.pValue() < 1e-6);
        int[] band = narrow.band(0.999);
        assertTrue(narrow.counts()[0] > band[1] && narrow.counts()[9] > band[1]);
        assertTrue(narrow.counts()[4] < band[0] && narrow.counts()[5] < band[0]);
        RankHistogram wide = ranks(1.4);
        assertTrue(wide.pValue() < 1e-6);
        assertTrue(wide.counts()[0] < band[0] && wide.counts()[9] < band[0]);
        assertTrue(wide.counts()[4] > band[1] && wide.counts()[5] > band[1]);
    }

    private static RankHistogram ranks(double width) {
        SplittableRandom rng = new SplittableRandom(51);
        int[] ranks = new int[2000];
        for (int i = 0; i < ranks.length; i++) {
            double truth = rng.nextGaussian();
            ranks[i] =
                    (int)
                            IntStream.range(0, 99)
                                    .filter(l -> width * rng.nextGaussian() < truth)
                                    .count();
        }
        return RankHistogram.of(ranks, 99, 10);
    }

    @Test
    void refusesWhatDoesNotFit() {
        int[] ranks = new int[50];
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> RankHistogram.of(ranks, 9, 3));
        assertThrows(error, () -> RankHistogram.of(ranks, 9, 1));
        assertThrows(error, () -> RankHistogram.of(ranks, 99, 20));
        assertThrows(error, () -> RankHistogram.of(new int[] {5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, 3, 2));
        RankHistogram h = RankHistogram.of(ranks, 9, 10);
        assertThrows(error, () -> h.band(1));
        assertThrows(error, () -> h.band(Double.NaN));
    }
}
