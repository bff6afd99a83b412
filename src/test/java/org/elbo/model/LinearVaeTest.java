package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.data.Dataset;
import org.elbo.nn.Adam;
import org.elbo.prob.Estimate;
import org.elbo.prob.LinearGaussianModel;
import org.elbo.prob.MultivariateGaussian;
import org.elbo.prob.PrincipalAngles;
import org.elbo.prob.ProbabilisticPca;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The linear VAE against probabilistic PCA, the exact answer to the same question. */
class LinearVaeTest {
    private static final double[] STRONG = {10, 7, 5, 3};

    /** Variances 10, 7, 5 and 3 in four of ten directions, 1 in the others. */
    private static double[][] data(int rows) {
        SplittableRandom rng = new SplittableRandom(41);
        double[][] mixing = new double[10][10];
        Arrays.stream(mixing).forEach(row -> Arrays.setAll(row, j -> rng.nextGaussian()));
        RealMatrix rotation = new QRDecomposition(MatrixUtils.createRealMatrix(mixing)).getQ();
        double[][] w = new double[10][4];
        for (int d = 0; d < 10; d++) {
            for (int i = 0; i < 4; i++) {
                w[d][i] = Math.sqrt(STRONG[i] - 1) * rotation.getEntry(d, i);
            }
        }
        double[] offset = new double[10];
        Arrays.setAll(offset, d -> 0.1 * d);
        LinearGaussianModel truth = LinearGaussianModel.of(w, offset, 1);
        double[][] x = new double[rows][];
        Arrays.setAll(x, i -> truth.sample(rng).x());
        return x;
    }

    private static INDArray array(double[][] x) {
        return Nd4j.create(x).castTo(DataType.FLOAT);
    }

    /**
     * Falling rates; a new seed each time, or the model would learn the repeated noise by heart.
     */
    private static void train(LinearVae vae, INDArray x) {
        double[] rates = {3e-2, 1e-2, 3e-3, 1e-3};
        for (int stage = 0; stage < rates.length; stage++) {
            Trainer.of(vae, Adam.of(rates[stage]))
                    .batchSize(1000)
                    .epochs(200)
                    .seed(stage)
                    .fit(Dataset.of(x));
        }
    }

    @Test
    void reachesTheBestLikelihoodThereIs() {
        double[][] x = data(2000);
        LinearVae vae = LinearVae.of(10, 6, new SplittableRandom(1));
        train(vae, array(x));
        requireOptimal(vae, x, ProbabilisticPca.fit(x, 6));
    }

    @Test
    void latentsBelowTheNoiseCollapseAndNoOthers() {
        double[][] x = data(2000);
        ProbabilisticPca pca = ProbabilisticPca.fit(x, 6, 1.5);
        assertEquals(4, pca.usedLatents());
        LinearVae vae = LinearVae.of(10, 6, 1.5, new SplittableRandom(1));
        train(vae, array(x));
        assertEquals(1.5, vae.noiseVariance(), 1e-6);
        requireOptimal(vae, x, pca);
    }

    private static void requireOptimal(LinearVae vae, double[][] x, ProbabilisticPca pca) {
        double gap = pca.meanLogLikelihood() - vae.elbo(array(x)).elbo().value();
        assertTrue(gap > 0 && gap < 0.02, "gap of " + gap + " nats");
        assertEquals(pca.noiseVariance(), vae.noiseVariance(), 0.02);

        double[][] learned = vae.directions().toDoubleMatrix();
        double[][] strong = Arrays.copyOf(pca.directions(), 4);
        double[] angles = PrincipalAngles.degrees(learned, strong);
        assertTrue(angles[3] < 2, "angles " + Arrays.toString(angles));

        LatentUse use = LatentUse.of(vae.encode(array(x)));
        long predicted = Arrays.stream(pca.activity()).filter(a -> a > LatentUse.ACTIVE).count();
        assertEquals(predicted, use.activeUnits(), use.toString());
        assertArrayEquals(pca.kl(), descending(use.kl()), 0.03, use.toString());
        assertArrayEquals(pca.activity(), descending(use.activity()), 0.03, use.toString());
        // Not only the space: q's independence turns the axes, though the last degrees gain little.
        for (double[] direction : strong) {
            double nearest =
                    Arrays.stream(learned)
                            .mapToDouble(
                                    row -> PrincipalAngles.degrees(rows(row), rows(direction))[0])
                            .min()
                            .orElseThrow();
            assertTrue(nearest < 30, "a principal direction is " + nearest + " degrees away");
        }
    }

    private static double[][] rows(double[] row) {
        return new double[][] {row};
    }

    private static double[] descending(double[] values) {
        return Arrays.stream(values).map(v -> -v).sorted().map(v -> -v).toArray();
    }

    /** A linear VAE whose q is the exact posterior: probabilistic PCA, written into it. */
    static LinearVae exact(ProbabilisticPca pca) {
        LinearVae vae =
                LinearVae.of(
                        pca.eigenvalues().length,
                        pca.latentDimension(),
                        pca.noiseVariance(),
                        new SplittableRandom(1));
        RealMatrix w = MatrixUtils.createRealMatrix(pca.weights());
        double[] offset = pca.model().evidence().mean();
        MultivariateGaussian atMean = pca.model().posterior(offset);
        RealMatrix covariance = MatrixUtils.createRealMatrix(atMean.covariance());
        RealMatrix v = w.multiply(covariance).scalarMultiply(1 / pca.noiseVariance());
        set(vae, "encoder.mean.weight", v);
        set(vae, "encoder.mean.bias", row(v.transpose().scalarMultiply(-1).operate(offset)));
        double[] logVar = new double[pca.latentDimension()];
        Arrays.setAll(logVar, i -> Math.log(covariance.getEntry(i, i)));
        set(vae, "encoder.logVar", row(logVar));
        set(vae, "decoder.mean.weight", w.transpose());
        set(vae, "decoder.mean.bias", row(offset));
        return vae;
    }

    private static RealMatrix row(double[] values) {
        return MatrixUtils.createRowRealMatrix(values);
    }

    static Parameter parameter(LinearVae vae, String name) {
        return vae.parameters().stream().filter(p -> p.name().equals(name)).findFirst().get();
    }

    private static void set(LinearVae vae, String name, RealMatrix value) {
        parameter(vae, name).value().assign(Nd4j.create(value.getData()));
    }

    /** With the exact posterior the bound is the evidence, for every single datum. */
    @Test
    void withTheExactPosteriorTheBoundIsTight() {
        double[][] x = data(300);
        for (ProbabilisticPca pca :
                new ProbabilisticPca[] {
                    ProbabilisticPca.fit(x, 6), ProbabilisticPca.fit(x, 6, 1.5)
                }) {
            LinearVae vae = exact(pca);
            for (int i = 0; i < 20; i++) {
                double bound = vae.elbo(array(rows(x[i]))).elbo().value();
                assertEquals(pca.model().logEvidence(x[i]), bound, 1e-4);
            }
            assertEquals(pca.meanLogLikelihood(), vae.elbo(array(x)).elbo().value(), 1e-4);
            LatentUse use = LatentUse.of(vae.encode(array(x)));
            assertArrayEquals(pca.kl(), use.kl(), 1e-4);
            assertArrayEquals(pca.activity(), use.activity(), 1e-4);
        }
    }

    /** The loss draws noise; on average it is the exact bound. False alarm below 1e-4. */
    @Test
    void lossIsTheNegativeBoundOnAverage() {
        double[][] x = data(50);
        LinearVae vae = LinearVae.of(10, 6, 0.7, new SplittableRandom(5));
        parameter(vae, "encoder.logVar").assign(new float[] {0, -1, 1, 0.5f, -2, 0});
        Tape tape = new Tape();
        SplittableRandom rng = new SplittableRandom(6);
        Estimate loss =
                Estimate.of(
                        2000,
                        () -> {
                            tape.clear();
                            return vae.loss(tape, array(x), rng).item();
                        });
        double exact = -vae.elbo(array(x)).elbo().value();
        assertTrue(Math.abs(loss.standardErrorsFrom(exact)) < 4, loss + ", exact " + exact);
    }

    /** The mean of squares around W z + b over 40,000 draws. False alarm below 1e-4. */
    @Test
    void simulatesWithTheNoise() {
        LinearVae vae = LinearVae.of(2, 1, 4, new SplittableRandom(5));
        INDArray z = Nd4j.ones(20_000, 1);
        INDArray error = vae.simulate(z, new SplittableRandom(7)).sub(vae.decode(z));
        double variance = error.mul(error).meanNumber().doubleValue();
        assertEquals(4, variance, 4 * 4 * Math.sqrt(2.0 / 40_000));
        assertEquals(0, error.meanNumber().doubleValue(), 4 * 2 / Math.sqrt(40_000));
        assertEquals(z.rows(), vae.reconstruct(vae.decode(z)).rows());
    }

    @Test
    void refusesWhatDoesNotFit() {
        LinearVae vae = LinearVae.of(2, 1, new SplittableRandom(5));
        assertThrows(IllegalArgumentException.class, () -> vae.encode(Nd4j.ones(1, 3)));
        assertThrows(IllegalArgumentException.class, () -> vae.decode(Nd4j.ones(1, 3)));
        assertThrows(IllegalArgumentException.class, () -> vae.elbo(Nd4j.ones(1, 3)));
        SplittableRandom rng = new SplittableRandom(5);
        assertThrows(IllegalArgumentException.class, () -> LinearVae.of(2, 1, 0, rng));
        assertThrows(IllegalArgumentException.class, () -> LinearVae.of(2, 1, Double.NaN, rng));
    }
}
