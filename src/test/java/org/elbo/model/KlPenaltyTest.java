package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.elbo.autodiff.Tape;
import org.elbo.nn.Sgd;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class KlPenaltyTest {
    private static final INDArray X = Nd4j.createFromArray(new float[][] {{1, 0, 1}, {0, 0, 1}});

    private static double loss(Vae vae, KlPenalty penalty) {
        return vae.loss(new Tape(), X, penalty, new SplittableRandom(1)).item();
    }

    @Test
    void lossIsReconstructionAndPenalty() {
        Vae vae = Vae.builder(3).hidden(4).latent(2).build(new SplittableRandom(2));
        INDArray kl = vae.encode(X).kl();
        double first = kl.getColumn(0).meanNumber().doubleValue();
        double second = kl.getColumn(1).meanNumber().doubleValue();
        double reconstruction = loss(vae, new KlPenalty(0, 0));
        assertEquals(reconstruction + first + second, loss(vae, KlPenalty.PLAIN), 1e-5);
        assertEquals(
                loss(vae, KlPenalty.PLAIN),
                vae.loss(new Tape(), X, new SplittableRandom(1)).item());
        assertEquals(reconstruction + 4 * (first + second), loss(vae, new KlPenalty(4, 0)), 1e-5);
        double between = (first + second) / 2;
        double larger = Math.max(first, second);
        assertEquals(
                reconstruction + 3 * (larger + between),
                loss(vae, new KlPenalty(3, between)),
                1e-5);
        assertEquals(reconstruction + 2 * 9, loss(vae, new KlPenalty(1, 9)), 1e-5);
    }

    /** Below and above the capacity, and with free bits. */
    @Test
    void capacityIsWhereTheKlCostsNothing() {
        Vae vae = Vae.builder(3).hidden(4).latent(2).build(new SplittableRandom(2));
        double kl = vae.encode(X).kl().sumNumber().doubleValue() / 2;
        double reconstruction = loss(vae, new KlPenalty(0, 0));
        assertEquals(reconstruction, loss(vae, new KlPenalty(50, 0, kl)), 1e-4);
        assertEquals(reconstruction + 50 * 2, loss(vae, new KlPenalty(50, 0, kl + 2)), 1e-4);
        assertEquals(reconstruction + 50 * kl / 2, loss(vae, new KlPenalty(50, 0, kl / 2)), 1e-4);
        assertEquals(reconstruction + 3 * (18 - 10), loss(vae, new KlPenalty(3, 9, 10)), 1e-4);
    }

    /** Gradient descent holds the divergence near the capacity, from either side. */
    @Test
    void gradientPointsTowardsTheCapacity() {
        for (double capacity : new double[] {1e-6, 1000}) {
            Vae vae = Vae.builder(3).hidden(4).latent(2).build(new SplittableRandom(2));
            double before = vae.encode(X).kl().sumNumber().doubleValue();
            Tape tape = new Tape();
            KlPenalty penalty = new KlPenalty(1000, 0, capacity);
            tape.backward(vae.loss(tape, X, penalty, new SplittableRandom(1)));
            Sgd.of(1e-6).step(vae.parameters());
            double after = vae.encode(X).kl().sumNumber().doubleValue();
            assertEquals(capacity > before, after > before, before + " to " + after);
        }
    }

    private static double[] weights(KlSchedule schedule, long... steps) {
        return LongStream.of(steps).mapToDouble(schedule::weight).toArray();
    }

    @Test
    void schedules() {
        assertArrayEquals(
                new double[] {0, 0.25, 1, 1}, weights(KlSchedule.linear(8), 0, 2, 8, 1000));
        assertArrayEquals(new double[] {4, 4}, weights(KlSchedule.constant(4), 0, 77));
        KlSchedule cyclical = KlSchedule.cyclical(10, 0.5);
        assertArrayEquals(
                new double[] {0, 0.4, 1, 1, 0, 0.2}, weights(cyclical, 0, 2, 5, 9, 10, 11), 1e-15);
        KlSchedule logistic = KlSchedule.logistic(100, 10);
        assertArrayEquals(
                new double[] {1 / (1 + Math.exp(10)), 0.5, 1 / (1 + Math.exp(-2)), 1},
                weights(logistic, 0, 100, 120, 100_000),
                1e-15);
        assertArrayEquals(
                new double[] {0, 1, 4}, weights(KlSchedule.linear(8).times(4), 0, 2, 9), 1e-15);
    }

    @Test
    void refusesWeightsThatAreNone() {
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> new KlPenalty(-1, 0));
        assertThrows(error, () -> new KlPenalty(Double.NaN, 0));
        assertThrows(error, () -> new KlPenalty(1, Double.NaN));
        assertThrows(error, () -> new KlPenalty(1, 0, -1));
        assertThrows(error, () -> KlSchedule.constant(-1));
        assertThrows(error, () -> KlSchedule.linear(0));
        assertThrows(error, () -> KlSchedule.logistic(5, 0));
        assertThrows(error, () -> KlSchedule.cyclical(0, 0.5));
        assertThrows(error, () -> KlSchedule.cyclical(5, 1.5));
        assertThrows(error, () -> KlSchedule.linear(5).times(-1));
    }
}
