package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Imputation against a conditional that is known, where q is the true posterior. */
class ImputerTest {
    private static final int CHAINS = 20_000;

    private static INDArray row(float... values) {
        return Nd4j.create(values, new long[] {1, values.length}, 'c');
    }

    /**
     * x is Gaussian with covariance S = W W' + s^2 I, so x_2, x_3 given x_1 = c have the means c
     * S_i1 / S_11 and the covariance S_ij - S_i1 S_j1 / S_11. After 40 steps of 20,000 chains: two
     * means and three covariances at 4.5 standard errors, a false alarm once in 29,000 seeds.
     */
    @Test
    void chainsReachTheConditionalOfALinearGaussianModel() {
        Dlgm model = DlgmBoundTest.linear(org.elbo.model.Covariance.RANK_ONE);
        DlgmBoundTest.exactPosterior(model);
        double[][] s = DlgmBoundTest.exact().evidence().covariance();
        double c = 1.5;
        INDArray x = row((float) c, Float.NaN, Float.NaN).repeat(0, CHAINS);
        INDArray mask = row(1, 0, 0).repeat(0, CHAINS);
        INDArray filled = model.impute(x, mask, 40, new SplittableRandom(5));
        double[][] found = filled.toDoubleMatrix();
        double[][] spread =
                new Covariance(new Array2DRowRealMatrix(found)).getCovarianceMatrix().getData();
        for (int i = 1; i < 3; i++) {
            double variance = s[i][i] - s[i][0] * s[i][0] / s[0][0];
            double mean = filled.getColumn(i).meanNumber().doubleValue();
            assertEquals(c * s[i][0] / s[0][0], mean, 4.5 * Math.sqrt(variance / CHAINS));
            for (int j = 1; j <= i; j++) {
                double other = s[j][j] - s[j][0] * s[j][0] / s[0][0];
                double expected = s[i][j] - s[i][0] * s[j][0] / s[0][0];
                double error = Math.sqrt((variance * other + expected * expected) / CHAINS);
                assertEquals(expected, spread[i][j], 4.5 * error);
            }
        }
        assertEquals(c, filled.getColumn(0).minNumber().doubleValue(), 1e-6);
        assertEquals(c, filled.getColumn(0).maxNumber().doubleValue(), 1e-6);
        // The start knows nothing of x_1: the test above can fail.
        INDArray start = model.impute(x, mask, 0, new SplittableRandom(5));
        assertEquals(
                0,
                start.getColumn(1).meanNumber().doubleValue(),
                4.5 * Math.sqrt(s[1][1] / CHAINS));
        assertTrue(c * s[1][0] / s[0][0] > 1);
    }

    @Test
    void aVaeDrawsBitsWithItsProbabilitiesAndKeepsWhatIsObserved() {
        Vae vae = Vae.builder(2).hidden().latent(1).build(new SplittableRandom(1));
        vae.parameters().forEach(p -> p.assign(new float[p.length()]));
        vae.parameters().get(vae.parameters().size() - 1).assign(new float[] {-1, 2});
        INDArray x = row(1, Float.NaN).repeat(0, CHAINS);
        INDArray filled = vae.impute(x, row(1, 0).repeat(0, CHAINS), 1, new SplittableRandom(2));
        assertEquals(CHAINS, filled.getColumn(0).sumNumber().intValue());
        double p = 1 / (1 + Math.exp(-2));
        // At 4.5 standard errors: a false alarm of 7e-6, were the seed not fixed.
        double error = 4.5 * Math.sqrt(p * (1 - p) / CHAINS);
        assertEquals(p, filled.getColumn(1).meanNumber().doubleValue(), error);
        assertEquals(1, filled.getColumn(1).maxNumber().doubleValue());
    }

    @Test
    void theSameSeedIsTheSameChain() {
        Vae vae = Vae.builder(6).hidden(5).latent(2).build(new SplittableRandom(1));
        INDArray x = row(1, 0, 1, 0, 1, 0);
        INDArray mask = row(1, 1, 1, 0, 0, 0);
        INDArray a = vae.impute(x, mask, 7, new SplittableRandom(3));
        assertEquals(a, vae.impute(x, mask, 7, new SplittableRandom(3)));
        assertEquals(x, vae.impute(x, mask.mul(0).add(1), 7, new SplittableRandom(3)));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Vae vae = Vae.builder(3).hidden(5).latent(2).build(new SplittableRandom(1));
        INDArray x = row(1, 0, 1);
        Random rng = new Random(1);
        refused(() -> vae.impute(x, row(1, 0), 1, rng), "[1, 2]");
        refused(() -> vae.impute(row(1, 0), row(1, 0), 1, rng), "[1, 2]");
        refused(() -> vae.impute(x, row(1, 0, 0.5f), 1, rng), "0.5");
        refused(() -> vae.impute(x, row(1, 0, Float.NaN), 1, rng), "NaN");
        refused(() -> vae.impute(x, x, -1, rng), "iterations is -1");
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> vae.impute(x, x, 5, rng));
    }

    private static void refused(org.junit.jupiter.api.function.Executable call, String words) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(words), message);
    }
}
