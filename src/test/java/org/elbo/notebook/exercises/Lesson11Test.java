package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The answers of notebook 11 by hand. */
class Lesson11Test {
    private static double expected(int index) {
        return (Double) Lesson11.exercises().get(index).expected();
    }

    /** 50 + 26 + 27 nats, less (1/2 + 1/4 2 + 1/4 2) log 2. */
    @Test
    void theUnlabelledBound() {
        assertEquals(103 - 1.5 * Math.log(2), expected(0), 1e-12);
    }

    @Test
    void theBestClassifier() {
        assertEquals(1 / (1 + Math.exp(-2) + Math.exp(-3)), expected(1), 1e-12);
    }

    /** Mean -1, deviation 51. */
    @Test
    void theDrawsOfAScoreFunction() {
        assertEquals(51 * 51, expected(2), 1e-9);
    }
}
