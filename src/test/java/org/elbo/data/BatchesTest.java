package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of an epoch. */
class BatchesTest {
    @Test
    void everyRowIsVisitedOnce() {
        Batches batches = Batches.of(23, 5);
        batches.shuffle(new Random(1));
        int[] visited =
                IntStream.range(0, batches.count())
                        .boxed()
                        .flatMapToInt(
                                b ->
                                        Arrays.stream(batches.order())
                                                .skip(batches.from(b))
                                                .limit(batches.size(b)))
                        .sorted()
                        .toArray();
        assertArrayEquals(IntStream.range(0, 23).toArray(), visited);
        assertEquals(5, batches.count());
        assertEquals(3, batches.size(4));
    }

    @Test
    void fullOnlyDropsTheRest() {
        Batches batches = Batches.of(23, 5).fullOnly();
        assertEquals(4, batches.count());
        assertEquals(5, batches.size(3));
        assertThrows(IllegalArgumentException.class, () -> batches.from(4));
        assertEquals(2, Batches.of(10, 5).count());
        assertThrows(IllegalArgumentException.class, () -> Batches.of(4, 5).fullOnly());
    }

    @Test
    void theSeedDecidesTheOrder() {
        Batches a = Batches.of(100, 10);
        Batches b = Batches.of(100, 10);
        a.shuffle(new Random(5));
        b.shuffle(new Random(5));
        assertArrayEquals(a.order(), b.order());
        b.shuffle(new Random(5));
        assertFalse(Arrays.equals(a.order(), b.order()));
    }

    /**
     * Each of the 24 orders of 4 rows 1/24 of the time: 5 standard errors, false alarm under 2e-5.
     */
    @Test
    void allOrdersAreEquallyLikely() {
        int[] counts = new int[4 * 64];
        Random rng = new Random(9);
        Batches batches = Batches.of(4, 2);
        for (int i = 0; i < 24_000; i++) {
            batches.shuffle(rng);
            int[] o = batches.order();
            counts[o[0] * 64 + o[1] * 16 + o[2] * 4 + o[3]]++;
        }
        int[] seen = Arrays.stream(counts).filter(c -> c > 0).toArray();
        assertEquals(24, seen.length);
        for (int count : seen) {
            assertEquals(1000, count, 5 * Math.sqrt(1000 * 23 / 24.0));
        }
    }

    @Test
    void sizesMustBePositive() {
        assertThrows(IllegalArgumentException.class, () -> Batches.of(0, 5));
        assertThrows(IllegalArgumentException.class, () -> Batches.of(5, 0));
    }
}
