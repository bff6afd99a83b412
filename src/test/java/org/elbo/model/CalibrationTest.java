package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.linear.MatrixUtils;
import org.elbo.prob.ProbabilisticPca;
import org.elbo.prob.RankHistogram;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class CalibrationTest {
    private static final ProbabilisticPca PCA =
            ProbabilisticPca.ofCovariance(
                    new double[] {1, 0, -1, 2},
                    MatrixUtils.createRealDiagonalMatrix(new double[] {9, 4, 2, 1}).getData(),
                    3,
                    1);

    /** A linear VAE with the exact posterior, whose standard deviations are then changed. */
    private static Calibration calibration(double widthFactor) {
        LinearVae vae = LinearVaeTest.exact(PCA);
        INDArray logVar = LinearVaeTest.parameter(vae, "encoder.logVar").value();
        logVar.addi(2 * Math.log(widthFactor));
        return Calibration.of(vae, 2000, 99, new SplittableRandom(61));
    }

    /** Fails for one seed in a thousand. */
    @Test
    void theExactPosteriorIsCalibrated() {
        Calibration exact = calibration(1);
        assertEquals(3, exact.latentDimension());
        assertTrue(exact.pValue(20) > 1e-3, "p = " + exact.pValue(20));
    }

    /** Over repetitions the p-values of a right q are uniform: below 0.1 in a tenth of 200. */
    @Test
    void falseAlarmsAreAsManyAsPromised() {
        LinearVae vae = LinearVaeTest.exact(PCA);
        SplittableRandom rng = new SplittableRandom(62);
        int alarms = 0;
        for (int i = 0; i < 200; i++) {
            Calibration c = Calibration.of(vae, 200, 19, rng);
            alarms += c.histogram(1, 10).pValue() < 0.1 ? 1 : 0;
        }
        // 20 expected, standard deviation 4.2: outside with probability 1e-4.
        assertTrue(alarms > 20 - 17 && alarms < 20 + 17, alarms + " alarms of 200");
    }

    @Test
    void aNarrowPosteriorShowsAUAndAWideOneAHump() {
        Calibration narrow = calibration(0.75);
        Calibration wide = calibration(1.33);
        assertTrue(narrow.pValue(10) < 1e-6 && wide.pValue(10) < 1e-6);
        for (int j = 0; j < 3; j++) {
            assertTrue(ends(narrow.histogram(j, 10)) > 1.2, "U in latent " + j);
            assertTrue(ends(wide.histogram(j, 10)) < 0.8, "hump in latent " + j);
        }
    }

    /** The counts of the two outer bins over those expected; 0.1 is two standard deviations. */
    private static double ends(RankHistogram h) {
        return (h.counts()[0] + h.counts()[9]) / (2 * h.expectedCount());
    }

    @Test
    void aShiftedPosteriorSlopes() {
        LinearVae vae = LinearVaeTest.exact(PCA);
        LinearVaeTest.parameter(vae, "encoder.mean.bias").value().addi(0.3);
        RankHistogram h = Calibration.of(vae, 2000, 99, new SplittableRandom(63)).histogram(0, 10);
        assertTrue(h.pValue() < 1e-6);
        assertTrue(h.counts()[0] > 1.5 * h.counts()[9], h.toString());
    }

    /** The decoder's noise matters: pixels drawn, not probabilities. False alarm once in 1000. */
    @Test
    void aVaeThatIgnoresItsLatentsIsCalibrated() {
        Vae vae = Vae.builder(6).hidden(4).latent(2).build(new SplittableRandom(1));
        vae.parameters().stream()
                .filter(p -> p.name().startsWith("encoder"))
                .forEach(p -> p.assign(new float[p.length()]));
        Calibration c = Calibration.of(vae, 1000, 19, new SplittableRandom(64));
        assertTrue(c.pValue(20) > 1e-3, "q and prior are equal, p = " + c.pValue(20));
        Vae random = Vae.builder(6).hidden(4).latent(2).build(new SplittableRandom(1));
        assertTrue(Calibration.of(random, 1000, 19, new SplittableRandom(64)).pValue(20) < 1e-6);
    }

    @Test
    void interruptAndErrors() {
        LinearVae vae = LinearVaeTest.exact(PCA);
        SplittableRandom rng = new SplittableRandom(1);
        assertThrows(IllegalArgumentException.class, () -> Calibration.of(vae, 0, 9, rng));
        assertThrows(IllegalArgumentException.class, () -> Calibration.of(vae, 9, 0, rng));
        Calibration c = Calibration.of(vae, 100, 9, rng);
        assertThrows(IllegalArgumentException.class, () -> c.histogram(3, 10));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> Calibration.of(vae, 100, 9, rng));
    }
}
