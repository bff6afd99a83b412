package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.elbo.autodiff.Tape;
import org.elbo.data.Dataset;
import org.elbo.prob.ImportanceWeights;
import org.elbo.prob.LogSumExp;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class IwaeTest {
    private static final Vae VAE =
            Vae.builder(3).hidden(4).latent(2).build(new SplittableRandom(5));

    private static INDArray binary(int rows) {
        SplittableRandom rng = new SplittableRandom(rows);
        float[] x = new float[rows * 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = rng.nextInt(2);
        }
        return Nd4j.create(x, new long[] {rows, 3}, 'c');
    }

    /** One draw: the negative loss is the ELBO with a sampled KL, for the same noise. */
    @Test
    void oneDrawIsTheElboWithASampledKl() {
        Vae sampled =
                Vae.builder(3)
                        .hidden(4)
                        .latent(2)
                        .kl(KlTerm.SAMPLED)
                        .build(new SplittableRandom(5));
        INDArray x = binary(7);
        double elbo = sampled.loss(new Tape(), x, new SplittableRandom(1)).item();
        double one = Iwae.of(VAE, 1).loss(new Tape(), x, new SplittableRandom(1)).item();
        assertEquals(elbo, one, 1e-5);
    }

    @Test
    void theLossIsTheMeanOverTheDataOfTheLogOfTheMeanWeight() {
        INDArray x = binary(3);
        double[] logWeights =
                VAE.logWeights(new Tape(), x, 4, new SplittableRandom(2)).data().data().asDouble();
        double sum = 0;
        for (int row = 0; row < 3; row++) {
            sum += LogSumExp.mean(java.util.Arrays.copyOfRange(logWeights, row * 4, row * 4 + 4));
        }
        double loss = Iwae.of(VAE, 4).loss(new Tape(), x, new SplittableRandom(2)).item();
        assertEquals(-sum / 3, loss, 1e-5);
    }

    @Test
    void theBoundCountsEveryDatumAndSaysHowFarItIs() {
        List<Integer> progress = new ArrayList<>();
        ImportanceBound bound =
                Iwae.of(VAE, 500)
                        .bound(Dataset.of(binary(5)), new SplittableRandom(3), progress::add);
        assertEquals(List.of(2, 4, 5), progress);
        assertEquals(5, bound.data().size());
        assertEquals(500, bound.data().get(4).count());
        assertEquals(bound.data().get(4).logMeanExp(), bound.logLikelihoods()[4]);
        assertEquals(5, bound.bound().draws());
        double squares = 0;
        double effective = 0;
        for (ImportanceWeights w : bound.data()) {
            squares += w.standardError() * w.standardError();
            effective += w.effectiveSampleSize() / 5;
        }
        assertEquals(Math.sqrt(squares) / 5, bound.samplingError(), 1e-12);
        assertEquals(effective, bound.effectiveSampleSize(), 1e-9);
        assertTrue(bound.toString().startsWith("IWAE-500 bound -"), bound.toString());
    }

    /** More draws than fit on a tape: the parts agree with the whole within their errors. */
    @Test
    void manyDrawsComeInParts() {
        INDArray x = binary(1);
        ImportanceWeights few = Iwae.of(VAE, 5000).bound(x, new SplittableRandom(4)).data().get(0);
        ImportanceWeights many =
                Iwae.of(VAE, 12_001).bound(x, new SplittableRandom(4)).data().get(0);
        assertEquals(12_001, many.count());
        // At 5 standard errors: false alarm below 1e-6, were the seed not fixed.
        assertEquals(few.logMeanExp(), many.logMeanExp(), 5 * few.standardError());
        assertTrue(many.standardError() < few.standardError());
    }

    @Test
    void refusesWhatDoesNotFitAndEndsWhenInterrupted() {
        assertThrows(IllegalArgumentException.class, () -> Iwae.of(VAE, 0));
        assertThrows(NullPointerException.class, () -> Iwae.of(null, 5));
        SplittableRandom rng = new SplittableRandom(1);
        INDArray wide = Nd4j.zeros(2, 4);
        assertThrows(IllegalArgumentException.class, () -> Iwae.of(VAE, 5).bound(wide, rng));
        assertThrows(
                IllegalArgumentException.class,
                () -> Iwae.of(VAE, 5).bound(Nd4j.zeros(2, 3).addi(0.5), rng));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> Iwae.of(VAE, 5).bound(binary(5), rng));
    }
}
