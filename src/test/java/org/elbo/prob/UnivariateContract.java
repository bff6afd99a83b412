package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every distribution on the line keeps; a subclass adds only the distribution and its points.
 */
abstract class UnivariateContract {
    /** The distribution under test. */
    abstract UnivariateDistribution distribution();

    /**
     * Points and expected log densities from a script beside the tests, or by hand: {x, log p(x)}.
     */
    abstract double[][] logDensities();

    /** Relative accuracy of integrals; singular densities allow less. */
    double tolerance() {
        return 1e-10;
    }

    /** How many samples are tested; fewer where sampling is slow. */
    int draws() {
        return 100_000;
    }

    @Test
    void logDensityHasTheExpectedValues() {
        for (double[] point : logDensities()) {
            assertEquals(
                    point[1],
                    distribution().logDensity(point[0]),
                    1e-12 * (1 + Math.abs(point[1])));
            assertEquals(Math.exp(point[1]), distribution().density(point[0]), 1e-12);
        }
    }

    @Test
    void boxedAndPrimitiveLogDensityAgree() {
        for (double[] point : logDensities()) {
            assertEquals(
                    distribution().logDensity(point[0]),
                    distribution().logDensity(Double.valueOf(point[0])));
        }
    }

    @Test
    void densityIntegratesToOne() {
        assertEquals(1, Quadrature.expectation(distribution(), x -> 1), tolerance());
    }

    @Test
    void meanAndVarianceAreThoseOfTheDensity() {
        UnivariateDistribution d = distribution();
        assertEquals(d.mean(), Quadrature.expectation(d, x -> x), 10 * tolerance());
        double square = Quadrature.expectation(d, x -> (x - d.mean()) * (x - d.mean()));
        assertEquals(d.variance(), square, 10 * tolerance() * (1 + d.variance()));
        assertEquals(
                d.variance(), d.standardDeviation() * d.standardDeviation(), 1e-12 * d.variance());
    }

    @Test
    void entropyIsThatOfTheDensity() {
        UnivariateDistribution d = distribution();
        double byQuadrature = Quadrature.expectation(d, x -> -d.logDensity(x));
        assertEquals(byQuadrature, d.entropy(), 30 * tolerance());
    }

    @Test
    void cumulativeIsTheIntegralOfTheDensity() {
        UnivariateDistribution d = distribution();
        for (double[] point : logDensities()) {
            double below = Quadrature.integrate(d::density, d.lower(), point[0], d.breakpoints());
            assertEquals(below, d.cumulative(point[0]), 10 * tolerance());
        }
    }

    @Test
    void cumulativeGoesFromZeroToOne() {
        assertEquals(0, distribution().cumulative(distribution().lower()), 1e-15);
        assertEquals(1, distribution().cumulative(distribution().upper()), 1e-15);
    }

    /** Three z tests at 5 standard errors: false alarms of about 2e-6, were the seed not fixed. */
    @Test
    void samplesHaveTheMeanVarianceAndEntropy() {
        UnivariateDistribution d = distribution();
        double[] x = d.samples(draws(), new Random(1));
        assertClose(d.mean(), x.clone());
        assertClose(d.variance(), map(x, v -> (v - d.mean()) * (v - d.mean())));
        assertClose(d.entropy(), map(x, v -> -d.logDensity(v)));
    }

    /** Kolmogorov-Smirnov at 2.5 / sqrt(n): false alarms of 2 exp(-12.5), about 7e-6. */
    @Test
    void samplesFollowTheCumulative() {
        double[] x = distribution().samples(draws() / 10, new Random(2));
        java.util.Arrays.sort(x);
        double greatest = 0;
        for (int i = 0; i < x.length; i++) {
            double c = distribution().cumulative(x[i]);
            greatest =
                    Math.max(
                            greatest,
                            Math.max(c - i / (double) x.length, (i + 1) / (double) x.length - c));
        }
        assertTrue(greatest < 2.5 / Math.sqrt(x.length), "distance " + greatest);
    }

    @Test
    void sameSeedGivesTheSameDraws() {
        assertArrayEquals(
                distribution().samples(10, new Random(3)),
                distribution().samples(10, new Random(3)));
    }

    @Test
    void densityIsZeroOutsideTheSupportAndNanAtNan() {
        UnivariateDistribution d = distribution();
        assertEquals(Double.NEGATIVE_INFINITY, d.logDensity(Double.NEGATIVE_INFINITY));
        assertEquals(Double.NEGATIVE_INFINITY, d.logDensity(Double.POSITIVE_INFINITY));
        assertTrue(Double.isNaN(d.logDensity(Double.NaN)));
    }

    static double[] map(double[] x, java.util.function.DoubleUnaryOperator f) {
        return java.util.Arrays.stream(x).map(f).toArray();
    }

    static void assertClose(double exact, double... draws) {
        Estimate estimate = Estimate.of(draws);
        assertTrue(
                Math.abs(estimate.standardErrorsFrom(exact)) < 5, estimate + " against " + exact);
    }
}
