package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The answers of notebook 13 by hand. */
class Lesson13Test {
    private static double expected(int index) {
        return (Double) Lesson13.exercises().get(index).expected();
    }

    /** 26 nats for 4 + 1 + 7 + 1 tokens. */
    @Test
    void thePerplexity() {
        assertEquals(Math.exp(2), expected(0), 1e-12);
    }

    /** Half of the sentences have a cat and tell the number, whose entropy is that of 3 : 1. */
    @Test
    void theInformation() {
        double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        assertEquals(entropy / 2, expected(1), 1e-12);
    }

    /** The bound, -11.25 - 1.85 = -13.1, against -12.5. */
    @Test
    void theGap() {
        assertEquals(0.6, expected(2), 1e-12);
    }
}
