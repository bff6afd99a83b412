package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MultivariateTest {
    @Nested
    class Full extends MultivariateContract {
        @Override
        MultivariateGaussian distribution() {
            return MultivariateGaussian.of(
                    new double[] {1, -0.5}, new double[][] {{2, 0.6}, {0.6, 0.5}});
        }

        @Override
        double[][] logDensities() {
            return new double[][] {
                {0, 0, -2.8647335150951357},
                {1, -1, -2.0053585150951357},
                {-3, 2, -27.005358515095136}
            };
        }
    }

    @Nested
    class Diagonal extends MultivariateContract {
        @Override
        DiagonalGaussian distribution() {
            return DiagonalGaussian.of(new double[] {1, -0.5}, new double[] {0.4, -1.4});
        }

        @Override
        double[][] logDensities() {
            return new double[][] {
                {0, 0, -2.1799370852827495},
                {1, -1, -1.8447770622649298},
                {-3, 2, -19.372937331084068}
            };
        }
    }

    @Test
    void diagonalAgreesWithItsFullForm() {
        DiagonalGaussian d = DiagonalGaussian.of(new double[] {1, 2, 3}, new double[] {-9, 0, 4});
        MultivariateGaussian full = d.toMultivariate();
        double[] x = {1.01, 0.3, -5};
        assertEquals(d.logDensity(x), full.logDensity(x), 1e-11);
        assertEquals(d.entropy(), full.entropy(), 1e-13);
        assertArrayEquals(d.variance(), new double[] {Math.exp(-9), 1, Math.exp(4)}, 1e-14);
        assertEquals(
                d.marginal(2).standardDeviation(), full.marginal(2).standardDeviation(), 1e-14);
    }

    @Test
    void tinyVariancesAreNotTakenForSingular() {
        MultivariateGaussian g =
                MultivariateGaussian.of(new double[2], new double[][] {{1e-14, 0}, {0, 1e-14}});
        assertEquals(2 * Math.log(1e-14), g.logDeterminant(), 1e-12);
    }
}
