package org.elbo.model;

import static org.elbo.model.TinySentences.COLUMNS;
import static org.elbo.model.TinySentences.VOCABULARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.data.Vocabulary;
import org.elbo.nn.Adam;
import org.elbo.nn.Cell;
import org.elbo.prob.LogSumExp;
import org.elbo.train.History;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SentenceVaeTest {
    private static final INDArray ALL = TinySentences.all();

    private static SentenceVae.Builder plan() {
        return SentenceVae.builder(VOCABULARY, COLUMNS).latent(2);
    }

    static Stream<Arguments> kinds() {
        return Arrays.stream(Conditioning.values())
                .flatMap(c -> Arrays.stream(Cell.values()).map(cell -> Arguments.of(c, cell)));
    }

    /** The whole gradient along a random direction against a central difference of the loss. */
    @ParameterizedTest
    @MethodSource("kinds")
    void gradientAlongADirection(Conditioning conditioning, Cell cell) {
        SentenceVae vae = TinySentences.vae(plan().conditioning(conditioning).cell(cell));
        INDArray epsilon = noise(ALL.rows(), 2, new SplittableRandom(1));
        Tape tape = new Tape();
        tape.backward(vae.loss(tape, ALL, epsilon));
        RandomGenerator rng = new SplittableRandom(2);
        for (Parameter p : vae.parameters()) {
            INDArray direction = noise(p.rows(), p.columns(), rng);
            direction.divi(direction.norm2Number());
            double slope = p.gradient().mul(direction).sumNumber().doubleValue();
            double norm = p.gradient().norm2Number().doubleValue();
            assertTrue(norm > 0, p + " has no gradient");
            double step = 2e-2;
            double up = moved(vae, p, direction.mul(step), epsilon);
            double down = moved(vae, p, direction.mul(-step), epsilon);
            assertEquals(slope, (up - down) / (2 * step), 2e-3 * Math.max(norm, 0.05), "" + p);
        }
    }

    private static double moved(SentenceVae vae, Parameter p, INDArray by, INDArray epsilon) {
        INDArray before = p.value().dup();
        p.value().addi(by);
        double loss = vae.loss(Tape.withoutGradients(), ALL, epsilon).item();
        p.value().assign(before);
        return loss;
    }

    private static INDArray noise(int rows, int columns, RandomGenerator rng) {
        long[] shape = {rows, columns};
        return Nd4j.create(Networks.noise(rows * columns, rng), shape, 'c');
    }

    /** With one latent, log p(x) is an integral over a line: importance weights must agree. */
    @Test
    void importanceWeightsAgreeWithQuadrature() {
        SentenceVae vae = TinySentences.vae(plan().latent(1));
        INDArray some = ALL.get(NDArrayIndex.interval(0, 10)).dup();
        ImportanceBound bound = Iwae.of(vae, 4000).bound(some, new SplittableRandom(3));
        double[] estimates = bound.logLikelihoods();
        for (int i = 0; i < 10; i++) {
            double exact = evidence(vae, some.getRow(i, true));
            double error = bound.data().get(i).standardError();
            // ten comparisons at 4.5 standard errors: false alarm below 1e-4
            assertEquals(exact, estimates[i], 4.5 * error + 1e-4, "sentence " + i);
        }
        double elbo = vae.elbo(some, new SplittableRandom(4)).elbo().value();
        assertTrue(elbo < bound.bound().value(), elbo + " is no lower bound of " + bound);
    }

    private static double evidence(SentenceVae vae, INDArray x) {
        int points = 2001;
        double[] z = new double[points];
        Arrays.setAll(z, i -> -8 + 16.0 * i / (points - 1));
        INDArray grid = Nd4j.create(z, new long[] {points, 1}, 'c');
        double[] log = TinySentences.logLikelihoods(vae, grid, x.repeat(0, points));
        double width = 16.0 / (points - 1);
        for (int i = 0; i < points; i++) {
            log[i] += -0.5 * z[i] * z[i] - 0.5 * Math.log(2 * Math.PI) + Math.log(width);
        }
        return LogSumExp.of(log);
    }

    /** Hidden words in training, none in the negative ELBO, and all in the inputless decoder. */
    @Test
    void wordDropoutIsForTrainingOnly() {
        SentenceVae plain = TinySentences.vae(plan());
        SentenceVae dropping = TinySentences.vae(plan().wordDropout(1));
        SentenceVae inputless = TinySentences.vae(plan().inputless());
        double full = training(plain);
        double hidden = training(dropping);
        assertEquals(full, evaluation(plain), 0);
        assertEquals(full, evaluation(dropping), 0);
        assertNotEquals(full, hidden);
        assertEquals(hidden, training(inputless), 0);
        assertEquals(hidden, evaluation(inputless), 0);
    }

    private static double training(SentenceVae vae) {
        SplittableRandom rng = new SplittableRandom(5);
        return vae.loss(new Tape(), ALL, KlPenalty.PLAIN, rng).item();
    }

    private static double evaluation(SentenceVae vae) {
        return vae.loss(new Tape(), ALL, new SplittableRandom(5)).item();
    }

    /** The trainer trains with hidden words and validates without. */
    @Test
    void validationHidesNoWord() {
        Dataset data = Dataset.of(ALL);
        History dropping = noTraining(TinySentences.vae(plan().wordDropout(1)), data);
        History plain = noTraining(TinySentences.vae(plan()), data);
        assertEquals(plain.epochs().get(0).validation(), dropping.epochs().get(0).validation());
        assertNotEquals(plain.epochs().get(0).loss(), dropping.epochs().get(0).loss());
    }

    private static History noTraining(SentenceVae vae, Dataset data) {
        return Trainer.of(vae, Adam.of(1e-30)).validate(data).fit(data);
    }

    /** Words are dropped whole, each with the same probability; ends and targets never. */
    @Test
    void droppedWordsAreUnknown() {
        Tape tape = new Tape();
        SentenceBatch batch = SentenceBatch.of(tape.constant(ALL), VOCABULARY);
        int words = 0;
        int dropped = 0;
        SplittableRandom rng = new SplittableRandom(6);
        for (int repeat = 0; repeat < 100; repeat++) {
            SentenceBatch less = batch.withoutWords(0.3, rng);
            assertEquals(batch.targets(), less.targets());
            for (int i = 0; i < batch.tokens(); i++) {
                int before = batch.inputs()[i];
                int after = less.inputs()[i];
                assertTrue(after == before || after == Vocabulary.UNKNOWN && before > 0);
                words += before > Vocabulary.UNKNOWN ? 1 : 0;
                dropped += after != before ? 1 : 0;
            }
        }
        double deviation = Math.sqrt(words * 0.3 * 0.7);
        assertEquals(0.3 * words, dropped, 4 * deviation); // false alarm once in 16,000 seeds
    }

    /** Without a KL term, it stores sentences in z and tells them again. */
    @Test
    void reconstructsWhatItHasStored() {
        double[][] rows = {{2, 3, 0, 0}, {3, 0, 0, 0}, {2, 2, 3, 0}, {3, 3, 3, 0}, {3, 2, 0, 0}};
        INDArray x = Nd4j.create(rows).castTo(DataType.FLOAT);
        for (Conditioning conditioning : Conditioning.values()) {
            SentenceVae vae =
                    plan().embedding(8)
                            .hidden(16)
                            .conditioning(conditioning)
                            .build(new SplittableRandom(1));
            Trainer.of(vae, Adam.of(1e-2))
                    .annealKl(KlSchedule.constant(0))
                    .epochs(500)
                    .fit(Dataset.of(x));
            assertEquals(x, vae.reconstruct(x));
            INDArray way = vae.interpolate(x.getRow(0, true), x.getRow(3, true), 5);
            assertEquals(5, way.rows());
            assertEquals(x.getRow(0), way.getRow(0));
            assertEquals(x.getRow(3), way.getRow(4));
            INDArray near = vae.neighbours(x.getRow(1, true), 3, new SplittableRandom(1));
            assertEquals(3, near.rows());
            for (int i = 0; i < 3; i++) { // the posterior has become narrow
                assertEquals(x.getRow(1), near.getRow(i));
            }
        }
    }

    /** The parts of the bound, and the same numbers for the same seed. */
    @Test
    void boundOfADataSet() {
        SentenceVae vae = TinySentences.vae(plan());
        Bound bound = vae.elbo(ALL, new SplittableRandom(7));
        assertEquals(
                bound.elbo().value(), bound.reconstruction().value() - bound.kl().value(), 1e-9);
        double kl = LatentUse.of(vae.encode(ALL)).totalKl();
        assertEquals(kl, bound.kl().value(), 1e-4);
        assertEquals(bound, vae.elbo(ALL, new SplittableRandom(7)));
        assertEquals(
                vae.sample(5, new SplittableRandom(8)), vae.sample(5, new SplittableRandom(8)));
        assertEquals( // a beam of one is greedy, and z does not depend on the decoding
                vae.sample(5, new SplittableRandom(8)),
                vae.sample(5, new SplittableRandom(8), Decoding.beam(1)));
    }

    /** The encoder's posterior of a sentence does not depend on what is in its batch. */
    @Test
    void sentencesOfABatchAreIndependent() {
        SentenceVae vae = TinySentences.vae(plan());
        LatentGaussian together = vae.encode(ALL);
        for (int i = 0; i < ALL.rows(); i++) {
            LatentGaussian alone = vae.encode(ALL.getRow(i, true));
            assertTrue(together.mean().getRow(i, true).equalsWithEps(alone.mean(), 1e-5));
            assertTrue(together.logVar().getRow(i, true).equalsWithEps(alone.logVar(), 1e-5));
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        SentenceVae vae = TinySentences.vae(plan());
        assertThrows(
                IllegalArgumentException.class, () -> vae.encode(Nd4j.create(new float[2][3])));
        assertThrows(
                IllegalArgumentException.class, () -> vae.decode(Nd4j.create(new float[2][3])));
        assertThrows(IllegalArgumentException.class, () -> plan().wordDropout(1.1));
        assertThrows(IllegalArgumentException.class, () -> plan().latent(0));
        Value wide = new Tape().constant(0, 2, COLUMNS + 1);
        assertThrows(
                IllegalArgumentException.class, () -> vae.posterior(Tape.withoutGradients(), wide));
    }
}
