package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.elbo.prob.DiagonalGaussian;
import org.elbo.prob.Elbo;
import org.elbo.prob.LinearGaussianModel;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * In a linear-Gaussian model the best q of independent dimensions has the posterior's mean and the
 * inverse of the diagonal of its precision (Bishop 2006, section 10.1.2).
 */
class InferenceGapTest {
    private static final int LATENT = 3;

    /** Columns of W far from orthogonal, so that the posterior is far from independent. */
    private static LinearVae vae() {
        LinearVae vae = LinearVae.of(4, LATENT, 0.5, new SplittableRandom(71));
        LinearVaeTest.parameter(vae, "encoder.logVar").assign(new float[] {0.5f, -0.5f, 0});
        return vae;
    }

    private static INDArray data(LinearVae vae) {
        float[] z = Networks.noise(150 * LATENT, new SplittableRandom(72));
        INDArray latents = Nd4j.create(z, new long[] {150, LATENT}, 'c');
        return vae.simulate(latents, new SplittableRandom(73));
    }

    private static RealMatrix precision(LinearVae vae) {
        RealMatrix w = MatrixUtils.createRealMatrix(vae.directions().toDoubleMatrix());
        return MatrixUtils.createRealIdentityMatrix(LATENT)
                .add(w.multiply(w.transpose()).scalarMultiply(1 / vae.noiseVariance()));
    }

    @Test
    void climbsToTheClosedForm() {
        LinearVae vae = vae();
        INDArray x = data(vae);
        LatentGaussian best = LocalPosterior.fit(vae, x, 1200, new SplittableRandom(74));
        RealMatrix precision = precision(vae);
        for (int i = 0; i < x.rows(); i++) {
            double[] mean = vae.model().posterior(x.getRow(i).toDoubleVector()).mean();
            for (int j = 0; j < LATENT; j++) {
                assertEquals(mean[j], best.mean().getDouble(i, j), 0.02);
                double variance = Math.exp(best.logVar().getDouble(i, j));
                // A tenth too much costs (0.1)^2 / 4, a four-hundredth of a nat.
                assertEquals(1, variance * precision.getEntry(j, j), 0.1);
            }
        }
    }

    /** The gaps against their closed forms; four standard errors, false alarm below 1e-4. */
    @Test
    void gapsAreThoseOfTheClosedForm() {
        LinearVae vae = vae();
        INDArray x = data(vae);
        LinearGaussianModel model = vae.model();
        LatentGaussian best = exactBest(vae, x);
        LatentGaussian q = vae.encode(x);
        InferenceGap gap = InferenceGap.of(vae, x, best, 400, new SplittableRandom(75));
        double[] logEvidence = new double[x.rows()];
        double amortization = 0;
        for (int i = 0; i < x.rows(); i++) {
            double[] datum = x.getRow(i).toDoubleVector();
            logEvidence[i] = model.logEvidence(datum);
            double better = Elbo.of(model, datum, row(best, i)).value();
            double worse = Elbo.of(model, datum, row(q, i)).value();
            assertEquals(better, gap.best()[i], 0.6, "400 draws of log p(x|z)");
            assertEquals(worse, gap.amortized()[i], 2.5);
            amortization += (better - worse) / x.rows();
        }
        RealMatrix precision = precision(vae);
        double approximation = -0.5 * Math.log(new LUDecomposition(precision).getDeterminant());
        for (int j = 0; j < LATENT; j++) {
            approximation += 0.5 * Math.log(precision.getEntry(j, j));
        }
        assertTrue(approximation > 0.05 && amortization > 0.5);
        // The standard errors hold the variation of the data, and these are the same in both.
        double se = gap.approximation(logEvidence).standardError();
        assertEquals(approximation, gap.approximation(logEvidence).value(), 4 * se);
        assertEquals(amortization, gap.amortization().value(), 0.02 * amortization);
    }

    private static LatentGaussian exactBest(LinearVae vae, INDArray x) {
        double[][] mean = new double[x.rows()][];
        double[][] logVar = new double[x.rows()][LATENT];
        RealMatrix precision = precision(vae);
        for (int i = 0; i < x.rows(); i++) {
            mean[i] = vae.model().posterior(x.getRow(i).toDoubleVector()).mean();
            Arrays.setAll(logVar[i], j -> -Math.log(precision.getEntry(j, j)));
        }
        return new LatentGaussian(
                Nd4j.create(mean).castTo(x.dataType()), Nd4j.create(logVar).castTo(x.dataType()));
    }

    private static DiagonalGaussian row(LatentGaussian q, int i) {
        return DiagonalGaussian.of(
                q.mean().getRow(i).toDoubleVector(), q.logVar().getRow(i).toDoubleVector());
    }

    @Test
    void theModelStaysAsItIsAndTheBoundRises() {
        Vae vae = Vae.builder(20).hidden(16).latent(2).build(new SplittableRandom(76));
        vae.parameters().forEach(p -> p.value().muli(2)); // a posterior that the data move
        INDArray z =
                Nd4j.create(
                        Networks.noise(400, new SplittableRandom(77)), new long[] {200, 2}, 'c');
        INDArray x = vae.simulate(z, new SplittableRandom(78));
        List<INDArray> before = vae.parameters().stream().map(p -> p.value().dup()).toList();
        LatentGaussian best = LocalPosterior.fit(vae, x, 300, new SplittableRandom(79));
        InferenceGap gap = InferenceGap.of(vae, x, best, 100, new SplittableRandom(80));
        for (int i = 0; i < before.size(); i++) {
            assertEquals(before.get(i), vae.parameters().get(i).value());
        }
        assertTrue(gap.amortization().value() > 5 * gap.amortization().standardError());
        assertTrue(gap.toString().startsWith("ELBO -"), gap.toString());
        // Started at the top there is nothing to gain.
        assertEquals(
                0,
                InferenceGap.of(vae, x, vae.encode(x), 5, new SplittableRandom(1))
                        .amortization()
                        .value());
    }

    @Test
    void interruptAndErrors() {
        LinearVae vae = vae();
        INDArray x = data(vae);
        SplittableRandom rng = new SplittableRandom(1);
        LatentGaussian q = vae.encode(x);
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> LocalPosterior.fit(vae, x, 0, rng));
        assertThrows(error, () -> InferenceGap.of(vae, x, q, 0, rng));
        assertThrows(error, () -> InferenceGap.of(vae, x.getRow(0, true), q, 1, rng));
        InferenceGap gap = InferenceGap.of(vae, x, q, 1, rng);
        assertThrows(error, () -> gap.approximation(new double[3]));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> LocalPosterior.fit(vae, x, 9, rng));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> InferenceGap.of(vae, x, q, 9, rng));
    }
}
