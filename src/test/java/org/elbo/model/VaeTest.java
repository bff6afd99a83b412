package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.data.Dataset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VaeTest {
    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    /** Every weight and bias zero, but for those that are set afterwards. */
    private static Vae zero(Vae.Builder plan) {
        Vae vae = plan.build(new SplittableRandom(1));
        vae.parameters().forEach(p -> p.assign(new float[p.length()]));
        return vae;
    }

    private static void set(Vae vae, String name, double... values) {
        Parameter found =
                vae.parameters().stream().filter(p -> p.name().equals(name)).findFirst().get();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        found.assign(floats);
    }

    private static INDArray row(float... values) {
        return Nd4j.create(values, new long[] {1, values.length}, 'c');
    }

    private static double loss(Vae vae, INDArray x) {
        return vae.loss(new Tape(), x, new SplittableRandom(1)).item();
    }

    @Test
    void lossByHandSumsOverPixelsAndOverLatents() {
        Vae vae = zero(Vae.builder(5).hidden(3).latent(2));
        set(vae, "encoder.mean.bias", 1, 2);
        set(vae, "encoder.logVar.bias", 0, Math.log(4));
        // KL(N(1, 1) || N(0, 1)) = 1/2; KL(N(2, 4) || N(0, 1)) = (4 + 4 - 1 - log 4) / 2.
        double kl = 0.5 + (7 - Math.log(4)) / 2;
        // All logits are 0: each pixel costs log 2.
        double reconstruction = 5 * Math.log(2);
        assertEquals(reconstruction + kl, loss(vae, row(1, 0, 0, 1, 1)), 1e-5);

        // The mean over the batch: twice the same datum costs the same.
        INDArray twice = Nd4j.vstack(row(1, 0, 0, 1, 1), row(1, 0, 0, 1, 1));
        assertEquals(reconstruction + kl, loss(vae, twice), 1e-5);

        Bound bound = vae.elbo(twice, new SplittableRandom(1));
        assertEquals(kl, bound.kl().value(), 1e-5);
        assertEquals(-reconstruction, bound.reconstruction().value(), 1e-5);
        assertEquals(-reconstruction - kl, bound.elbo().value(), 1e-5);
    }

    @Test
    void gaussianDecoderHasItsConstantAndBoundedVariance() {
        Vae vae = zero(Vae.builder(3).hidden(4).latent(2).decoder(Decoder.GAUSSIAN));
        double squares = 0.25 + 0.01 + 0.64;
        assertEquals(1.5 * LOG_2_PI + squares / 2, loss(vae, row(0.5f, 0.1f, 0.8f)), 1e-5);

        set(vae, "decoder.mean.bias", 0.5, 0.1, 0.8);
        set(vae, "decoder.logVar.bias", -50, -50, -50);
        // Standard deviation 1/10 at the bound: the density of the mean is its largest.
        assertEquals(1.5 * LOG_2_PI - 3 * Math.log(10), loss(vae, row(0.5f, 0.1f, 0.8f)), 1e-4);
    }

    @Test
    void encodeGivesMeansAndLogVariances() {
        Vae vae = zero(Vae.builder(5).hidden(3).latent(2));
        set(vae, "encoder.mean.bias", 1, 2);
        set(vae, "encoder.logVar.bias", 0, Math.log(4));
        LatentGaussian q = vae.encode(Nd4j.zeros(1201, 5));
        assertArrayEquals(new long[] {1201, 2}, q.mean().shape());
        assertArrayEquals(new float[] {1, 2}, q.mean().getRow(1200).toFloatVector());
        assertArrayEquals(
                new float[] {1, 2}, q.standardDeviation().getRow(1200).toFloatVector(), 1e-5f);
        // Mean of 1201 draws: false alarm below 1e-4 at 4 standard errors.
        INDArray draws = q.sample(new SplittableRandom(2));
        assertEquals(2, draws.getColumn(1).meanNumber().doubleValue(), 4 * 2 / Math.sqrt(1201));
        assertEquals(2, draws.getColumn(1).stdNumber().doubleValue(), 4 * 2 / Math.sqrt(2402));
    }

    @Test
    void simulatesMoreDataThanAreComputedAtOnceAndALastPartThatIsSmaller() {
        Vae bits = zero(Vae.builder(5).hidden(3).latent(2));
        INDArray x = bits.simulate(Nd4j.zeros(701, 2), new SplittableRandom(7));
        assertArrayEquals(new long[] {701, 5}, x.shape());
    }

    @Test
    void elboCountsEveryDatum() {
        Vae vae = zero(Vae.builder(1).hidden(2).latent(1));
        set(vae, "decoder.1.bias", 3);
        float[] x = new float[1203];
        Arrays.fill(x, 1);
        x[1202] = 0;
        double one = -Math.log1p(Math.exp(-3));
        double zero = -Math.log1p(Math.exp(3));
        Bound bound = vae.elbo(Nd4j.create(x, new long[] {1203, 1}, 'c'), new SplittableRandom(1));
        assertEquals((1202 * one + zero) / 1203, bound.elbo().value(), 1e-6);
        assertEquals(0, bound.kl().value(), 1e-6);
        assertEquals(1203, bound.elbo().draws());
        assertEquals(3.0 / 1203, bound.elbo().standardError(), 1e-5);
        assertEquals(
                "ELBO -0.05 ± 0.00 = reconstruction -0.05 ± 0.00 - KL 0.00 ± 0.00 nats per datum"
                        + " (1203 data)",
                bound.toString());
    }

    @Test
    void sampledKlIsTheAnalyticKlOnAverage() {
        SplittableRandom rng = new SplittableRandom(3);
        Vae analytic = Vae.builder(6).hidden(5).latent(3).build(rng);
        Vae sampled = Vae.builder(6).hidden(5).latent(3).kl(KlTerm.SAMPLED).build(rng);
        for (int i = 0; i < analytic.parameters().size(); i++) {
            float[] weights = analytic.parameters().get(i).value().data().asFloat();
            sampled.parameters().get(i).assign(weights);
        }
        INDArray x = Nd4j.vstack(row(1, 0, 1, 1, 0, 0)).repeat(0, 40_000);
        double exact = analytic.elbo(x.getRow(0, true), rng).kl().value();
        Bound bound = sampled.elbo(x, rng);
        // False alarm below 1e-4.
        assertTrue(Math.abs(bound.kl().standardErrorsFrom(exact)) < 4, bound + ", exact " + exact);
        assertTrue(bound.kl().standardError() > 0);
    }

    @Test
    void reconstructionDecodesTheMeanOfThePosterior() {
        Vae vae = Vae.builder(6).hidden(5).latent(3).build(new SplittableRandom(4));
        INDArray x = row(1, 0, 1, 1, 0, 0);
        assertEquals(vae.decode(vae.encode(x).mean()), vae.reconstruct(x));
        INDArray y = row(0, 1, 1, 0, 0, 1);
        INDArray line = vae.interpolate(x, y, 7);
        assertArrayEquals(new long[] {7, 6}, line.shape());
        assertEquals(0, line.getRow(0, true).distance2(vae.reconstruct(x)), 1e-6);
        assertEquals(0, line.getRow(6, true).distance2(vae.reconstruct(y)), 1e-6);
        INDArray middle = vae.encode(x).mean().add(vae.encode(y).mean()).mul(0.5);
        assertEquals(0, line.getRow(3, true).distance2(vae.decode(middle)), 1e-6);
    }

    /** Without hidden layers and with an identity for its weight, the decoder's mean is z. */
    private static Vae transparent() {
        Vae vae = zero(Vae.builder(2).hidden().latent(2).decoder(Decoder.GAUSSIAN));
        set(vae, "decoder.mean.weight", 1, 0, 0, 1);
        return vae;
    }

    @Test
    void samplesComeFromThePrior() {
        INDArray z = transparent().sample(20_000, new SplittableRandom(5));
        // False alarm below 1e-4 each.
        assertEquals(0, z.meanNumber().doubleValue(), 4 / Math.sqrt(40_000));
        assertEquals(1, z.stdNumber().doubleValue(), 4 / Math.sqrt(80_000));
        Vae vae = Vae.builder(6).hidden(5).latent(3).build(new Random(4));
        assertEquals(vae.sample(4, new Random(1)), vae.sample(4, new Random(1)));
        assertNotEquals(vae.sample(4, new Random(1)), vae.sample(4, new Random(2)));
    }

    /** Means over 20,000 draws at 4 standard errors: false alarm below 1e-4 each. */
    @Test
    void simulatedDataHaveTheNoiseOfSinglePixels() {
        Vae vae = zero(Vae.builder(2).hidden(3).latent(2));
        set(vae, "decoder.1.bias", Math.log(9), -Math.log(9));
        INDArray x = vae.simulate(Nd4j.zeros(20_000, 2), new SplittableRandom(6));
        assertEquals(40_000, x.eq(0).castTo(x.dataType()).add(x.eq(1)).sumNumber().intValue());
        double error = 4 * Math.sqrt(0.09 / 20_000);
        assertEquals(0.9, x.getColumn(0).meanNumber().doubleValue(), error);
        assertEquals(0.1, x.getColumn(1).meanNumber().doubleValue(), error);

        Vae gaussian = zero(Vae.builder(2).hidden(3).latent(2).decoder(Decoder.GAUSSIAN));
        double output = 0.5 * Math.log(3); // its tanh is 1/2
        set(gaussian, "decoder.logVar.bias", output, output);
        INDArray y = gaussian.simulate(Nd4j.zeros(20_000, 2), new SplittableRandom(7));
        double variance = Math.exp(Decoder.LARGEST_LOG_VAR / 2);
        double squares = y.mul(y).meanNumber().doubleValue();
        assertEquals(variance, squares, 4 * variance * Math.sqrt(2.0 / 40_000));
    }

    @Test
    void manifoldIsReadLikeAPicture() {
        INDArray z = transparent().manifold(4);
        assertArrayEquals(new long[] {16, 2}, z.shape());
        double far = new NormalDistribution().inverseCumulativeProbability(0.875);
        double near = new NormalDistribution().inverseCumulativeProbability(0.625);
        assertArrayEquals(new double[] {-far, far}, z.getRow(0).toDoubleVector(), 1e-6);
        assertArrayEquals(new double[] {-near, far}, z.getRow(1).toDoubleVector(), 1e-6);
        assertArrayEquals(new double[] {far, far}, z.getRow(3).toDoubleVector(), 1e-6);
        assertArrayEquals(new double[] {-far, near}, z.getRow(4).toDoubleVector(), 1e-6);
        assertArrayEquals(new double[] {far, -far}, z.getRow(15).toDoubleVector(), 1e-6);
        Vae three = Vae.builder(6).latent(3).build(new Random(4));
        assertThrows(IllegalStateException.class, () -> three.manifold(4));
    }

    @Test
    void aBernoulliNeverScoresRealPixels() {
        Vae vae = Vae.builder(2).hidden(5).latent(3).build(new Random(4));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> vae.elbo(row(1, 0.5f), new Random(1)))
                        .getMessage();
        assertTrue(message.contains("row 0 holds 0.5") && message.contains("binarise"), message);
        assertThrows(IllegalArgumentException.class, () -> loss(vae, row(Float.NaN, 1)));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Vae vae = Vae.builder(2).hidden(5).latent(3).build(new Random(4));
        assertThrows(IllegalArgumentException.class, () -> vae.encode(row(1, 0, 1)));
        assertThrows(IllegalArgumentException.class, () -> vae.decode(row(1, 0)));
        assertThrows(IllegalArgumentException.class, () -> loss(vae, row(1, 0, 1)));
        assertThrows(IllegalArgumentException.class, () -> vae.sample(0, new Random(1)));
        assertThrows(IllegalArgumentException.class, () -> Vae.builder(0));
        assertThrows(IllegalArgumentException.class, () -> Vae.builder(2).latent(0));
        Vae.Builder wrong = Vae.builder(2).hidden(3, 0);
        assertThrows(IllegalArgumentException.class, () -> wrong.build(new Random(1)));
    }

    @Test
    void anInterruptEndsAnEvaluation() {
        Vae vae = Vae.builder(2).hidden(5).latent(3).build(new Random(4));
        Thread.currentThread().interrupt();
        Dataset data = Dataset.of(Nd4j.zeros(10, 2));
        assertThrows(CancellationException.class, () -> vae.elbo(data, new Random(1)));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> vae.encode(Nd4j.zeros(10, 2)));
    }
}
