package org.elbo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecadesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 30, 100, 300})
    void labelsNeverRunTogetherAndSomeAreLeft(int powers) {
        Decades decades = new Decades(Math.pow(10, -powers / 2), Math.pow(10, powers - powers / 2));
        long labels =
                IntStream.rangeClosed(-powers / 2, powers - powers / 2)
                        .filter(power -> !decades.label(Math.pow(10, power)).isBlank())
                        .count();
        assertEquals(labels, decades.labelled().count());
        assertTrue(labels >= 2 && labels <= 11, "labels: " + labels);
    }

    @Test
    void smallPowersAreNotWrittenAsZero() {
        Decades decades = new Decades(1e-18, 1e-9);
        assertEquals("1e-15", decades.label(1e-15));
        assertEquals("1e-9", decades.label(1e-9));
    }

    @Test
    void fewPowersAreNotMany() {
        assertFalse(new Decades(0.1, 1000).many());
        assertTrue(new Decades(1, 1e20).many());
    }
}
