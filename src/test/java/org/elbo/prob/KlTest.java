package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KlTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void gaussiansByHandAndByQuadrature() {
        Gaussian q = Gaussian.of(1, 0.5);
        Gaussian p = Gaussian.of(-0.5, 2);
        assertEquals(Math.log(4) + (0.25 + 2.25) / 8 - 0.5, Kl.divergence(q, p), 1e-15);
        Random rng = new Random(1);
        for (int i = 0; i < 200; i++) {
            Gaussian a = Gaussian.of(3 * rng.nextGaussian(), Math.exp(rng.nextGaussian()));
            Gaussian b = Gaussian.of(3 * rng.nextGaussian(), Math.exp(rng.nextGaussian()));
            double exact = Kl.divergence(a, b);
            assertEquals(exact, Kl.byQuadrature(a, b), 1e-10 * (1 + exact));
            assertTrue(exact >= 0);
        }
    }

    @Test
    void ofADistributionFromItselfIsZero() {
        assertEquals(0, Kl.divergence(Gaussian.of(3, 7), Gaussian.of(3, 7)));
        assertEquals(0, Kl.divergence(Beta.of(3, 7), Beta.of(3, 7)));
        assertEquals(0, Kl.divergence(Bernoulli.of(0), Bernoulli.of(0)));
        assertEquals(0, Kl.divergence(Categorical.of(0.5, 0, 0.5), Categorical.of(0.5, 0, 0.5)));
    }

    @Test
    void betasByQuadratureAndMpmath() {
        assertEquals(0.73786920853877958, Kl.divergence(Beta.of(2, 3.5), Beta.of(1, 0.5)), 1e-13);
        double[] shapes = {0.7, 1, 2.5, 30};
        for (double a : shapes) {
            for (double b : shapes) {
                Beta q = Beta.of(a, b);
                Beta p = Beta.of(b + 0.5, a);
                assertEquals(
                        Kl.byQuadrature(q, p),
                        Kl.divergence(q, p),
                        1e-8 * (1 + Kl.divergence(q, p)));
            }
        }
    }

    /** The integrand is nothing but rounding. */
    @Test
    void byQuadratureOfADistributionFromItselfIsZero() {
        UnivariateDistribution twin = Beta.of(3, 7);
        assertEquals(0, Kl.byQuadrature(Beta.of(3, 7), twin), 1e-14);
        assertEquals(0, Kl.byQuadrature(Gaussian.of(0.1 + 0.2, 1), Gaussian.of(0.3, 1)), 1e-14);
    }

    @Test
    void coinsAndDiceByHand() {
        double expected = 0.3 * Math.log(0.3 / 0.6) + 0.7 * Math.log(0.7 / 0.4);
        assertEquals(expected, Kl.divergence(Bernoulli.of(0.3), Bernoulli.of(0.6)), 1e-15);
        assertEquals(expected, Kl.divergence(Categorical.of(0.7, 0.3), Bernoulli.of(0.6)), 1e-15);
        assertEquals(Math.log(2), Kl.divergence(Bernoulli.of(1), Bernoulli.of(0.5)), 1e-15);
    }

    @Test
    void massWhereTheOtherHasNoneIsInfinite() {
        assertEquals(INFINITY, Kl.divergence(Bernoulli.of(0.5), Bernoulli.of(1)));
        assertEquals(
                INFINITY, Kl.divergence(Categorical.of(0.5, 0.5, 0), Categorical.of(0.5, 0, 0.5)));
        assertEquals(INFINITY, Kl.byQuadrature(Gaussian.of(0.5, 0.1), Beta.of(2, 2)));
        assertEquals(
                INFINITY,
                Kl.bySampling(Gaussian.standard(), Beta.of(2, 2), 100, new Random(1)).value());
        // The other way round it is finite: E_q log q - E_q log N = -entropy + cross entropy.
        double cross = 0.5 * Math.log(2 * Math.PI) + 0.5 * (0.25 + 0.05);
        assertEquals(
                cross - Beta.of(2, 2).entropy(),
                Kl.byQuadrature(Beta.of(2, 2), Gaussian.standard()),
                1e-10);
    }

    /** The general formula, the sum over dimensions and the autoencoder's special case are one. */
    @Test
    void multivariateFormulasAgree() {
        DiagonalGaussian q =
                DiagonalGaussian.of(new double[] {1, -2, 0.3}, new double[] {-1, 0.5, -3});
        DiagonalGaussian p =
                DiagonalGaussian.of(new double[] {0, 1, 0.5}, new double[] {0.3, -0.5, 1});
        DiagonalGaussian standard = DiagonalGaussian.standard(3);
        assertEquals(
                Kl.divergence(q.toMultivariate(), p.toMultivariate()), Kl.divergence(q, p), 1e-12);
        assertEquals(Kl.divergence(q, standard), Kl.toStandard(q), 1e-13);
        assertEquals(
                Kl.divergence(q.toMultivariate(), standard.toMultivariate()),
                Kl.toStandard(q),
                1e-13);
    }

    /** An invertible linear map of the space leaves the divergence as it is. */
    @Test
    void fullCovarianceIsInvariantUnderLinearMaps() {
        MultivariateGaussian q = mapped(new double[] {1, 2}, new double[] {0.5, 3});
        MultivariateGaussian p = mapped(new double[] {-1, 0}, new double[] {2, 1});
        double expected =
                Kl.divergence(Gaussian.of(1, Math.sqrt(0.5)), Gaussian.of(-1, Math.sqrt(2)))
                        + Kl.divergence(Gaussian.of(2, Math.sqrt(3)), Gaussian.of(0, 1));
        assertEquals(expected, Kl.divergence(q, p), 1e-12);
    }

    /** The image of independent Gaussians under [[2, 1], [0.5, -1]]. */
    private static MultivariateGaussian mapped(double[] m, double[] v) {
        double off = v[0] - v[1];
        return MultivariateGaussian.of(
                new double[] {2 * m[0] + m[1], 0.5 * m[0] - m[1]},
                new double[][] {{4 * v[0] + v[1], off}, {off, 0.25 * v[0] + v[1]}});
    }

    /** At 5 standard errors: false alarms of 6e-7, were the seed not fixed. */
    @Test
    void samplingAgreesWithTheClosedForms() {
        Random rng = new Random(1);
        Gaussian a = Gaussian.of(0, 1);
        Gaussian b = Gaussian.of(1, 2);
        assertNear(Kl.divergence(a, b), Kl.bySampling(a, b, 100_000, rng));
        assertNear(
                Kl.divergence(Beta.of(2, 3), Beta.of(1, 1)),
                Kl.bySampling(Beta.of(2, 3), Beta.of(1, 1), 100_000, rng));
        assertNear(
                Kl.divergence(Bernoulli.of(0.2), Bernoulli.of(0.5)),
                Kl.bySampling(Bernoulli.of(0.2), Bernoulli.of(0.5), 100_000, rng));
        MultivariateGaussian q = mapped(new double[] {1, 2}, new double[] {0.5, 3});
        MultivariateGaussian p = mapped(new double[] {0, 1}, new double[] {2, 1});
        assertNear(Kl.divergence(q, p), Kl.bySampling(q, p, 100_000, rng));
    }

    private static void assertNear(double exact, Estimate estimate) {
        assertTrue(
                Math.abs(estimate.standardErrorsFrom(exact)) < 5, estimate + " against " + exact);
    }

    @Test
    void differentSizesAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Kl.divergence(Categorical.uniform(2), Categorical.uniform(3)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Kl.divergence(DiagonalGaussian.standard(2), DiagonalGaussian.standard(3)));
    }
}
