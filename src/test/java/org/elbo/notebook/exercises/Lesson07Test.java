package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The answers of notebook 07 against a difference quotient and closed forms. */
class Lesson07Test {
    private static double expected(int index) {
        return (Double) Lesson07.exercises().get(index).expected();
    }

    @Test
    void theDerivativeIsADifferenceQuotient() {
        double h = 1e-5;
        double up = Math.tanh(0.2 - 2 * (-0.6 + h) - 0.2);
        double down = Math.tanh(0.2 - 2 * (-0.6 - h) - 0.2);
        assertEquals((up - down) / (2 * h), expected(0), 1e-8);
    }

    @Test
    void theErrorIsTheSumOfTheSmallEigenvalues() {
        assertEquals(2.0, expected(1), 1e-12);
    }

    @Test
    void theLikelihoodHasItsConstant() {
        assertEquals(5 + 392 * Math.log(2 * Math.PI), expected(2), 1e-9);
    }
}
