package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.data.Dataset;
import org.elbo.nn.Module;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DlgmTest {
    private static INDArray bits(int rows, int columns, long seed) {
        SplittableRandom rng = new SplittableRandom(seed);
        float[] x = new float[rows * columns];
        for (int i = 0; i < x.length; i++) {
            x[i] = rng.nextInt(2);
        }
        return Nd4j.create(x, new long[] {rows, columns}, 'c');
    }

    private static Parameter find(Module model, String name) {
        return model.parameters().stream().filter(p -> p.name().equals(name)).findFirst().get();
    }

    /** One diagonal layer with G = I, as it starts, and the same weights as a VAE. */
    @ParameterizedTest
    @EnumSource(KlTerm.class)
    void oneDiagonalLayerIsAVae(KlTerm kl) {
        Vae vae = Vae.builder(6).hidden(5, 4).latent(3).kl(kl).build(new SplittableRandom(1));
        Dlgm dlgm = Dlgm.builder(6).hidden(5, 4).latent(3).kl(kl).build(new SplittableRandom(2));
        String[] names = {"encoder.", "encoder.mean.", "encoder.logVar."};
        String[] twins = {"recognition.", "recognition.layer1.mean.", "recognition.layer1.logVar."};
        for (Parameter p : vae.parameters()) {
            find(dlgm, twin(p.name(), names, twins)).assign(p.value().data().asFloat());
        }
        INDArray x = bits(7, 6, 3);
        Tape tape = new Tape();
        Tape other = new Tape();
        var loss = vae.loss(tape, x, new SplittableRandom(4));
        var twin = dlgm.loss(other, x, new SplittableRandom(4));
        assertEquals(loss.item(), twin.item(), 1e-5);
        tape.backward(loss);
        other.backward(twin);
        for (Parameter p : vae.parameters()) {
            INDArray gradient = find(dlgm, twin(p.name(), names, twins)).gradient();
            assertEquals(0, p.gradient().distance2(gradient), 1e-5, p.name());
        }
        assertEquals(0, vae.reconstruct(x).distance2(dlgm.reconstruct(x)), 1e-5);
        INDArray sample = vae.sample(9, new Random(5));
        assertEquals(0, sample.distance2(dlgm.sample(9, new Random(5))), 1e-5);
        INDArray weights = vae.logWeights(new Tape(), x, 3, new SplittableRandom(6)).data();
        INDArray twins3 = dlgm.logWeights(new Tape(), x, 3, new SplittableRandom(6)).data();
        assertEquals(0, weights.distance2(twins3), 1e-4);
        Bound a = vae.elbo(x, new SplittableRandom(7));
        Bound b = dlgm.elbo(x, new SplittableRandom(7));
        assertEquals(a.toString(), b.toString());
    }

    private static String twin(String name, String[] names, String[] twins) {
        for (int i = names.length - 1; i >= 0; i--) {
            if (name.startsWith(names[i])) {
                return twins[i] + name.substring(names[i].length());
            }
        }
        return name;
    }

    /** Loss and every gradient against the second program's and its central differences. */
    @ParameterizedTest
    @CsvSource({
        "DIAGONAL, ANALYTIC",
        "DIAGONAL, SAMPLED",
        "RANK_ONE, ANALYTIC",
        "RANK_ONE, SAMPLED"
    })
    void lossAndGradientsOfTwoLayers(Covariance covariance, KlTerm kl) {
        Dlgm dlgm =
                Dlgm.builder(4)
                        .hidden(5)
                        .between(3)
                        .latent(3, 2)
                        .noise(0.5, 1.5)
                        .covariance(covariance)
                        .kl(kl)
                        .build(new SplittableRandom(11));
        // Off the diagonal too, so that a transposed G would be noticed.
        find(dlgm, "generative.layer1.G").assign(Networks.noise(9, new Random(14)));
        INDArray x = bits(2, 4, 12);
        double[][] v = x.toDoubleMatrix();
        INDArray noise = Nd4j.create(Networks.noise(10, new Random(13)), new long[] {2, 5}, 'c');
        double[][] epsilon = noise.toDoubleMatrix();
        boolean analytic = kl == KlTerm.ANALYTIC;
        TinyDlgm tiny = new TinyDlgm(dlgm);
        Tape tape = new Tape();
        var loss = dlgm.loss(tape, x, noise);
        assertEquals(mean(tiny, v, epsilon, analytic), loss.item(), 1e-5);
        tape.backward(loss);
        double h = 1e-5;
        for (Parameter p : dlgm.parameters()) {
            double[][] w = tiny.weight(p.name());
            for (int i = 0; i < w.length; i++) {
                for (int j = 0; j < w[i].length; j++) {
                    double at = w[i][j];
                    w[i][j] = at + h;
                    double up = mean(tiny, v, epsilon, analytic);
                    w[i][j] = at - h;
                    double down = mean(tiny, v, epsilon, analytic);
                    w[i][j] = at;
                    String where = p + " at " + i + ", " + j;
                    assertEquals((up - down) / (2 * h), p.gradient().getFloat(i, j), 2e-5, where);
                }
            }
        }
    }

    private static double mean(TinyDlgm tiny, double[][] v, double[][] epsilon, boolean analytic) {
        double sum = 0;
        for (int row = 0; row < v.length; row++) {
            sum += tiny.loss(v[row], epsilon[row], analytic);
        }
        return sum / v.length;
    }

    @Test
    void oneImportanceWeightIsTheElboWithASampledKl() {
        for (Covariance covariance : Covariance.values()) {
            Dlgm.Builder plan = Dlgm.builder(4).hidden(5).latent(3, 2, 2).covariance(covariance);
            Dlgm dlgm = plan.kl(KlTerm.SAMPLED).build(new SplittableRandom(1));
            INDArray x = bits(9, 4, 2);
            double elbo = -dlgm.loss(new Tape(), x, new SplittableRandom(3)).item();
            INDArray weights = dlgm.logWeights(new Tape(), x, 1, new SplittableRandom(3)).data();
            assertEquals(elbo, weights.meanNumber().doubleValue(), 1e-5);
            // With a closed-form KL: another estimate of the same number. 40,000 draws of each, at
            // 4.5 standard errors of the difference: false alarm of 7e-6 for each covariance.
            Dlgm analytic = plan.kl(KlTerm.ANALYTIC).build(new SplittableRandom(1));
            INDArray one = bits(1, 4, 5).repeat(0, 40_000);
            Bound exactKl = analytic.elbo(one, new SplittableRandom(6));
            Bound sampled = dlgm.elbo(one, new SplittableRandom(7));
            double error =
                    Math.hypot(exactKl.elbo().standardError(), sampled.elbo().standardError());
            assertEquals(exactKl.elbo().value(), sampled.elbo().value(), 4.5 * error);
            assertEquals(0, exactKl.kl().standardError(), 1e-6, "no noise in the KL");
        }
    }

    /** Half the KL, and free bits for each layer: what is below its share costs the share. */
    @Test
    void aPenaltyWeighsTheDivergenceOfEveryLayer() {
        Dlgm dlgm = Dlgm.builder(4).hidden(5).latent(3, 2).build(new SplittableRandom(1));
        INDArray x = bits(9, 4, 2);
        double[] kl = dlgm.encode(x).kl().mean(0).toDoubleVector();
        double plain = loss(dlgm, x, KlPenalty.PLAIN);
        double half = loss(dlgm, x, new KlPenalty(0.5, 0));
        assertEquals(plain - (kl[0] + kl[1]) / 2, half, 1e-5);
        double free = (kl[0] + kl[1]) / 2;
        double share = Math.max(free, kl[0]) + Math.max(free, kl[1]);
        assertEquals(plain - kl[0] - kl[1] + share, loss(dlgm, x, new KlPenalty(1, free)), 1e-5);
    }

    private static double loss(Dlgm dlgm, INDArray x, KlPenalty penalty) {
        return dlgm.loss(new Tape(), x, penalty, new SplittableRandom(3)).item();
    }

    @Test
    void encodeGivesEveryLayersDistribution() {
        for (boolean shared : new boolean[] {true, false}) {
            Dlgm dlgm =
                    Dlgm.builder(4)
                            .hidden(5)
                            .latent(3, 2)
                            .covariance(Covariance.RANK_ONE)
                            .sharedRecognition(shared)
                            .build(new SplittableRandom(1));
            INDArray x = bits(1201, 4, 2);
            LatentLayers q = dlgm.encode(x);
            assertArrayEquals(new long[] {1201, 5}, q.mean().shape());
            assertArrayEquals(new long[] {1201, 2}, q.kl().shape());
            assertEquals(
                    dlgm.elbo(x, new Random(3)).kl().value(),
                    q.kl().sum(1).meanNumber().doubleValue(),
                    1e-4);
            assertEquals(dlgm.decode(q.mean()), dlgm.reconstruct(x));
            if (shared) {
                double[] v = x.getRow(1200).toDoubleVector();
                var expected = new TinyDlgm(dlgm).posterior(1, v);
                var found = q.layers().get(0).distribution(1200);
                assertArrayEquals(expected.mean(), found.mean(), 1e-5);
                assertArrayEquals(expected.covariance()[2], found.covariance()[2], 1e-5);
            }
        }
    }

    @Test
    void aLayerThatDoesNotLookAtItsDatumIsNotActive() {
        Dlgm dlgm = Dlgm.builder(4).hidden(5).latent(2, 2).build(new SplittableRandom(1));
        Parameter mean = find(dlgm, "recognition.layer2.mean.weight");
        mean.assign(new float[mean.length()]);
        LatentLayers q = dlgm.encode(bits(200, 4, 2));
        assertArrayEquals(new double[2], q.layers().get(1).activity(), 1e-12);
        double[] means = q.layers().get(0).mean().getColumn(1).toDoubleVector();
        double variance =
                new org.apache.commons.math3.stat.descriptive.moment.Variance(false)
                        .evaluate(means);
        assertEquals(variance, q.layers().get(0).activity()[1], 1e-6);
    }

    @Test
    void samplesAndLinesAreReproducible() {
        Dlgm dlgm = Dlgm.builder(6).hidden(5).latent(3, 2).build(new Random(4));
        assertEquals(dlgm.sample(4, new Random(1)), dlgm.sample(4, new Random(1)));
        assertNotEquals(dlgm.sample(4, new Random(1)), dlgm.sample(4, new Random(2)));
        INDArray x = bits(2, 6, 5);
        INDArray line = dlgm.interpolate(x.getRow(0, true), x.getRow(1, true), 5);
        assertEquals(0, line.getRow(4, true).distance2(dlgm.reconstruct(x.getRow(1, true))), 1e-6);
        Dlgm named = Dlgm.builder(6).hidden(5).between().latent(3, 2).build(new Random(4));
        // 6x5+5, four layers of 5x3+3 or 5x2+2, G of 9 and 4, T of 2x3+3, decoder 3x5+5 and 5x6+6.
        int count = 35 + 2 * 18 + 2 * 12 + 9 + 4 + 9 + 20 + 36;
        assertEquals(
                "Dlgm 6 -> 3 + 2 -> 6, diagonal covariance, " + count + " parameters",
                named.toString());
    }

    @Test
    void refusesWhatDoesNotFit() {
        Dlgm dlgm = Dlgm.builder(4).hidden(5).latent(3, 2).build(new Random(4));
        INDArray five = bits(1, 5, 1);
        INDArray four = bits(1, 4, 1);
        assertThrows(IllegalArgumentException.class, () -> dlgm.encode(five));
        assertThrows(IllegalArgumentException.class, () -> dlgm.decode(four));
        assertThrows(
                IllegalArgumentException.class, () -> dlgm.loss(new Tape(), five, new Random(1)));
        assertThrows(IllegalArgumentException.class, () -> dlgm.loss(new Tape(), four, four));
        assertThrows(
                IllegalArgumentException.class,
                () -> dlgm.logWeights(new Tape(), four, 0, new Random(1)));
        String real =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> dlgm.elbo(four.mul(0.5).add(0.25), new Random(1)))
                        .getMessage();
        assertTrue(real.contains("binarise"), real);
        assertThrows(IllegalArgumentException.class, () -> Dlgm.builder(0));
        assertThrows(IllegalArgumentException.class, () -> Dlgm.builder(2).latent());
        assertThrows(IllegalArgumentException.class, () -> Dlgm.builder(2).latent(3, 0));
        Dlgm.Builder scales = Dlgm.builder(2).latent(3, 2).noise(1);
        assertThrows(IllegalArgumentException.class, () -> scales.build(new Random(1)));
        assertThrows(IllegalArgumentException.class, () -> Dlgm.builder(2).noise(Double.NaN));
        Dlgm.Builder wrong = Dlgm.builder(2).between(0);
        assertThrows(IllegalArgumentException.class, () -> wrong.build(new Random(1)));
        assertThrows(NullPointerException.class, () -> Dlgm.builder(2).covariance(null));
        Thread.currentThread().interrupt();
        Dataset data = Dataset.of(Nd4j.zeros(10, 4));
        assertThrows(CancellationException.class, () -> dlgm.elbo(data, new Random(1)));
    }
}
