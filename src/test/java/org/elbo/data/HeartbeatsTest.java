package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.elbo.data.Heartbeats.Artefacts;
import org.junit.jupiter.api.Test;

/** Simulated beats are what they are said to be. */
class HeartbeatsTest {
    private static final Artefacts NONE = new Artefacts(1, 0, 0, 0, 0);
    private static final SplittableRandom UNUSED = new SplittableRandom(0);

    @Test
    void aBeatIsItsFormula() {
        double[] beat = Heartbeats.beat(1, -9);
        double u = (25 * 5 - 150) / 30.0;
        double v = (25 * 5 - 420) / 60.0;
        double qrs = Math.exp(-u * u / 2) * Math.cos(Math.toRadians(45 + 60 * u));
        double t = -0.35 * Math.exp(-v * v / 2) * Math.cos(Math.toRadians(45));
        assertEquals(qrs + t, beat[25], 1e-12);
        assertEquals(-0.35 * Math.cos(Math.toRadians(45)), beat[84], 1e-9, "the top of the T wave");
        assertEquals(Heartbeats.SAMPLES, beat.length);
    }

    @Test
    void anElectrodeOffByTheDistanceOfTwoSitesMakesOneOfTheOther() {
        for (int site = 1; site < Heartbeats.SITES; site++) {
            assertArrayEquals(Heartbeats.beat(site - 1, 0), Heartbeats.beat(site, 36), 1e-12);
        }
    }

    @Test
    void artefactsAreAdded() {
        double[] clean = Heartbeats.beat(3, 5);
        float[] recorded = Heartbeats.recording(3, new Artefacts(2, 5, 0.3, 1, 0), UNUSED);
        for (int t = 0; t < clean.length; t++) {
            double wander = 0.3 * Math.sin(2 * Math.PI * t * 0.005 + 1);
            assertEquals(2 * clean[t] + wander, recorded[t], 1e-6);
        }
        assertEquals(Heartbeats.beat(4, 0)[30], Heartbeats.recording(4, NONE, UNUSED)[30], 1e-6);
        float[] noisy =
                Heartbeats.recording(3, new Artefacts(0, 0, 0, 0, 0.1), new SplittableRandom(1));
        double squares = 0;
        for (float value : noisy) {
            squares += value * value / noisy.length;
        }
        assertEquals(
                0.01, squares, 5 * 0.01 * Math.sqrt(2.0 / noisy.length), "five standard errors");
    }

    /**
     * Matching with clean beats, artefacts but the electrode removed, reaches the best accuracy:
     * 5,000 beats, 5 standard errors, false alarm under 1e-6.
     */
    @Test
    void theBestAccuracyIsReachedAndNotExceeded() {
        int count = 5_000;
        Confounded data = Heartbeats.sample(count, 0, new SplittableRandom(5));
        double[] electrode = data.nuisance("electrode");
        int right = 0;
        for (int i = 0; i < count; i++) {
            right +=
                    nearestSite(Heartbeats.beat(data.label(i), electrode[i])) == data.label(i)
                            ? 1
                            : 0;
        }
        double best = Heartbeats.bestAccuracy();
        assertEquals(0.976, best, 5e-4);
        assertEquals(best, right / (double) count, 5 * Math.sqrt(best * (1 - best) / count));
    }

    private static int nearestSite(double[] beat) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int site = 0; site < Heartbeats.SITES; site++) {
            double[] other = Heartbeats.beat(site, 0);
            double distance = 0;
            for (int t = 0; t < beat.length; t++) {
                distance += (beat[t] - other[t]) * (beat[t] - other[t]);
            }
            if (distance < least) {
                least = distance;
                best = site;
            }
        }
        return best;
    }

    /** Correlations of 20,000 independent pairs are within 5 / sqrt(20,000), false alarm 6e-7. */
    @Test
    void confoundingTiesTheGainToTheSite() {
        Confounded free = Heartbeats.sample(20_000, 0, new SplittableRandom(6));
        Confounded tied = Heartbeats.sample(20_000, 0.8, new SplittableRandom(6));
        for (String nuisance : free.nuisances()) {
            assertEquals(0, correlation(free, nuisance), 5 / Math.sqrt(20_000), nuisance);
            if (!nuisance.equals("gain")) {
                assertEquals(0, correlation(tied, nuisance), 5 / Math.sqrt(20_000), nuisance);
            }
        }
        assertTrue(correlation(tied, "gain") > 0.6);
        Confounded bound = Heartbeats.sample(100, 1, new SplittableRandom(6));
        for (int i = 0; i < 100; i++) {
            assertEquals(
                    Math.exp(0.25 * (bound.label(i) - 4.5) / 3), bound.nuisance("gain")[i], 1e-12);
        }
    }

    private static double correlation(Confounded data, String nuisance) {
        double[] sites = Arrays.stream(data.labels()).asDoubleStream().toArray();
        return new PearsonsCorrelation().correlation(sites, data.nuisance(nuisance));
    }

    @Test
    void theSeedDecides() {
        Confounded a = Heartbeats.sample(9, 0.5, new SplittableRandom(7));
        Confounded b = Heartbeats.sample(9, 0.5, new SplittableRandom(7));
        assertEquals(a.batch(0, 9, null), b.batch(0, 9, null));
        assertFalse(
                a.batch(0, 9, null)
                        .equals(
                                Heartbeats.sample(9, 0.5, new SplittableRandom(8))
                                        .batch(0, 9, null)));
        assertEquals(a.batch(2, 5, null), a.subset(2, 5).batch(0, 3, null));
        assertEquals(a.label(3), a.subset(2, 5).label(1));
        assertEquals(a.nuisance("phase")[3], a.subset(2, 5).nuisance("phase")[1]);
        assertEquals(
                "9 rows of 128 values, 10 classes, nuisances [gain, electrode, wander, phase, noise]",
                a.toString());
    }

    @Test
    void allRowsAndTheirClassesAsZerosAndOnes() {
        Confounded beats = Heartbeats.sample(50, 0, new SplittableRandom(8));
        assertEquals(beats.batch(0, 50, null), beats.values());
        assertArrayEquals(new long[] {50, 10}, beats.oneHot().shape());
        assertArrayEquals(beats.labels(), beats.oneHot().argMax(1).toIntVector());
        assertEquals(50, beats.oneHot().sumNumber().doubleValue(), 0);
    }

    @Test
    void badArgumentsAreRefused() {
        for (Runnable call :
                List.<Runnable>of(
                        () -> Heartbeats.sample(0, 0, UNUSED),
                        () -> Heartbeats.sample(1, Double.NaN, UNUSED),
                        () -> Heartbeats.sample(1, 1.1, UNUSED),
                        () -> Heartbeats.beat(10, 0),
                        () -> Heartbeats.beat(0, Double.NaN),
                        () -> Heartbeats.sample(3, 0, new SplittableRandom(1)).nuisance("colour"),
                        () -> Heartbeats.sample(3, 0, new SplittableRandom(1)).label(3))) {
            assertThrows(IllegalArgumentException.class, call::run);
        }
    }
}
