package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The answers of notebook 05 against sums and closed forms written out by hand. */
class Lesson05Test {
    private static double expected(int index) {
        return (Double) Lesson05.exercises().get(index).expected();
    }

    @Test
    void theGapOfThePrior() {
        double logEvidence = Math.log(0.5 / 4 + 0.3 / 6 + 0.2 / 20);
        double bound = 0.5 * Math.log(1 / 4.0) + 0.3 * Math.log(1 / 6.0) + 0.2 * Math.log(1 / 20.0);
        assertEquals(logEvidence - bound, expected(0), 1e-12);
    }

    @Test
    void theBoundOfThePrior() {
        double bound = -0.5 * Math.log(2 * Math.PI * 0.25) - (1.2 * 1.2 + 1) / (2 * 0.25);
        assertEquals(bound, expected(1), 1e-12);
    }

    @Test
    void theGapOfOneHumpAmongFive() {
        assertEquals(Math.log(5), expected(2), 1e-12);
    }
}
