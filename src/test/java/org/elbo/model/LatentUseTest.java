package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class LatentUseTest {
    /** One latent in use, one collapsed, one that moves with a standard deviation of 0.05. */
    @Test
    void byHand() {
        float[][] mean = {{3, 0, 5.05f}, {-1, 0, 4.95f}};
        float[][] logVar = {{0, 0, 0}, {(float) Math.log(4), 0, 0}};
        LatentUse use =
                LatentUse.of(
                        new LatentGaussian(
                                Nd4j.createFromArray(mean), Nd4j.createFromArray(logVar)));
        // Means 3 and -1 with variances 1 and 4: (9 + (1 + 4 - 1 - log 4)) / 2 / 2.
        double first = (9 + 4 - Math.log(4)) / 4;
        double third = (5.05 * 5.05 + 4.95 * 4.95) / 4;
        assertArrayEquals(new double[] {first, 0, third}, use.kl(), 1e-5);
        assertArrayEquals(new double[] {4, 0, 0.0025}, use.activity(), 1e-5);
        assertEquals(1, use.activeUnits());
        assertArrayEquals(new int[] {0, 2, 1}, use.mostActive());
        assertEquals(first + third, use.totalKl(), 1e-5);
        String last = "1 of 3 latents active (activity above 0.01), KL %.2f nats per datum";
        assertTrue(use.toString().endsWith(String.format(last, first + third)), use.toString());
    }
}
