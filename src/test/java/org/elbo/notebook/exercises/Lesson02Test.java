package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.elbo.prob.Gaussian;
import org.elbo.prob.Quadrature;
import org.junit.jupiter.api.Test;

/** The answers of notebook 02 against integers, quadrature and fractions. */
class Lesson02Test {
    private static double expected(int index) {
        return (Double) Lesson02.exercises().get(index).expected();
    }

    @Test
    void aGridTakesBillionsOfYears() {
        double points = Math.pow(2, 20) * 1e20;
        assertEquals(points / 1e9 / 3.156e7, expected(0), 1);
    }

    @Test
    void theRelativeVarianceIsThatOfTheIntegrals() {
        double first = moment(1);
        double variance = moment(2) / (first * first) - 1;
        assertEquals(variance * 1e4, expected(1), 1e-4);
    }

    /** {@code E[p(x|z)^power]} under the prior, at the reading 1.2. */
    private static double moment(int power) {
        return Quadrature.expectation(
                Gaussian.standard(), z -> Math.pow(Gaussian.of(z, 0.5).density(1.2), power));
    }

    @Test
    void oneHeavyWeight() {
        assertEquals(400.0 / 130, expected(2), 1e-12);
    }
}
