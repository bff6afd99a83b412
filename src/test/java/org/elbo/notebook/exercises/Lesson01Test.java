package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The answers of notebook 01 against Bayes' rule written out by hand. */
class Lesson01Test {
    private static double expected(int index) {
        return (Double) Lesson01.exercises().get(index).expected();
    }

    @Test
    void twoRollsOfTheSameDie() {
        double four = 0.5 / (4 * 4);
        assertEquals(four / (four + 0.3 / (6 * 6) + 0.2 / (20 * 20)), expected(0), 1e-12);
    }

    @Test
    void theReadingIsPulledTowardsThePriorMean() {
        double precisions = 1 / (2.0 * 2.0) + 1 / (1.0 * 1.0);
        assertEquals((20 / 4.0 + 23) / precisions, expected(1), 1e-10);
    }

    @Test
    void precisionsAdd() {
        assertEquals(1 / Math.sqrt(1 / 4.0 + 1 + 1), expected(2), 1e-10);
    }
}
