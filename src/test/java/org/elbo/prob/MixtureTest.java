package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MixtureTest {
    private static final GaussianMixture TWO =
            GaussianMixture.of(new double[] {0.3, 0.7}, Gaussian.of(-2, 0.5), Gaussian.of(3, 1));
    private static final double[][] POINTS = {
        {-2, -1.4297598092180808}, {0, -5.7500593123763571}, {3, -1.2756134771434051}
    };

    @Nested
    class OnTheLine extends UnivariateContract {
        @Override
        GaussianMixture distribution() {
            return TWO;
        }

        @Override
        double[][] logDensities() {
            return POINTS;
        }
    }

    /** The same density, known up to a factor of exp(-500) only. */
    @Nested
    class Numeric extends UnivariateContract {
        private static final NumericDistribution NUMERIC =
                NumericDistribution.of(
                        x -> TWO.logDensity(x) - 500,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY);

        @Override
        NumericDistribution distribution() {
            return NUMERIC;
        }

        @Override
        double[][] logDensities() {
            return POINTS;
        }

        @Override
        int draws() {
            return 5_000;
        }

        @Test
        void normaliserIsTheFactor() {
            assertEquals(-500, NUMERIC.logNormaliser(), 1e-11);
            assertEquals(TWO.mean(), NUMERIC.mean(), 1e-11);
            assertEquals(TWO.variance(), NUMERIC.variance(), 1e-10);
        }
    }

    @Test
    void mixtureOfVectorsAddsItsComponents() {
        DiagonalGaussian a = DiagonalGaussian.standard(2);
        DiagonalGaussian b = DiagonalGaussian.of(new double[] {3, 3}, new double[] {-1, 1});
        Mixture<double[]> mixture = Mixture.of(new double[] {0.25, 0.75}, List.of(a, b));
        double[] x = {1, 2};
        double expected = 0.25 * Math.exp(a.logDensity(x)) + 0.75 * Math.exp(b.logDensity(x));
        assertEquals(Math.log(expected), mixture.logDensity(x), 1e-13);
        double first = 0.25 * Math.exp(a.logDensity(x)) / expected;
        assertArrayEquals(
                new double[] {first, 1 - first},
                mixture.responsibilities(x).probabilities(),
                1e-13);
    }

    /** At 5 standard errors: false alarms of 6e-7 each, were the seed not fixed. */
    @Test
    void mixtureOfVectorsDrawsFromItsComponents() {
        DiagonalGaussian far = DiagonalGaussian.of(new double[] {100}, new double[] {0});
        Mixture<double[]> mixture =
                Mixture.of(new double[] {0.25, 0.75}, List.of(DiagonalGaussian.standard(1), far));
        Random rng = new Random(1);
        Estimate share = Estimate.of(20_000, () -> mixture.sample(rng)[0] > 50 ? 1 : 0);
        assertEquals(0.75, share.value(), 5 * share.standardError());
    }

    @Test
    void farFromAllPeaksTheLogarithmStaysFinite() {
        assertEquals(Math.log(0.7) + Gaussian.of(3, 1).logDensity(1e4), TWO.logDensity(1e4), 1e-6);
    }
}
