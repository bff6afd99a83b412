package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The answers of notebook 14 by plain arithmetic. */
class Lesson14Test {
    private static double expected(int index) {
        return (Double) Lesson14.exercises().get(index).expected();
    }

    @Test
    void theFeaturesToCome() {
        double sum = 0;
        for (int n = 11; n <= 100; n++) {
            sum += 3.0 / n;
        }
        assertEquals(sum, expected(0), 1e-12);
    }

    /** Two of Poisson(1.5) features, both taken again, one of Poisson(0.75). */
    @Test
    void theMatrixObjectByObject() {
        double first = 1.5 * 1.5 / 2 * Math.exp(-1.5);
        double second = 0.25 * 0.75 * Math.exp(-0.75);
        assertEquals(first * second, expected(1), 1e-12);
    }

    @Test
    void theStick() {
        assertEquals(2 * -3 / 8.0 + Math.log(4) - 1 + 0.5, expected(2), 1e-12);
    }

    /** Within 1.5 standard deviations; the number is from a table of the normal distribution. */
    @Test
    void theOracle() {
        assertEquals(0.86638560, expected(3), 1e-8);
    }
}
