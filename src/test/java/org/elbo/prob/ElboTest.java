package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The identity log p(x) = ELBO + KL(q || p(z|x)), for q good and bad, and what follows from it. */
class ElboTest {
    private static final double TOLERANCE = 1e-10;

    @Test
    void identityHoldsIn500DiscreteModels() {
        Random rng = new Random(1);
        for (int i = 0; i < 500; i++) {
            int latent = 2 + rng.nextInt(6);
            int data = 2 + rng.nextInt(6);
            double[][] likelihood = new double[latent][];
            Arrays.setAll(likelihood, z -> random(data, rng));
            DiscreteModel model = DiscreteModel.of(random(latent, rng), likelihood);
            int x = rng.nextInt(data);
            Categorical posterior = model.posterior(x);
            Categorical q = i % 5 == 0 ? posterior : Categorical.of(random(latent, rng));
            double elbo = Elbo.of(model, x, q).value();
            double gap = Kl.divergence(q, posterior);
            assertEquals(model.logEvidence(x), elbo + gap, TOLERANCE);
            assertTrue(elbo <= model.logEvidence(x) + TOLERANCE);
        }
    }

    /** Probabilities over many orders of magnitude. */
    private static double[] random(int size, Random rng) {
        double[] logits = new double[size];
        Arrays.setAll(logits, i -> 3 * rng.nextGaussian());
        return Categorical.ofLog(logits).probabilities();
    }

    @Test
    void identityHoldsIn500LinearGaussianModels() {
        Random rng = new Random(2);
        for (int i = 0; i < 500; i++) {
            int latent = 1 + rng.nextInt(4);
            int data = 1 + rng.nextInt(4);
            LinearGaussianModel model = linear(data, latent, rng);
            double[] x = model.sample(rng).x();
            MultivariateGaussian posterior = model.posterior(x);
            MultivariateGaussian q = i % 5 == 0 ? posterior : anyGaussian(latent, rng);
            double elbo = Elbo.of(model, x, q).value();
            double gap = Kl.divergence(q, posterior);
            assertEquals(model.logEvidence(x), elbo + gap, TOLERANCE);
            assertTrue(elbo <= model.logEvidence(x) + TOLERANCE);
        }
    }

    private static LinearGaussianModel linear(int data, int latent, Random rng) {
        double[][] w = new double[data][latent];
        for (double[] row : w) {
            Arrays.setAll(row, j -> rng.nextGaussian());
        }
        double[] b = new double[data];
        Arrays.setAll(b, j -> rng.nextGaussian());
        return LinearGaussianModel.of(w, b, 0.3 + rng.nextDouble());
    }

    private static MultivariateGaussian anyGaussian(int dimension, Random rng) {
        LinearGaussianModel source = linear(dimension, dimension, rng);
        double[] mean = new double[dimension];
        Arrays.setAll(mean, j -> 2 * rng.nextGaussian());
        return MultivariateGaussian.of(mean, source.evidence().covariance());
    }

    @Test
    void diagonalAndFullFormsAgree() {
        Random rng = new Random(3);
        LinearGaussianModel model = linear(3, 2, rng);
        DiagonalGaussian q = DiagonalGaussian.of(new double[] {1, -1}, new double[] {-2, 0.5});
        double[] x = {1, 2, 3};
        Elbo diagonal = Elbo.of(model, x, q);
        Elbo full = Elbo.of(model, x, q.toMultivariate());
        assertEquals(full.value(), diagonal.value(), 1e-12);
        assertEquals(full.kl(), diagonal.kl(), 1e-12);
    }

    /** A Bernoulli likelihood has no Gaussian posterior; the identity holds all the same. */
    @Test
    void identityHoldsByQuadrature() {
        QuadratureModel<Integer> model =
                QuadratureModel.of(Gaussian.standard(), z -> Bernoulli.ofLogit(4 * z - 1));
        for (double mean : new double[] {-2, 0, 1}) {
            for (double sd : new double[] {0.1, 0.7, 2}) {
                Gaussian q = Gaussian.of(mean, sd);
                double gap = Kl.byQuadrature(q, model.posterior(1));
                assertEquals(model.logEvidence(1), Elbo.of(model, 1, q).value() + gap, 1e-9);
            }
        }
    }

    @Test
    void quadratureAgreesWithTheLinearModel() {
        LinearGaussianModel exact =
                LinearGaussianModel.of(new double[][] {{2}}, new double[] {1}, 0.5);
        QuadratureModel<Double> model =
                QuadratureModel.of(Gaussian.standard(), z -> Gaussian.of(2 * z + 1, 0.5));
        DiagonalGaussian q = DiagonalGaussian.of(new double[] {0.3}, new double[] {-1});
        Elbo expected = Elbo.of(exact, new double[] {2.0}, q);
        Elbo found = Elbo.of(model, 2.0, q.marginal(0));
        assertEquals(expected.expectedLogLikelihood(), found.expectedLogLikelihood(), 1e-10);
        assertEquals(expected.kl(), found.kl(), 1e-10);
    }

    @Test
    void massOnTheImpossibleCostsEverything() {
        DiscreteModel model =
                DiscreteModel.of(new double[] {0.5, 0.5}, new double[][] {{1, 0}, {0.5, 0.5}});
        assertEquals(Double.NEGATIVE_INFINITY, Elbo.of(model, 1, Categorical.of(0.1, 0.9)).value());
        assertEquals(Math.log(0.25), Elbo.of(model, 1, Categorical.of(0, 1)).value(), 1e-15);
        QuadratureModel<Integer> coin = QuadratureModel.of(Beta.of(1, 1), Bernoulli::of);
        assertEquals(Double.NEGATIVE_INFINITY, Elbo.of(coin, 1, Gaussian.of(0.5, 0.2)).value());
    }

    /** At 5 standard errors: false alarms of 6e-7 each, were the seed not fixed. */
    @Test
    void theLargestBoundIsAtAGaussianPosterior() {
        QuadratureModel<Double> model =
                QuadratureModel.of(Gaussian.standard(), z -> Gaussian.of(z, 0.5));
        Gaussian best = Elbo.maximize(model, 1.2, Gaussian.of(-0.3, 2));
        assertEquals(0.96, best.mean(), 1e-5);
        assertEquals(0.2, best.variance(), 1e-5);
    }

    @Test
    void twoHumpsHaveATopOnEachAndOneBetween() {
        QuadratureModel<Double> model =
                QuadratureModel.of(Gaussian.standard(), z -> Gaussian.of(z * z, 0.5));
        double[] centres = new double[3];
        double[] bounds = new double[3];
        for (int i = 0; i < 3; i++) {
            Gaussian best = Elbo.maximize(model, 1.2, Gaussian.of(0.8 * (i - 1), 0.5));
            centres[i] = best.mean();
            bounds[i] = Elbo.of(model, 1.2, best).value();
            assertStationary(best.mean(), best.variance());
        }
        assertEquals(-centres[0], centres[2], 1e-5);
        assertEquals(0, centres[1], 1e-5);
        assertEquals(bounds[0], bounds[2], 1e-9);
        assertTrue(bounds[1] < bounds[0]);
    }

    /** The bound's derivatives for mean and variance by hand, from the moments of z^2. */
    private static void assertStationary(double m, double v) {
        assertEquals(0, (4 * 1.2 * m - 4 * m * m * m - 12 * m * v) / 0.5 - m, 1e-4);
        assertEquals(0, (2 * 1.2 - 6 * m * m - 6 * v) / 0.5 - 0.5 + 0.5 / v, 1e-4);
    }

    @Test
    void aStartWithoutABoundIsRefused() {
        QuadratureModel<Double> model = QuadratureModel.of(Beta.of(2, 2), z -> Gaussian.of(z, 0.5));
        assertThrows(
                IllegalArgumentException.class,
                () -> Elbo.maximize(model, 0.3, Gaussian.standard()));
    }

    @Test
    void bothSampledFormsAgreeWithTheExactOne() {
        Random rng = new Random(4);
        LinearGaussianModel model = linear(3, 2, rng);
        double[] x = {0.5, 1, -1};
        DiagonalGaussian q = DiagonalGaussian.of(new double[] {0.5, -0.5}, new double[] {-1, -0.5});
        Elbo exact = Elbo.of(model, x, q);
        Estimate sampled = Elbo.bySampling(model, x, q, 50_000, rng);
        Estimate analytic = Elbo.bySampling(model, x, q, exact.kl(), 50_000, rng);
        assertTrue(Math.abs(sampled.standardErrorsFrom(exact.value())) < 5, sampled + " " + exact);
        assertTrue(
                Math.abs(analytic.standardErrorsFrom(exact.value())) < 5, analytic + " " + exact);
    }

    /** With the posterior for q every draw is log p(x): the bound has no variance. */
    @Test
    void thePosteriorHasNoVariance() {
        LinearGaussianModel model = linear(2, 2, new Random(5));
        double[] x = {1, 1};
        Estimate sampled = Elbo.bySampling(model, x, model.posterior(x), 100, new Random(6));
        assertEquals(model.logEvidence(x), sampled.value(), 1e-12);
        assertEquals(0, sampled.standardError(), 1e-13);
    }

    @Test
    void printsItsParts() {
        assertEquals(
                "ELBO -3.5000 = E_q[log p(x|z)] -2.0000 - KL 1.5000 nats",
                new Elbo(-2, 1.5).toString());
    }
}
