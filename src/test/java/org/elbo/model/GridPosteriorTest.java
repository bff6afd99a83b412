package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.elbo.prob.LinearGaussianModel;
import org.elbo.prob.LogSumExp;
import org.elbo.prob.MultivariateGaussian;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The grid against closed forms; {@link VaeBoundTest} compares it with adaptive quadrature. */
class GridPosteriorTest {
    private static INDArray row(double... x) {
        return Nd4j.create(x).reshape(1, x.length);
    }

    private static void closedForm(double[][] w, double[] b, double s, double... x) {
        LinearGaussianModel exact = LinearVaeModels.exact(w, b, s);
        GridPosterior grid = GridPosterior.of(LinearVaeModels.vae(w, b, s), row(x));
        double logEvidence = exact.logEvidence(x);
        assertEquals(logEvidence, grid.logEvidence(), 1e-5 * Math.max(1, -logEvidence));
        assertEquals(0, grid.error(), 2e-6); // rounding in float
        MultivariateGaussian posterior = exact.posterior(x);
        boolean plane = w[0].length == 2;
        double[] second = plane ? grid.axis(1) : new double[1];
        double sum = 0;
        for (int i = 0; i < second.length; i++) {
            for (int j = 0; j < grid.axis(0).length; j++) {
                double first = grid.axis(0)[j];
                double[] z = plane ? new double[] {first, second[i]} : new double[] {first};
                double expected = posterior.logDensity(z);
                assertEquals(expected, grid.logDensity()[i][j], 1e-3 + 1e-5 * Math.abs(expected));
                sum += grid.density()[i][j];
            }
        }
        double cell = grid.axis(0)[1] - grid.axis(0)[0];
        assertEquals(1, sum * cell * (plane ? second[1] - second[0] : 1), 1e-6);
    }

    @Test
    void oneLatent() {
        closedForm(new double[][] {{1.3}, {-0.4}}, new double[] {0.2, 0}, 0.6, 1.1, -0.5);
    }

    @Test
    void twoCorrelatedLatentsAsUnequalAsTheyMayBe() {
        double[][] w = {{0.9, -0.4}, {0.3, 0.8}, {-3, 0.2}};
        closedForm(w, new double[] {0.1, -0.2, 0.3}, 0.2, 0.8, -0.1, 0.4);
    }

    @Test
    void aPosteriorFarFromThePriorIsFound() {
        closedForm(new double[][] {{1}, {1}}, new double[2], 0.5, 17, 18);
        IllegalStateException tooFar =
                assertThrows(
                        IllegalStateException.class,
                        () -> closedForm(new double[][] {{1}}, new double[1], 0.2, 400));
        assertTrue(tooFar.getMessage().contains("48"), tooFar.getMessage());
    }

    /** All data that there are: their probabilities sum to one. */
    @Test
    void probabilitiesOfAllBinaryDataSumToOne() {
        Vae vae = Vae.builder(3).hidden(6).latent(2).build(new SplittableRandom(2));
        vae.parameters().forEach(p -> p.value().muli(3));
        INDArray[] all = new INDArray[8];
        java.util.Arrays.setAll(all, i -> row(i & 1, i >> 1 & 1, i >> 2));
        double[] logEvidences = GridPosterior.logEvidences(vae, Nd4j.vstack(all));
        assertEquals(0, LogSumExp.of(logEvidences), 1e-5);
    }

    @Test
    void refusesWhatItCannotIntegrateAndEndsWhenInterrupted() {
        Vae three = Vae.builder(2).hidden(3).latent(3).build(new SplittableRandom(1));
        Vae two = Vae.builder(2).hidden(3).latent(2).build(new SplittableRandom(1));
        INDArray x = row(0, 1);
        assertThrows(IllegalArgumentException.class, () -> GridPosterior.of(three, x));
        assertThrows(IllegalArgumentException.class, () -> GridPosterior.of(two, row(0, 1, 0)));
        assertThrows(IllegalArgumentException.class, () -> GridPosterior.of(two, Nd4j.zeros(2, 2)));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> GridPosterior.of(two, x));
    }
}
