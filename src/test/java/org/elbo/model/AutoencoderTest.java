package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.elbo.autodiff.Tape;
import org.elbo.data.Dataset;
import org.elbo.nn.Adam;
import org.elbo.prob.PrincipalAngles;
import org.elbo.prob.ProbabilisticPca;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AutoencoderTest {
    /** Correlated Gaussian data whose principal variances fall by half: 400 rows of 8. */
    private static double[][] data() {
        SplittableRandom rng = new SplittableRandom(3);
        double[][] mixing = new double[8][8];
        for (double[] row : mixing) {
            for (int j = 0; j < 8; j++) {
                row[j] = rng.nextGaussian();
            }
        }
        RealMatrix rotation = new QRDecomposition(new Array2DRowRealMatrix(mixing)).getQ();
        double[][] x = new double[400][];
        for (int i = 0; i < x.length; i++) {
            double[] factors = new double[8];
            for (int j = 0; j < 8; j++) {
                factors[j] = Math.pow(0.5, 0.5 * j) * rng.nextGaussian() + 0.3;
            }
            x[i] = rotation.operate(factors);
        }
        return x;
    }

    @Test
    void linearAutoencoderFindsTheSubspaceOfThePrincipalComponents() {
        double[][] x = data();
        INDArray rows = Nd4j.create(x).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
        LinearAutoencoder model = LinearAutoencoder.of(8, 3, new SplittableRandom(1));
        Trainer.of(model, Adam.of(1e-2)).batchSize(400).epochs(3000).fit(Dataset.of(rows));
        ProbabilisticPca pca = ProbabilisticPca.fit(x, 3);
        double[][] learned = model.directions().toDoubleMatrix();
        assertTrue(PrincipalAngles.degrees(learned, pca.directions())[2] < 0.5);

        // The squared error left is the variance of the components left out.
        double[] variances = pca.eigenvalues();
        double expected = 0;
        for (int i = 3; i < 8; i++) {
            expected += variances[i];
        }
        double loss = model.loss(new Tape(), rows, new SplittableRandom(1)).item();
        assertEquals(expected, loss, 1e-3 * expected);
        INDArray error = model.reconstruct(rows).sub(rows);
        assertEquals(loss, error.mul(error).sumNumber().doubleValue() / 400, 1e-3);
    }

    @Test
    void autoencoderWithNarrowCodeLearnsACurveThatPcaCannot() {
        SplittableRandom rng = new SplittableRandom(4);
        float[][] x = new float[500][2];
        for (float[] row : x) {
            double angle = Math.PI * rng.nextDouble();
            row[0] = (float) Math.cos(angle);
            row[1] = (float) Math.sin(angle);
        }
        INDArray rows = Nd4j.create(x);
        Autoencoder model = Autoencoder.builder(2).hidden(16).latent(1).build(rng);
        Trainer.of(model, Adam.of(1e-2)).batchSize(50).epochs(60).fit(Dataset.of(rows));
        double loss = model.loss(new Tape(), rows, rng).item();
        // PCA leaves the smaller variance of a half circle: 1/2 - 4/pi^2 = 0.0947.
        assertTrue(loss < 0.02, "loss " + loss);
    }

    @Test
    void bernoulliLossIsTheNegativeLogLikelihoodOfTheReconstruction() {
        SplittableRandom rng = new SplittableRandom(5);
        Autoencoder model =
                Autoencoder.builder(4)
                        .hidden(5)
                        .latent(2)
                        .reconstruction(Reconstruction.BERNOULLI)
                        .build(rng);
        INDArray x = Nd4j.createFromArray(new float[][] {{1, 0, 0, 1}, {0, 0, 1, 1}});
        INDArray p = model.reconstruct(x);
        double expected = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 4; j++) {
                double probability = p.getDouble(i, j);
                expected -= Math.log(x.getDouble(i, j) == 1 ? probability : 1 - probability) / 2;
            }
        }
        assertEquals(expected, model.loss(new Tape(), x, rng).item(), 1e-5);
    }

    @Test
    void interpolationEndsAtTheReconstructions() {
        Autoencoder model =
                Autoencoder.builder(4).hidden(5).latent(2).build(new SplittableRandom(6));
        INDArray a = Nd4j.createFromArray(new float[][] {{1, 0, 0, 1}});
        INDArray b = Nd4j.createFromArray(new float[][] {{0, 1, 0, 1}});
        INDArray line = model.interpolate(a, b, 5);
        assertArrayEquals(new long[] {5, 4}, line.shape());
        assertEquals(0, line.getRow(0, true).distance2(model.reconstruct(a)), 1e-6);
        assertEquals(0, line.getRow(4, true).distance2(model.reconstruct(b)), 1e-6);
    }

    @Test
    void refusesDataThatDoNotFit() {
        Autoencoder model =
                Autoencoder.builder(4).hidden(5).latent(2).build(new SplittableRandom(6));
        INDArray wide = Nd4j.zeros(2, 5);
        String message =
                assertThrows(IllegalArgumentException.class, () -> model.encode(wide)).getMessage();
        assertEquals("x has shape [2, 5] but must be [rows, 4]", message);
        assertThrows(IllegalArgumentException.class, () -> model.decode(wide));
        assertThrows(
                IllegalArgumentException.class,
                () -> model.loss(new Tape(), wide, new SplittableRandom(1)));
    }
}
