package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.elbo.prob.Gaussian;
import org.elbo.prob.Kl;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LatentGaussianTest {
    private static final float[][] MEAN = {{0, 1.5f, -2}, {0.3f, 0, 0.1f}};
    private static final float[][] LOG_VAR = {{0, -1, 0.5f}, {-3, 2, 0}};

    /** Every dimension by itself against quadrature. */
    @Test
    void klOfEachDimensionIsTheIntegral() {
        LatentGaussian q =
                new LatentGaussian(Nd4j.createFromArray(MEAN), Nd4j.createFromArray(LOG_VAR));
        INDArray kl = q.kl();
        assertArrayEquals(new long[] {2, 3}, kl.shape());
        for (int row = 0; row < 2; row++) {
            for (int k = 0; k < 3; k++) {
                Gaussian latent = Gaussian.of(MEAN[row][k], Math.exp(LOG_VAR[row][k] / 2.0));
                double integral = Kl.byQuadrature(latent, Gaussian.standard());
                assertEquals(integral, kl.getDouble(row, k), 1e-5);
            }
        }
        assertEquals(-1, q.logVar().getDouble(0, 1), "the log-variances stay as they were");
    }

    /** Each point of a contour is 2 standard deviations from the mean, and the ring is closed. */
    @Test
    void contoursAreAsFarFromTheMeanAsTheyShouldBe() {
        LatentGaussian q =
                new LatentGaussian(
                        Nd4j.createFromArray(new float[][] {{0, 0}, {1, -2}}),
                        Nd4j.createFromArray(new float[][] {{0, 0}, {-1, 0.5f}}));
        double[][] ring = q.contour(1, 2);
        for (int i = 0; i < ring[0].length; i++) {
            double first = (ring[0][i] - 1) / Math.exp(-0.5);
            double second = (ring[1][i] + 2) / Math.exp(0.25);
            assertEquals(4, first * first + second * second, 1e-5);
            assertEquals(i == 60 || i == 0, ring[0][i] == ring[0][0] && ring[1][i] == ring[1][0]);
        }
    }
}
