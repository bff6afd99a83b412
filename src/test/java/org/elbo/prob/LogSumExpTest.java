package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LogSumExpTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void ofLogarithmsOfNumbersIsTheLogarithmOfTheirSum() {
        assertEquals(Math.log(10), LogSumExp.of(Math.log(2), Math.log(3), Math.log(5)), 1e-15);
        assertEquals(
                Math.log(10 / 3.0), LogSumExp.mean(Math.log(2), Math.log(3), Math.log(5)), 1e-15);
    }

    @Test
    void largeAndSmallValuesNeitherOverflowNorUnderflow() {
        assertEquals(1000 + Math.log(2), LogSumExp.of(1000, 1000), 1e-12);
        assertEquals(-1000 + Math.log(2), LogSumExp.of(-1000, -1000), 1e-12);
        assertEquals(1e300, LogSumExp.of(1e300, -1e300));
    }

    @Test
    void infinitiesAreZerosAndInfinities() {
        assertEquals(-INFINITY, LogSumExp.of());
        assertEquals(-INFINITY, LogSumExp.of(-INFINITY, -INFINITY));
        assertEquals(2.5, LogSumExp.of(-INFINITY, 2.5));
        assertEquals(INFINITY, LogSumExp.of(INFINITY, 3));
        assertEquals(INFINITY, LogSumExp.of(INFINITY, -INFINITY));
        assertEquals(-INFINITY, LogSumExp.mean(-INFINITY));
    }

    @Test
    void nanIsPassedOnAndTheMeanOfNothingRefused() {
        assertTrue(Double.isNaN(LogSumExp.of(1, Double.NaN)));
        assertTrue(Double.isNaN(LogSumExp.of(INFINITY, Double.NaN)));
        assertThrows(IllegalArgumentException.class, () -> LogSumExp.mean());
    }
}
