package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.elbo.prob.Estimate;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MutualInformationTest {
    private static LatentGaussian gaussian(int rows, int columns, double size, double logVar) {
        float[] means = Networks.noise(rows * columns, new SplittableRandom(1));
        INDArray mean = Nd4j.create(means, new long[] {rows, columns}, 'c').muli(size);
        return new LatentGaussian(mean, Nd4j.valueArrayOf(new long[] {rows, columns}, logVar));
    }

    @Test
    void nothingAfterCollapse() {
        Estimate zero = MutualInformation.of(gaussian(300, 3, 0, 0), new SplittableRandom(2));
        assertEquals(0, zero.value(), 1e-9);
    }

    @Test
    void allOfTheIndexWhenPosteriorsAreFarApart() {
        Estimate all = MutualInformation.of(gaussian(300, 3, 100, -12), new SplittableRandom(2));
        assertEquals(Math.log(300), all.value(), 1e-6);
    }

    /**
     * Means of variance s and noise of variance v: z is Gaussian and I = 1/2 log(1 + s / v) in each
     * dimension. The means themselves are drawn, too: 5 standard errors of the draws of z cover it.
     */
    @Test
    void gaussianChannel() {
        double size = 1.5;
        LatentGaussian q = gaussian(3000, 1, size, Math.log(0.5));
        Estimate estimate = MutualInformation.of(q, new SplittableRandom(3));
        double exact = 0.5 * Math.log(1 + size * size / 0.5);
        assertTrue(Math.abs(estimate.standardErrorsFrom(exact)) < 5, estimate + ", not " + exact);
    }
}
