package org.elbo.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class RepresentationTest {
    private static final int[] SIZES = {3, 4, 100};

    @Test
    void allRunsThroughEveryCombinationOnce() {
        Sample all = Representation.ofFactors(2, 3).all();
        int[][] expected = {{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}};
        assertArrayEquals(expected, all.factors());
        assertArrayEquals(new double[] {1, 2}, all.codes()[5]);
        assertEquals(6, all.size());
    }

    /** 1,200 combinations are more than one block. */
    @Test
    void theTableHoldsTheSameCodes() {
        Representation lazy = Known.shuffled(SIZES);
        int[] calls = {0};
        Representation table =
                Representation.of(
                                SIZES,
                                f -> {
                                    calls[0]++;
                                    return lazy.codes(f);
                                })
                        .tabulated();
        int before = calls[0];
        int[][] factors = table.drawFactors(500, new SplittableRandom(1));
        assertArrayEquals(lazy.codes(factors), table.codes(factors));
        assertArrayEquals(lazy.all().codes(), table.all().codes());
        assertEquals(before, calls[0], "the table must not encode again");
    }

    @Test
    void drawsEveryValueAboutEquallyOften() {
        int n = 30_000;
        int[][] factors = Representation.ofFactors(SIZES).drawFactors(n, new SplittableRandom(2));
        long twos = Arrays.stream(factors).filter(f -> f[0] == 2).count();
        // 4 standard deviations: a false alarm once in 16,000 seeds.
        assertEquals(n / 3.0, twos, 4 * Math.sqrt(n * 2 / 9.0));
        assertTrue(Arrays.stream(factors).allMatch(f -> f[2] >= 0 && f[2] < 100));
        assertEquals(100, Arrays.stream(factors).mapToInt(f -> f[2]).distinct().count());
    }

    @Test
    void aLinearMapByHandAndItsInverse() {
        int[][] one = {{2, 3}};
        Representation map =
                Representation.ofFactors(3, 4).times(new double[][] {{2, 1}, {-2, 0}, {1, 0}});
        assertArrayEquals(new double[] {7, -4, 2}, map.codes(one)[0], 1e-12);
        Representation back = map.times(new double[][] {{0, 0, 1}, {1, 1, 0}});
        assertArrayEquals(new double[] {2, 3}, back.codes(one)[0], 1e-12);
    }

    @Test
    void anInterruptEndsEveryMeasure() {
        Thread.currentThread().interrupt();
        HigginsMetric metric = HigginsMetric.DEFAULT;
        Representation r = Representation.ofFactors(SIZES);
        assertThrows(CancellationException.class, () -> metric.score(r, new SplittableRandom(1)));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, Representation::ofFactors);
        assertThrows(error, () -> Representation.ofFactors(3, 0));
        Representation r = Representation.ofFactors(SIZES);
        assertThrows(error, () -> r.codes(new int[][] {{0, 0}}));
        assertThrows(error, () -> r.codes(new int[][] {{0, 4, 0}}));
        assertThrows(error, () -> r.codes(new int[][] {{0, -1, 0}}));
        assertThrows(error, () -> r.sample(0, new SplittableRandom(1)));
        int[][] two = {{0}, {1}};
        assertThrows(error, () -> encoding(new double[][] {{1}}).codes(two));
        assertThrows(error, () -> encoding(new double[][] {{1}, {1, 2}}).codes(two));
        assertThrows(error, () -> encoding(new double[][] {{1}, {Double.NaN}}).codes(two));
        assertThrows(error, () -> new Sample(new int[2][1], new double[3][1]));
        assertThrows(error, () -> new Sample(new int[0][1], new double[0][1]));
    }

    private static Representation encoding(double[][] codes) {
        return Representation.of(new int[] {2}, factors -> codes);
    }
}
