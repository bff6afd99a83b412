package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.data.Dataset;
import org.elbo.nn.Adam;
import org.elbo.prob.LogSumExp;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class M2Test {
    private static final int CLASSES = 3;

    private static INDArray row(float... values) {
        return Nd4j.create(values, new long[] {1, values.length}, 'c');
    }

    private static Parameter parameter(M2 m2, String name) {
        return m2.parameters().stream().filter(p -> p.name().equals(name)).findFirst().get();
    }

    private static void set(M2 m2, String name, float... values) {
        parameter(m2, name).assign(values);
    }

    /** p(y) and, for two pixels given each class, the probability of a 1. */
    private static final double[] PRIOR = {0.5, 0.3, 0.2};

    private static final double[][] PIXELS = {{0.9, 0.2}, {0.4, 0.7}, {0.1, 0.1}};

    /**
     * A model whose p(x, y) is a small table: no weight touches z, so q(z|x, y) = p(z) is exact and
     * each class has its own hidden unit, which is 1 or 0.
     */
    private static M2 table() {
        M2 m2 =
                M2.builder(2, CLASSES)
                        .hidden(CLASSES)
                        .latent(1)
                        .prior(PRIOR)
                        .activation(org.elbo.autodiff.Activation.RELU)
                        .build(new SplittableRandom(1));
        m2.parameters().stream()
                .filter(p -> !p.name().startsWith("classifier"))
                .forEach(p -> p.assign(new float[p.length()]));
        set(m2, "decoder.0.weight", 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1);
        float[] logits = new float[2 * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            double p = PIXELS[i / 2][i % 2];
            logits[i] = (float) Math.log(p / (1 - p));
        }
        set(m2, "decoder.1.weight", logits);
        return m2;
    }

    private static double logJoint(float[] x, int y) {
        double log = Math.log(PRIOR[y]);
        for (int i = 0; i < 2; i++) {
            log += Math.log(x[i] == 1 ? PIXELS[y][i] : 1 - PIXELS[y][i]);
        }
        return log;
    }

    private static double[] logJoint(float[] x) {
        double[] logs = new double[CLASSES];
        Arrays.setAll(logs, y -> logJoint(x, y));
        return logs;
    }

    private static final float[][] ALL = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

    /** log p(x) - bound = KL(q(y|x) || p(y|x)), which is positive. */
    @Test
    void theBoundFallsShortOfTheEvidenceByTheDivergenceFromTheTruePosterior() {
        M2 m2 = table();
        for (float[] x : ALL) {
            double evidence = LogSumExp.of(logJoint(x));
            double[] posterior = Arrays.stream(logJoint(x)).map(l -> l - evidence).toArray();
            double[] q = m2.classify(row(x)).toDoubleVector();
            double gap = 0;
            for (int y = 0; y < CLASSES; y++) {
                gap += q[y] * (Math.log(q[y]) - posterior[y]);
            }
            double bound = m2.elbo(row(x), new Random(1)).elbo().value();
            assertTrue(gap > 1e-4, "q is the posterior by chance");
            assertEquals(evidence - gap, bound, 1e-5);
            assertEquals(-bound, m2.loss(new Tape(), row(x), new Random(1)).item(), 1e-5);
            for (int y = 0; y < CLASSES; y++) {
                INDArray labelled = Nd4j.hstack(row(x), oneHot(y));
                Bound exact = m2.elbo(labelled, new Random(1));
                assertEquals(logJoint(x, y), exact.elbo().value(), 1e-5);
                assertEquals(-Math.log(PRIOR[y]), exact.kl().value(), 1e-5);
            }
        }
    }

    private static INDArray oneHot(int y) {
        float[] label = new float[CLASSES];
        label[y] = 1;
        return row(label);
    }

    /** Without a single label: the true posterior maximises the bound. */
    @Test
    void theClassifierLearnsTheTruePosterior() {
        M2 m2 = table();
        List<Parameter> classifier =
                m2.parameters().stream().filter(p -> p.name().startsWith("classifier")).toList();
        set(m2, "classifier.0.weight", 1, -1, 1, 1, 1, -1); // sums: 0, 1, 1, 2 and so on
        set(m2, "classifier.0.bias", 0, 0.5f, 0.5f);
        INDArray x = Nd4j.create(ALL);
        Tape tape = new Tape();
        Adam adam = Adam.of(0.03);
        for (int step = 0; step < 800; step++) {
            tape.clear();
            tape.backward(m2.loss(tape, x, new SplittableRandom(step)));
            adam.step(classifier);
        }
        for (float[] datum : ALL) {
            double evidence = LogSumExp.of(logJoint(datum));
            double[] q = m2.classify(row(datum)).toDoubleVector();
            for (int y = 0; y < CLASSES; y++) {
                assertEquals(Math.exp(logJoint(datum, y) - evidence), q[y], 5e-3);
            }
            assertEquals(evidence, m2.elbo(row(datum), new Random(1)).elbo().value(), 1e-3);
        }
    }

    /** Eight pixels in three patterns, one pixel in ten flipped; style: which half is inverted. */
    private static INDArray patterns(int rows, int labelled, SplittableRandom rng, int[] classes) {
        float[][] x = new float[rows][12 + CLASSES];
        for (int r = 0; r < rows; r++) {
            int y = r % CLASSES;
            classes[r] = y;
            boolean style = rng.nextBoolean();
            for (int j = 0; j < 12; j++) {
                boolean on = j < 9 ? j / 3 == y : style;
                x[r][j] = on != (rng.nextInt(10) == 0) ? 1 : 0;
            }
            if (r < labelled) {
                x[r][12 + y] = 1;
            }
        }
        return Nd4j.create(x);
    }

    private static M2 trained(UnlabelledBound how) {
        M2 m2 =
                M2.builder(12, CLASSES)
                        .hidden(20)
                        .latent(2)
                        .unlabelled(how)
                        .build(new SplittableRandom(3));
        INDArray data = patterns(1500, CLASSES, new SplittableRandom(7), new int[1500]);
        Tape tape = new Tape();
        Adam adam = Adam.of(1e-2);
        SplittableRandom rng = new SplittableRandom(2);
        for (int step = 0; step < 300; step++) {
            INDArray batch = Nd4j.createUninitialized(53, 12 + CLASSES);
            for (int r = 0; r < 53; r++) {
                batch.putRow(r, data.getRow(r < CLASSES ? r : rng.nextInt(1500)));
            }
            tape.clear();
            tape.backward(m2.loss(tape, batch, rng));
            adam.step(m2.parameters());
        }
        return m2;
    }

    private static double accuracy(M2 m2) {
        int[] classes = new int[999];
        INDArray test = patterns(999, 0, new SplittableRandom(8), classes);
        INDArray x = test.getColumns(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        int[] found = m2.classify(x).argMax(1).toIntVector();
        int right = 0;
        for (int i = 0; i < found.length; i++) {
            right += found[i] == classes[i] ? 1 : 0;
        }
        return right / 999.0;
    }

    @Test
    void oneLabelForEachClassIsEnoughWhereTheDataShowTheClasses() {
        M2 m2 = trained(UnlabelledBound.summed(1e-2));
        assertTrue(accuracy(m2) > 0.95, "accuracy " + accuracy(m2));

        // The style, in the last three pixels, is kept in all classes; the class is the one asked.
        INDArray x = row(1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1);
        INDArray analogies = m2.analogies(x);
        assertArrayEquals(new long[] {CLASSES, 12}, analogies.shape());
        for (int y = 0; y < CLASSES; y++) {
            for (int j = 0; j < 12; j++) {
                boolean on = j >= 9 || j / 3 == y;
                assertEquals(on, analogies.getDouble(y, j) > 0.5, "class " + y + " pixel " + j);
            }
        }
        INDArray samples = m2.sample(new int[] {2, 0, 0}, new Random(1));
        assertTrue(samples.getDouble(0, 7) > 0.5 && samples.getDouble(1, 7) < 0.5);
        assertEquals(samples, m2.sample(new int[] {2, 0, 0}, new Random(1)));
        assertNotEquals(samples, m2.sample(new int[] {2, 0, 0}, new Random(2)));
    }

    @Test
    void reconstructionDecodesTheMostProbableClass() {
        M2 m2 = M2.builder(6, CLASSES).hidden(5).latent(2).build(new SplittableRandom(4));
        INDArray x = row(1, 0, 1, 1, 0, 0);
        INDArray q = m2.classify(x);
        assertEquals(1, q.sumNumber().doubleValue(), 1e-6);
        int[] y = {q.argMax(1).getInt(0)};
        INDArray mean = m2.encode(x, y).mean();
        assertEquals(m2.decode(mean, y), m2.reconstruct(x));
        assertEquals(m2.decode(mean, y), m2.decode(mean.castTo(DataType.DOUBLE), y));
        assertEquals(m2.reconstruct(x), m2.analogies(x).getRow(y[0], true));
        INDArray drawn = m2.simulate(mean.repeat(0, 701L), new int[701], new Random(1));
        assertArrayEquals(new long[] {701, 6}, drawn.shape());
    }

    @Test
    void elboCountsEveryDatum() {
        M2 m2 = table();
        int rows = 703;
        INDArray x = row(0, 1).repeat(0, (long) rows);
        x.putRow(rows - 1, row(1, 1).getRow(0));
        double many = m2.elbo(row(0, 1), new Random(1)).elbo().value();
        double one = m2.elbo(row(1, 1), new Random(1)).elbo().value();
        Bound bound = m2.elbo(x, new Random(1));
        assertEquals((702 * many + one) / rows, bound.elbo().value(), 1e-5);
        assertEquals(rows, bound.elbo().draws());
    }

    /** Trainer takes rows of data and labels, weighs the KL term of z and frees its bits. */
    @Test
    void trainsWithTheUsualLoop() {
        M2 m2 = M2.builder(12, CLASSES).hidden(8).latent(2).build(new SplittableRandom(3));
        Dataset data = Dataset.of(patterns(300, 30, new SplittableRandom(7), new int[300]));
        double before = m2.elbo(data, new Random(1)).elbo().value();
        Trainer.of(m2, Adam.of(1e-2)).batchSize(30).epochs(5).freeBits(0.1).fit(data);
        assertTrue(m2.elbo(data, new Random(1)).elbo().value() > before + 1);
        Trainer trainer = Trainer.of(m2, Adam.of(1e-2));
        refused(() -> trainer.fit(Dataset.of(Nd4j.zeros(9, 12))), "12", "15");
    }

    private static void refused(Executable executable, String... words) {
        String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    @Test
    void refusesLabelsThatAreNone() {
        M2 m2 = M2.builder(2, CLASSES).hidden(5).build(new Random(4));
        INDArray good = row(1, 0, 0, 1, 0);
        INDArray two = Nd4j.vstack(good, row(1, 0, 1, 1, 0));
        refused(() -> m2.loss(new Tape(), two, new Random(1)), "row 1", "[1.0, 1.0, 0.0]");
        INDArray half = row(1, 0, 0, 0.5f, 0);
        refused(() -> m2.loss(new Tape(), half, new Random(1)), "row 0", "0.5", "single 1");
        INDArray nan = row(1, 0, 0, 0, Float.NaN);
        refused(() -> m2.elbo(nan, new Random(1)), "row 0", "NaN");
        INDArray x = row(1, 0);
        refused(() -> m2.encode(x, new int[] {3}), "class 3 at 0", "0 to 2");
        refused(() -> m2.encode(x, new int[] {-1}), "class -1");
        refused(() -> m2.encode(x, new int[] {0, 1}), "2 classes", "1 rows");
        refused(() -> m2.sample(new int[0], new Random(1)), "y");
    }

    @Test
    void refusesWhatDoesNotFit() {
        M2 m2 = M2.builder(2, CLASSES).hidden(5).latent(3).build(new Random(4));
        refused(() -> m2.classify(row(1, 0, 1)), "[1, 3]", "2");
        refused(() -> m2.decode(row(1, 0), new int[] {1}), "z", "[1, 2]");
        refused(() -> m2.loss(new Tape(), row(1, 0, 1), new Random(1)), "[1, 3]", "5");
        refused(() -> m2.loss(new Tape(), row(1, 0.5f), new Random(1)), "0.5", "binarise");
        refused(() -> M2.builder(0, 3), "data dimension");
        refused(() -> M2.builder(2, 1), "1 classes", "at least 2");
        M2.Builder plan = M2.builder(2, CLASSES);
        refused(() -> plan.latent(0), "latent");
        refused(() -> plan.alpha(-1), "alpha", "-1");
        refused(() -> plan.alpha(Double.NaN), "alpha");
        refused(() -> plan.prior(0.5, 0.5), "2 probabilities", "3 classes");
        refused(() -> plan.prior(1, 0, 0), "prior of class 1");
        refused(() -> UnlabelledBound.summed(1), "tolerance");
        refused(() -> UnlabelledBound.summed(Double.NaN), "tolerance");
        refused(() -> UnlabelledBound.relaxed(0), "temperature");
        M2.Builder linear = M2.builder(2, CLASSES).hidden();
        refused(() -> linear.build(new Random(1)), "hidden");
    }

    @Test
    void anInterruptEndsAnEvaluation() {
        M2 m2 = M2.builder(2, CLASSES).hidden(5).build(new Random(4));
        Thread.currentThread().interrupt();
        Dataset data = Dataset.of(Nd4j.zeros(10, 2));
        assertThrows(CancellationException.class, () -> m2.elbo(data, new Random(1)));
    }
}
