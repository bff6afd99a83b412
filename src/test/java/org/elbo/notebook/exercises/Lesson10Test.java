package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The answers of notebook 10 by hand. */
class Lesson10Test {
    private static double expected(int index) {
        return (Double) Lesson10.exercises().get(index).expected();
    }

    /** C = I - u u' / 6 = ((1/3, -1/3), (-1/3, 5/6)). */
    @Test
    void theCorrelation() {
        assertEquals(-1 / 3.0 / Math.sqrt(5 / 18.0), expected(0), 1e-12);
    }

    /** The precision ((10, 9), (9, 10)) has determinant 19. */
    @Test
    void theLossOfADiagonalPosterior() {
        assertEquals(0.5 * Math.log(100 / 19.0), expected(1), 1e-10);
    }

    /** E[z1 z2] = -a b / (1 + a^2 + b^2), differentiated for a at a = b = 1. */
    @Test
    void theDerivativeForTheFirstEntry() {
        double h = 1e-6;
        double up = -(1 + h) / (1 + (1 + h) * (1 + h) + 1);
        double down = -(1 - h) / (1 + (1 - h) * (1 - h) + 1);
        assertEquals((up - down) / (2 * h), expected(2), 1e-9);
    }
}
