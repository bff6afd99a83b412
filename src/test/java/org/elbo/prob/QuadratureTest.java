package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Integrals that are known in closed form. */
class QuadratureTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void finiteRanges() {
        assertEquals(1 / 3.0, Quadrature.integrate(x -> x * x, 0, 1), 1e-15);
        assertEquals(2, Quadrature.integrate(Math::sin, 0, Math.PI), 1e-14);
        assertEquals(0, Quadrature.integrate(Math::exp, 2, 2));
        assertEquals(Math.PI / 4, Quadrature.integrate(x -> Math.sqrt(1 - x * x), 0, 1), 1e-12);
        assertEquals(
                (1 - Math.cos(500)) / 500,
                Quadrature.integrate(x -> Math.sin(500 * x), 0, 1),
                1e-13);
    }

    @Test
    void singularEndsAndKinks() {
        assertEquals(2, Quadrature.integrate(x -> 1 / Math.sqrt(x), 0, 1), 1e-11);
        assertEquals(-1, Quadrature.integrate(Math::log, 0, 1), 1e-12);
        assertEquals(
                0.5 * (0.09 + 0.49), Quadrature.integrate(x -> Math.abs(x - 0.3), 0, 1), 1e-13);
    }

    @Test
    void infiniteRanges() {
        assertEquals(1, Quadrature.integrate(x -> Math.exp(-x), 0, INFINITY), 1e-13);
        assertEquals(1, Quadrature.integrate(Math::exp, -INFINITY, 0), 1e-13);
        assertEquals(
                Math.PI, Quadrature.integrate(x -> 1 / (1 + x * x), -INFINITY, INFINITY), 1e-12);
        assertEquals(
                Math.sqrt(Math.PI),
                Quadrature.integrate(x -> Math.exp(-x * x), -INFINITY, INFINITY),
                1e-13);
        assertEquals(0.5, Quadrature.integrate(x -> Math.pow(x, -3), 1, INFINITY), 1e-13);
    }

    @Test
    void narrowPeakFarAwayIsFoundByItsBreakpoints() {
        Gaussian far = Gaussian.of(12345.678, 1e-4);
        // Doubles near 12345 are 2e-12 apart, 2e-8 standard deviations.
        assertEquals(1, Quadrature.expectation(far, x -> 1), 1e-8);
        assertEquals(12345.678, Quadrature.expectation(far, x -> x), 1e-8 * 12345);
    }

    @Test
    void gaussHermiteIsExactForPolynomials() {
        Gaussian q = Gaussian.of(1.5, 2);
        // E x^4 = m^4 + 6 m^2 s^2 + 3 s^4
        double fourth = Math.pow(1.5, 4) + 6 * 2.25 * 4 + 3 * 16;
        assertEquals(fourth, Quadrature.gaussHermite(q, 3, x -> x * x * x * x), 1e-11);
        assertEquals(fourth, Quadrature.expectation(q, x -> x * x * x * x), 1e-10);
        for (int n = 1; n <= 60; n++) {
            assertEquals(1.5, Quadrature.gaussHermite(q, n, x -> x), 1e-11);
        }
        assertEquals(Math.exp(1.5 + 2), Quadrature.gaussHermite(q, 40, Math::exp), 1e-10);
    }

    @Test
    void logIntegralsThatUnderflowOrOverflow() {
        assertEquals(
                -9999.4051246558619,
                Quadrature.logIntegrate(x -> -1e4 - Math.pow(x - 7, 4), -INFINITY, INFINITY),
                1e-11);
        assertEquals(
                1e5 + 0.5 * Math.log(2 * Math.PI) + Math.log(1e-5),
                Quadrature.logIntegrate(
                        x -> 1e5 + -0.5 * Math.pow((x + 321.5) / 1e-5, 2), -INFINITY, INFINITY),
                1e-6);
        assertEquals(
                -2000 - Math.log(2000), Quadrature.logIntegrate(x -> -2000 * x, 1, INFINITY), 1e-9);
        assertEquals(
                -2000 - Math.log(2000),
                Quadrature.logIntegrate(x -> 2000 * x, -INFINITY, -1),
                1e-9);
    }

    @Test
    void logIntegralOfTwoDistantPeaks() {
        Gaussian left = Gaussian.of(-50, 0.01);
        Gaussian right = Gaussian.of(80, 0.02);
        double found =
                Quadrature.logIntegrate(
                        x -> LogSumExp.of(left.logDensity(x) - 900, right.logDensity(x) - 901),
                        -INFINITY,
                        INFINITY);
        assertEquals(-900 + Math.log1p(Math.exp(-1)), found, 1e-10);
    }

    @Test
    void logIntegralOfZeroIsMinusInfinity() {
        assertEquals(-INFINITY, Quadrature.logIntegrate(x -> -INFINITY, 0, 1));
        assertEquals(
                Math.log(0.25), Quadrature.logIntegrate(x -> x < 0.25 ? 0 : -INFINITY, 0, 1), 1e-6);
    }

    @Test
    void whatCannotBeIntegratedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Quadrature.integrate(x -> x, 1, 0));
        assertThrows(
                IllegalArgumentException.class, () -> Quadrature.integrate(x -> x, Double.NaN, 0));
        assertThrows(
                IllegalArgumentException.class, () -> Quadrature.integrate(x -> Double.NaN, 0, 1));
        assertThrows(IllegalStateException.class, () -> Quadrature.integrate(x -> 1 / x, 0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Quadrature.logIntegrate(x -> Double.NaN, 0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Quadrature.gaussHermite(Gaussian.standard(), 61, x -> x));
    }
}
