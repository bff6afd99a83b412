package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The answers of notebook 12 by plain arithmetic. */
class Lesson12Test {
    private static double expected(int index) {
        return (Double) Lesson12.exercises().get(index).expected();
    }

    @Test
    void atThisBetaBothTrainingsCostTheSame() {
        double beta = expected(0);
        assertEquals(6 + beta * 7.5, 16 + beta * 5, 1e-12);
    }

    @Test
    void theGapIsTheMeanOfTwoDifferencesOverEntropies() {
        double expected = ((1.2 - 0.3) / Math.log(8) + (0.9 - 0.6) / Math.log(4)) / 2;
        assertEquals(expected, expected(1), 1e-12);
    }

    @Test
    void aTurnOfThirtyDegreesHalvesTheScore() {
        assertEquals(Math.cos(Math.PI / 3), expected(2), 1e-12);
    }
}
