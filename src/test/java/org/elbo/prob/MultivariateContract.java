package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every two-dimensional distribution over vectors keeps; a subclass adds only points. */
abstract class MultivariateContract {
    private static final int DRAWS = 50_000;

    /** The distribution under test, in two dimensions. */
    abstract MultivariateDistribution distribution();

    /** Points and expected log densities, by hand or another engine: {x, y, log p}. */
    abstract double[][] logDensities();

    @Test
    void logDensityHasTheExpectedValues() {
        for (double[] point : logDensities()) {
            double found = distribution().logDensity(new double[] {point[0], point[1]});
            assertEquals(point[2], found, 1e-12 * (1 + Math.abs(point[2])));
        }
    }

    @Test
    void densityIntegratesToOneAndMinusItsLogToTheEntropy() {
        assertEquals(1, expectation(x -> 1), 1e-9);
        assertEquals(
                distribution().entropy(), expectation(x -> -distribution().logDensity(x)), 1e-8);
    }

    @Test
    void meanAndCovarianceAreThoseOfTheDensity() {
        double[] m = distribution().mean();
        for (int i = 0; i < 2; i++) {
            int row = i;
            assertEquals(m[i], expectation(x -> x[row]), 1e-8);
            for (int j = 0; j < 2; j++) {
                int column = j;
                double expected =
                        expectation(x -> 1 + (x[row] - m[row]) * (x[column] - m[column])) - 1;
                assertEquals(expected, distribution().covariance()[i][j], 1e-8);
            }
        }
    }

    private double expectation(java.util.function.ToDoubleFunction<double[]> f) {
        MultivariateDistribution d = distribution();
        Gaussian first = Gaussian.of(d.mean()[0], Math.sqrt(d.covariance()[0][0]));
        Gaussian second = Gaussian.of(d.mean()[1], Math.sqrt(d.covariance()[1][1]));
        return Quadrature.integrate(
                x ->
                        Quadrature.integrate(
                                y -> {
                                    double[] point = {x, y};
                                    double density = Math.exp(d.logDensity(point));
                                    return density > 0 ? density * f.applyAsDouble(point) : 0;
                                },
                                second.mean() - 9 * second.standardDeviation(),
                                second.mean() + 9 * second.standardDeviation()),
                first.mean() - 9 * first.standardDeviation(),
                first.mean() + 9 * first.standardDeviation());
    }

    /** Six z tests at 5 standard errors: false alarms of about 4e-6, were the seed not fixed. */
    @Test
    void samplesHaveTheMeanCovarianceAndEntropy() {
        MultivariateDistribution d = distribution();
        double[][] draws = new double[DRAWS][];
        Random rng = new Random(1);
        java.util.Arrays.setAll(draws, i -> d.sample(rng));
        double[] m = d.mean();
        for (int i = 0; i < 2; i++) {
            int row = i;
            assertMean(m[i], draws, x -> x[row]);
            for (int j = 0; j <= i; j++) {
                int column = j;
                assertMean(
                        d.covariance()[i][j],
                        draws,
                        x -> (x[row] - m[row]) * (x[column] - m[column]));
            }
        }
        assertMean(d.entropy(), draws, x -> -d.logDensity(x));
    }

    private static void assertMean(
            double exact, double[][] draws, java.util.function.ToDoubleFunction<double[]> f) {
        UnivariateContract.assertClose(
                exact, java.util.Arrays.stream(draws).mapToDouble(f).toArray());
    }

    @Test
    void stateCannotBeChangedThroughItsArrays() {
        MultivariateDistribution d = distribution();
        assertNotSame(d.mean(), d.mean());
        double before = d.logDensity(new double[2]);
        d.mean()[0] = 1e6;
        d.covariance()[0][0] = 1e6;
        assertEquals(before, d.logDensity(new double[2]));
        assertArrayEquals(d.sample(new Random(4)), d.sample(new Random(4)));
    }

    @Test
    void pointOfAnotherDimensionIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> distribution().logDensity(new double[] {1}));
        assertThrows(
                IllegalArgumentException.class, () -> distribution().logDensity(new double[3]));
    }
}
