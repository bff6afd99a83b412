package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SplittableRandom;
import org.elbo.autodiff.Parameter;
import org.elbo.data.Dataset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** M1's features, and M2 on top of them. */
class M1Test {
    private static final INDArray X = binary(60, 6);

    private static INDArray binary(int rows, int columns) {
        SplittableRandom rng = new SplittableRandom(2);
        float[] x = new float[rows * columns];
        for (int i = 0; i < x.length; i++) {
            x[i] = rng.nextInt(2);
        }
        return Nd4j.create(x, new long[] {rows, columns}, 'c');
    }

    /** Four latents; nothing of the data reaches the mean of the third. */
    private static Vae vae() {
        Vae vae = Vae.builder(6).hidden(5).latent(4).build(new Random(1));
        for (Parameter p : vae.parameters()) {
            if (p.name().equals("encoder.mean.weight")) {
                INDArray w = p.value().dup('c');
                w.putColumn(2, Nd4j.zeros(5));
                p.assign(w.data().asFloat());
            }
        }
        return vae;
    }

    @Test
    void featuresAreTheMeansOfTheLatentsInUse() {
        M1 m1 = M1.of(vae(), X);
        assertEquals(3, m1.dimension());
        INDArray expected = vae().encode(X).mean().getColumns(0, 1, 3);
        assertTrue(m1.features(X).equalsWithEps(expected, 1e-6));
    }

    /** Five standard errors of 4,000 draws for each of 6 numbers: false alarm under 4e-6. */
    @Test
    void samplesAreDrawsFromThePosterior() {
        M1 m1 = M1.of(vae(), X);
        Dataset samples = m1.samples(X);
        assertEquals(60, samples.size());
        LatentGaussian q = vae().encode(X);
        INDArray sum = Nd4j.zeros(2, 3);
        SplittableRandom rng = new SplittableRandom(1);
        for (int i = 0; i < 4000; i++) {
            sum.addi(samples.batch(0, 2, rng));
        }
        INDArray error = sum.div(4000).sub(m1.features(X.getRows(0, 1)));
        INDArray sd = q.standardDeviation().getRows(0, 1).getColumns(0, 1, 3);
        assertTrue(
                error.div(sd).amaxNumber().doubleValue() < 5 / Math.sqrt(4000), error.toString());
    }

    @Test
    void decodingTakesThePriorsMeanForLatentsNotInUse() {
        INDArray z = Nd4j.create(new double[][] {{1, -1, 0, 0.5}}).castTo(X.dataType());
        INDArray features = Nd4j.create(new double[][] {{1, -1, 0.5}}).castTo(X.dataType());
        assertTrue(M1.of(vae(), X).decode(features).equalsWithEps(vae().decode(z), 1e-6));
    }

    @Test
    void aClassifierBehindTheEncoderSeesFeatures() {
        M1 m1 = M1.of(vae(), X);
        int[] labels = new int[60];
        for (int i = 0; i < 60; i++) {
            labels[i] = i % 2;
        }
        Classifier nearest = NearestNeighbours.of(m1.features(X), labels, 2, 1);
        assertArrayEquals(nearest.classesOf(m1.features(X)), m1.with(nearest).classesOf(X));
    }

    @Test
    void anAutoencoderThatUsesNoLatentIsAnError() {
        INDArray same = Nd4j.ones(5, 6);
        assertMessage("none of the 4 latents differs", () -> M1.of(vae(), same));
        assertMessage("features has shape [2, 4]", () -> M1.of(vae(), X).decode(Nd4j.ones(2, 4)));
    }

    @Test
    void theStackClassifiesFeaturesAndDecodesThroughBoth() {
        M1 m1 = M1.of(vae(), X);
        M2 m2 = M2.builder(3, 2).hidden(4).latent(2).decoder(Decoder.GAUSSIAN).build(new Random(3));
        StackedM1M2 stacked = StackedM1M2.of(m1, m2);
        assertTrue(stacked.classify(X).equalsWithEps(m2.classify(m1.features(X)), 1e-6));
        assertArrayEquals(m2.classesOf(m1.features(X)), stacked.classesOf(X));
        INDArray two = X.getRows(0, 1);
        assertTrue(
                stacked.analogies(two)
                        .equalsWithEps(m1.decode(m2.analogies(m1.features(two))), 1e-6));
        INDArray drawn = stacked.sample(new int[] {0, 1, 1}, new SplittableRandom(1));
        assertArrayEquals(new long[] {3, 6}, drawn.shape());
        assertEquals(drawn, stacked.sample(new int[] {0, 1, 1}, new SplittableRandom(1)));
        assertTrue(drawn.minNumber().doubleValue() > 0 && drawn.maxNumber().doubleValue() < 1);
    }

    @Test
    void partsThatDoNotFitAreAnError() {
        M2 m2 = M2.builder(6, 2).hidden(4).latent(2).build(new Random(3));
        assertMessage(
                "M1 has 3 features but M2 is of data of 6",
                () -> StackedM1M2.of(M1.of(vae(), X), m2));
    }

    private static void assertMessage(String start, Runnable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
