package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The answers of notebook 06 against moments, a search and a closed form. */
class Lesson06Test {
    private static double expected(int index) {
        return (Double) Lesson06.exercises().get(index).expected();
    }

    /** E[(1 + e)^3 e^2] = E[e^2] + 3 E[e^4] = 1 + 9. */
    @Test
    void theBestBaselineOfACube() {
        assertEquals(10, expected(0), 1e-9);
    }

    @Test
    void theSlidesSamplerSettlesWhereItsObjectiveIsLargest() {
        double v = expected(1);
        assertTrue(objective(v) > objective(v - 1e-3) && objective(v) > objective(v + 1e-3));
        assertTrue(v > 0.2, "wider than the exact posterior, whose variance is 0.2");
    }

    private static double objective(double v) {
        return -v * v / (2 * 0.25) - 0.5 * (v - Math.log(v));
    }

    /** E[cos z] = exp(-variance / 2) at mean 0, differentiated for the variance 4. */
    @Test
    void thePriceOfACosine() {
        assertEquals(-0.5 * Math.exp(-2), expected(2), 1e-9);
    }
}
