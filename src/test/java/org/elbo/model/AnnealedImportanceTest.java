package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.elbo.prob.Estimate;
import org.elbo.prob.LatentModel;
import org.elbo.prob.LinearGaussianModel;
import org.elbo.prob.MultivariateGaussian;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A linear-Gaussian model, in which log p(x) and exact draws from the posterior are known. Each
 * comparison is at 4.5 standard errors or more: a false alarm in 1.5e5 seeds.
 */
class AnnealedImportanceTest {
    private static final double[][] W = {{1.5, -0.4}, {0.3, 0.8}, {-0.5, 2}};
    private static final double[] B = {0.1, -0.2, 0.3};
    private static final double S = 0.4;
    private static final LinearGaussianModel EXACT = LinearVaeModels.exact(W, B, S);
    private static final Vae VAE = LinearVaeModels.vae(W, B, S);
    private static final double[] X = {0.8, -0.1, 1.4};

    private static INDArray repeated(double[] x, int rows) {
        return Nd4j.create(x).reshape(1, x.length).repeat(0, rows);
    }

    private static INDArray draws(MultivariateGaussian posterior, int rows, RandomGenerator rng) {
        double[][] z = new double[rows][];
        Arrays.setAll(z, i -> posterior.sample(rng));
        return Nd4j.create(z);
    }

    private static void within(Estimate estimate, double exact) {
        String message = estimate + ", exact " + exact;
        assertTrue(Math.abs(estimate.standardErrorsFrom(exact)) < 4.5, message);
    }

    /**
     * The identities behind both bounds: E[w] = p(x) and E[1/w] = 1/p(x), with so few temperatures
     * that the weights differ.
     */
    @Test
    void forwardAndBackwardWeightsHaveTheRightMeans() {
        SplittableRandom rng = new SplittableRandom(1);
        double[][] w = {{0.8, -0.3}, {0.2, 0.6}, {-0.5, 0.7}};
        LinearGaussianModel exact = LinearVaeModels.exact(w, B, 0.8);
        AnnealedImportance ais =
                AnnealedImportance.of(LinearVaeModels.vae(w, B, 0.8))
                        .temperatures(6)
                        .leapfrogSteps(3);
        INDArray x = repeated(X, 16_000);
        double[][] stepSizes = ais.tune(x, rng);
        double logEvidence = exact.logEvidence(X);
        Estimate forward = ratios(ais.forward(x, stepSizes, rng), logEvidence, 1);
        within(forward, 1);
        assertTrue(forward.standardError() * Math.sqrt(16_000) > 0.2, "weights differ: " + forward);
        INDArray z = draws(exact.posterior(X), 16_000, rng);
        within(ratios(ais.backward(x, z, stepSizes, rng), logEvidence, -1), 1);
    }

    private static Estimate ratios(double[] logWeights, double logEvidence, int sign) {
        double[] ratios = new double[logWeights.length];
        Arrays.setAll(ratios, i -> Math.exp(sign * (logWeights[i] - logEvidence)));
        return Estimate.of(ratios);
    }

    /** Mean and covariance after moves from the prior, and from the posterior, under beta = 1. */
    @Test
    void chainsReachThePosteriorAndStayThere() {
        SplittableRandom rng = new SplittableRandom(2);
        int rows = 3000;
        INDArray x = repeated(X, rows);
        MultivariateGaussian posterior = EXACT.posterior(X);
        double[] stepSizes = new double[rows];
        Arrays.fill(stepSizes, 0.15);
        float[] exact = draws(posterior, rows, rng).dup('c').data().asFloat();
        for (float[] start : new float[][] {Networks.noise(rows * 2, rng), exact}) {
            HamiltonianChains chains = new HamiltonianChains(VAE, x, start, rng);
            for (int i = 0; i < 25; i++) {
                chains.move(1, stepSizes, 4);
            }
            float[] z = chains.places();
            for (int d = 0; d < 2; d++) {
                for (int e = 0; e <= d; e++) {
                    moments(z, d, e, posterior);
                }
            }
        }
    }

    private static void moments(float[] z, int d, int e, MultivariateGaussian posterior) {
        double[] values = new double[z.length / 2];
        Arrays.setAll(values, i -> z[2 * i + d]);
        within(Estimate.of(values), posterior.mean()[d]);
        double[] products = new double[z.length / 2];
        Arrays.setAll(
                products,
                i -> (z[2 * i + d] - posterior.mean()[d]) * (z[2 * i + e] - posterior.mean()[e]));
        within(Estimate.of(products), posterior.covariance()[d][e]);
    }

    @Test
    void theTruthIsBetweenTheBoundsAndMoreTemperaturesBringThemTogether() {
        SplittableRandom rng = new SplittableRandom(3);
        int rows = 60;
        double[][] x = new double[rows][];
        double[][] z = new double[rows][];
        double[] logEvidence = new double[rows];
        for (int i = 0; i < rows; i++) {
            LatentModel.Draw<double[], double[]> draw = EXACT.sample(rng);
            x[i] = draw.x();
            z[i] = draw.z();
            logEvidence[i] = EXACT.logEvidence(x[i]);
        }
        Bracket few = bracket(x, z, 10, rng);
        Bracket many = bracket(x, z, 400, rng);
        for (Bracket bracket : new Bracket[] {few, many}) {
            Estimate below = differences(logEvidence, bracket.lower());
            Estimate above = differences(bracket.upper(), logEvidence);
            String message = "below by " + below + ", above by " + above;
            assertTrue(below.standardErrorsFrom(0) > -4.5, message);
            assertTrue(above.standardErrorsFrom(0) > -4.5, message);
            assertEquals(below.value() + above.value(), bracket.gap().value(), 1e-9);
        }
        assertTrue(few.gap().standardErrorsFrom(0) > 5, few.toString());
        assertTrue(many.gap().value() < 0.1, many.toString());
        assertTrue(few.gap().value() > 5 * many.gap().value(), few + ", " + many);
    }

    private static Bracket bracket(
            double[][] x, double[][] z, int temperatures, RandomGenerator rng) {
        return AnnealedImportance.of(VAE)
                .temperatures(temperatures)
                .chains(4)
                .leapfrogSteps(4)
                .bracket(Nd4j.create(x), Nd4j.create(z), rng);
    }

    private static Estimate differences(double[] a, double[] b) {
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        return Estimate.of(differences);
    }

    /** With more data than go together, each datum keeps its own bound. */
    @Test
    void manyDataComeInGroups() {
        double[] lower =
                AnnealedImportance.of(VAE)
                        .temperatures(40)
                        .leapfrogSteps(3)
                        .chains(400)
                        .lower(
                                Nd4j.vstack(repeated(X, 3), repeated(B, 2)),
                                new SplittableRandom(4));
        assertTrue(EXACT.logEvidence(B) > EXACT.logEvidence(X) + 1);
        for (int i = 0; i < 5; i++) {
            assertEquals(EXACT.logEvidence(i < 3 ? X : B), lower[i], 0.5);
        }
    }

    @Test
    void refusesWhatDoesNotFitAndEndsWhenInterrupted() {
        AnnealedImportance ais = AnnealedImportance.of(VAE).temperatures(3).chains(2);
        SplittableRandom rng = new SplittableRandom(5);
        INDArray x = repeated(X, 2);
        assertThrows(IllegalArgumentException.class, () -> ais.temperatures(0));
        assertThrows(IllegalArgumentException.class, () -> ais.chains(-1));
        assertThrows(IllegalArgumentException.class, () -> ais.leapfrogSteps(0));
        assertThrows(IllegalArgumentException.class, () -> ais.lower(Nd4j.zeros(2, 4), rng));
        assertThrows(IllegalArgumentException.class, () -> ais.bracket(x, Nd4j.zeros(2, 3), rng));
        assertThrows(IllegalArgumentException.class, () -> ais.bracket(x, Nd4j.zeros(3, 2), rng));
        assertThrows(
                IllegalArgumentException.class, () -> new Bracket(new double[0], new double[0]));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> ais.lower(x, rng));
    }
}
