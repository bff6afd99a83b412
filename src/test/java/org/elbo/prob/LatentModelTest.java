package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LatentModelTest {
    /**
     * An illness of 1 %, a test that finds 95 % of it and errs in 10 %: by hand 0.0095 / 0.1085.
     */
    private static final DiscreteModel ILLNESS =
            DiscreteModel.of(new double[] {0.99, 0.01}, new double[][] {{0.9, 0.1}, {0.05, 0.95}});

    @Test
    void illnessByHand() {
        assertEquals(Math.log(0.1085), ILLNESS.logEvidence(1), 1e-14);
        assertEquals(0.0095 / 0.1085, ILLNESS.posterior(1).probability(1), 1e-14);
        assertEquals(Math.log(0.99 * 0.1), ILLNESS.logJoint(1, 0), 1e-14);
    }

    /** The counts at 5 standard errors: false alarms of 6e-7 each, were the seed not fixed. */
    @Test
    void ancestralSamplesHaveTheJointDistribution() {
        Random rng = new Random(1);
        Estimate both =
                Estimate.of(
                        100_000,
                        () -> {
                            LatentModel.Draw<Integer, Integer> draw = ILLNESS.sample(rng);
                            return draw.z() == 1 && draw.x() == 1 ? 1 : 0;
                        });
        assertEquals(0.0095, both.value(), 5 * both.standardError());
        LinearGaussianModel linear =
                LinearGaussianModel.of(new double[][] {{2}}, new double[] {1}, 0.5);
        Estimate square = Estimate.of(100_000, () -> Math.pow(linear.sample(rng).x()[0] - 1, 2));
        assertEquals(4.25, square.value(), 5 * square.standardError());
    }

    /** With one datum and one latent number: variance 1 / (1 + w^2 / s^2). */
    @Test
    void linearGaussianOnTheLineByHand() {
        LinearGaussianModel model =
                LinearGaussianModel.of(new double[][] {{2}}, new double[] {1}, 0.5);
        double[] x = {2.2};
        assertEquals(Gaussian.of(1, Math.sqrt(4.25)).logDensity(2.2), model.logEvidence(x), 1e-14);
        assertEquals(1 / 17.0, model.posterior(x).covariance()[0][0], 1e-15);
        assertEquals(2 * 1.2 / 0.25 / 17, model.posterior(x).mean()[0], 1e-14);
    }

    /** Bayes' rule itself: log p(x|z) + log p(z) = log p(z|x) + log p(x), whatever z. */
    @Test
    void bayesRuleHoldsInThreeDataAndTwoLatentDimensions() {
        LinearGaussianModel model =
                LinearGaussianModel.of(
                        new double[][] {{1, 2}, {-0.5, 1}, {0.3, 0}}, new double[] {1, 0, -1}, 0.7);
        Random rng = new Random(1);
        for (int i = 0; i < 100; i++) {
            double[] z = {3 * rng.nextGaussian(), 3 * rng.nextGaussian()};
            double[] x = model.sample(rng).x();
            double posterior = model.posterior(x).logDensity(z);
            assertEquals(model.logJoint(x, z), posterior + model.logEvidence(x), 1e-10);
        }
    }

    /** The same model solved twice: in closed form and by quadrature. */
    @Test
    void quadratureAgreesWithTheClosedForm() {
        LinearGaussianModel exact =
                LinearGaussianModel.of(new double[][] {{2}}, new double[] {1}, 0.05);
        QuadratureModel<Double> model =
                QuadratureModel.of(Gaussian.standard(), z -> Gaussian.of(2 * z + 1, 0.05));
        for (double x : new double[] {-30, -1, 1, 2.5, 80}) {
            double[] vector = {x};
            assertEquals(exact.logEvidence(vector), model.logEvidence(x), 1e-9);
            assertEquals(exact.posterior(vector).mean()[0], model.posterior(x).mean(), 1e-9);
            double variance = exact.posterior(vector).covariance()[0][0];
            assertEquals(variance, model.posterior(x).variance(), 1e-9);
        }
    }

    /**
     * A coin of unknown probability: the posterior after one head is Beta(a + 1, b), p(head) = a /
     * (a + b).
     */
    @Test
    void quadratureAgreesWithTheBetaPosterior() {
        QuadratureModel<Integer> model = QuadratureModel.of(Beta.of(2, 3), Bernoulli::of);
        assertEquals(Math.log(0.4), model.logEvidence(1), 1e-11);
        NumericDistribution posterior = model.posterior(1);
        for (double z : new double[] {0.01, 0.4, 0.99}) {
            assertEquals(Beta.of(3, 3).logDensity(z), posterior.logDensity(z), 1e-10);
            assertEquals(Beta.of(3, 3).cumulative(z), posterior.cumulative(z), 1e-10);
        }
    }

    @Test
    void discretePosteriorsAverageToThePrior() {
        double[] average = new double[2];
        for (int x = 0; x < 2; x++) {
            for (int z = 0; z < 2; z++) {
                average[z] +=
                        Math.exp(ILLNESS.logEvidence(x)) * ILLNESS.posterior(x).probability(z);
            }
        }
        assertArrayEquals(new double[] {0.99, 0.01}, average, 1e-15);
    }
}
