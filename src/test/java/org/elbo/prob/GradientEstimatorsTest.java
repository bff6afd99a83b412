package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class GradientEstimatorsTest {
    private static final Gaussian Q = Gaussian.of(0.7, 1.3);
    private static final int DRAWS = 100_000;
    private static final DoubleUnaryOperator F = z -> 1 - 2 * z + 0.5 * z * z + 0.25 * z * z * z;
    private static final DoubleUnaryOperator DF = z -> -2 + z + 0.75 * z * z;
    private static final DoubleUnaryOperator DDF = z -> 1 + 1.5 * z;
    private static final GradientEstimators.Gradient EXACT =
            GradientEstimators.exactForPolynomial(Q, 1, -2, 0.5, 0.25);

    /** E f' = -2 + m + 3/4 (m^2 + s^2), s E f'' = s (1 + 3/2 m). */
    @Test
    void polynomialByHandAndByQuadrature() {
        assertEquals(-2 + 0.7 + 0.75 * (0.49 + 1.69), EXACT.mean(), 1e-14);
        assertEquals(1.3 * (1 + 1.05), EXACT.standardDeviation(), 1e-14);
        GradientEstimators.Gradient byQuadrature = GradientEstimators.exact(Q, F);
        assertEquals(EXACT.mean(), byQuadrature.mean(), 1e-10);
        assertEquals(EXACT.standardDeviation(), byQuadrature.standardDeviation(), 1e-10);
    }

    @Test
    void exactGradientIsTheDifferenceQuotient() {
        DoubleUnaryOperator f = z -> Math.sin(z) + Math.abs(z);
        double h = 1e-4;
        double right = Quadrature.expectation(Gaussian.of(0.7 + h, 1.3), f);
        double left = Quadrature.expectation(Gaussian.of(0.7 - h, 1.3), f);
        double wide = Quadrature.expectation(Gaussian.of(0.7, 1.3 + h), f);
        double narrow = Quadrature.expectation(Gaussian.of(0.7, 1.3 - h), f);
        GradientEstimators.Gradient exact = GradientEstimators.exact(Q, f);
        assertEquals((right - left) / (2 * h), exact.mean(), 1e-7);
        assertEquals((wide - narrow) / (2 * h), exact.standardDeviation(), 1e-7);
    }

    /** Eight z tests at 5 standard errors: false alarms of 5e-6, were the seed not fixed. */
    @Test
    void allEstimatorsAreUnbiased() {
        Random rng = new Random(1);
        assertUnbiased(GradientEstimators.scoreFunction(Q, F, DRAWS, rng));
        assertUnbiased(GradientEstimators.scoreFunction(Q, F, -3, DRAWS, rng));
        assertUnbiased(GradientEstimators.reparameterized(Q, DF, DRAWS, rng));
        assertUnbiased(GradientEstimators.bonnetAndPrice(Q, DF, DDF, DRAWS, rng));
    }

    private static void assertUnbiased(GradientSamples samples) {
        UnivariateContract.assertClose(EXACT.mean(), samples.mean());
        UnivariateContract.assertClose(EXACT.standardDeviation(), samples.standardDeviation());
    }

    /**
     * For f = z^2 the variances are known: with m = 0, sd = 1 score 15, reparameterised 4, Price 0.
     */
    @Test
    void variancesOfTheSquare() {
        Gaussian q = Gaussian.standard();
        Random rng = new Random(2);
        GradientSamples score = GradientEstimators.scoreFunction(q, z -> z * z, DRAWS, rng);
        GradientSamples path = GradientEstimators.reparameterized(q, z -> 2 * z, DRAWS, rng);
        GradientSamples price =
                GradientEstimators.bonnetAndPrice(q, z -> 2 * z, z -> 2, DRAWS, rng);
        // E z^6 = 15; the variance of z^6 is 10395 - 225, so 5 standard errors are 1.6.
        assertEquals(15, score.meanVariance(), 1.6);
        assertEquals(4, path.meanVariance(), 5 * 4 * Math.sqrt(2.0 / DRAWS));
        assertEquals(0, price.standardDeviationVariance(), 1e-20);
    }

    @Test
    void bestBaselineLowersTheVarianceMost() {
        DoubleUnaryOperator f = z -> 100 + z * z;
        double best = GradientEstimators.bestBaseline(Gaussian.standard(), f);
        assertEquals(103, best, 1e-10);
        double with = variance(f, best);
        assertTrue(with < variance(f, 0) / 100);
        assertTrue(with < variance(f, best + 1));
        assertTrue(with < variance(f, best - 1));
    }

    private static double variance(DoubleUnaryOperator f, double baseline) {
        return GradientEstimators.scoreFunction(
                        Gaussian.standard(), f, baseline, DRAWS, new Random(3))
                .meanVariance();
    }

    @Test
    void badArgumentsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> GradientEstimators.reparameterized(Q, DF, 0, new Random(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> GradientEstimators.scoreFunction(Q, F, Double.NaN, 10, new Random(1)));
    }
}
