package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.elbo.autodiff.Parameter;
import org.elbo.data.Dataset;
import org.elbo.nn.Adam;
import org.elbo.prob.Gaussian;
import org.elbo.prob.Kl;
import org.elbo.prob.Quadrature;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained VAE with one latent, whose evidence, posterior and ELBO are known by quadrature in
 * double precision, through a decoder that is written down a second time here.
 */
class VaeBoundTest {
    private static final int DATA = 4;
    private static final int HIDDEN = 6;
    private static Vae vae;
    private static Map<String, double[]> weights;

    /** Data with correlated pixels: the first two agree mostly, the last two disagree mostly. */
    @BeforeAll
    static void train() {
        SplittableRandom rng = new SplittableRandom(21);
        float[] x = new float[1000 * DATA];
        for (int i = 0; i < x.length; i += DATA) {
            x[i] = rng.nextInt(2);
            x[i + 1] = rng.nextInt(10) == 0 ? 1 - x[i] : x[i];
            x[i + 2] = rng.nextInt(4) == 0 ? 1 - x[i] : x[i];
            x[i + 3] = rng.nextInt(10) == 0 ? x[i + 2] : 1 - x[i + 2];
        }
        vae = Vae.builder(DATA).hidden(HIDDEN).latent(1).build(rng);
        Dataset data = Dataset.of(Nd4j.create(x, new long[] {1000, DATA}, 'c'));
        Trainer.of(vae, Adam.of(1e-2)).batchSize(50).epochs(30).fit(data);
        weights = new HashMap<>();
        for (Parameter p : vae.parameters()) {
            weights.put(p.name(), p.value().data().asDouble());
        }
    }

    private static double logLikelihood(double[] x, double z) {
        double[] h = new double[HIDDEN];
        for (int j = 0; j < HIDDEN; j++) {
            double sum = z * weights.get("decoder.0.weight")[j];
            h[j] = Math.tanh(sum + weights.get("decoder.0.bias")[j]);
        }
        double result = 0;
        for (int i = 0; i < DATA; i++) {
            double logit = weights.get("decoder.1.bias")[i];
            for (int j = 0; j < HIDDEN; j++) {
                logit += h[j] * weights.get("decoder.1.weight")[j * DATA + i];
            }
            result -= Math.log1p(Math.exp(x[i] == 1 ? -logit : logit));
        }
        return result;
    }

    private static double logJoint(double[] x, double z) {
        return Gaussian.standard().logDensity(z) + logLikelihood(x, z);
    }

    private static double logEvidence(double[] x) {
        double infinity = Double.POSITIVE_INFINITY;
        return Quadrature.logIntegrate(z -> logJoint(x, z), -infinity, infinity);
    }

    private static INDArray row(double[] x) {
        float[] floats = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            floats[i] = (float) x[i];
        }
        return Nd4j.create(floats, new long[] {1, x.length}, 'c');
    }

    private static Gaussian posterior(double[] x) {
        LatentGaussian q = vae.encode(row(x));
        return Gaussian.of(q.mean().getDouble(0), q.standardDeviation().getDouble(0));
    }

    private static double exactElbo(double[] x) {
        Gaussian q = posterior(x);
        double reconstruction = Quadrature.expectation(q, z -> logLikelihood(x, z));
        return reconstruction - Kl.divergence(q, Gaussian.standard());
    }

    private static double[] bits(int pattern) {
        double[] x = new double[DATA];
        for (int i = 0; i < DATA; i++) {
            x[i] = pattern >> i & 1;
        }
        return x;
    }

    @Test
    void evidencesOfAllDataSumToOne() {
        double sum = 0;
        for (int pattern = 0; pattern < 1 << DATA; pattern++) {
            sum += Math.exp(logEvidence(bits(pattern)));
        }
        assertEquals(1, sum, 1e-9);
    }

    @Test
    void theGridGivesTheSameEvidenceAndPosterior() {
        for (int pattern = 0; pattern < 1 << DATA; pattern++) {
            double[] x = bits(pattern);
            GridPosterior grid = GridPosterior.of(vae, row(x));
            assertEquals(logEvidence(x), grid.logEvidence(), 5e-6);
            assertEquals(0, grid.error(), 1e-7);
            int middle = grid.axis(0).length / 2;
            double logPosterior = logJoint(x, grid.axis(0)[middle]) - logEvidence(x);
            assertEquals(logPosterior, grid.logDensity()[0][middle], 1e-5);
        }
    }

    @Test
    void elboIsBelowTheEvidenceByTheDivergenceFromTheTruePosterior() {
        for (int pattern = 0; pattern < 1 << DATA; pattern++) {
            double[] x = bits(pattern);
            double logEvidence = logEvidence(x);
            Gaussian q = posterior(x);
            double gap =
                    Quadrature.expectation(
                            q, z -> q.logDensity(z) - (logJoint(x, z) - logEvidence));
            assertTrue(gap >= 0, "gap " + gap);
            assertEquals(logEvidence - gap, exactElbo(x), 1e-9);
        }
    }

    @Test
    void estimatedElboIsTheExactOneWithinItsStandardError() {
        SplittableRandom rng = new SplittableRandom(22);
        for (int pattern = 0; pattern < 1 << DATA; pattern++) {
            double[] x = bits(pattern);
            Bound bound = vae.elbo(row(x).repeat(0, 5000), rng);
            // 16 cases at 4.5 standard errors: false alarm below 2e-4.
            double distance = bound.elbo().standardErrorsFrom(exactElbo(x));
            assertTrue(Math.abs(distance) < 4.5, pattern + ": " + bound + ", " + distance);
            assertTrue(bound.elbo().value() < logEvidence(x) + 4.5 * bound.elbo().standardError());
        }
    }
}
