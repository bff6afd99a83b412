package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batches that are partly labelled. */
class SemiSupervisedTest {
    private static final int EXAMPLES = 60;
    private static final int CLASSES = 3;

    /** Example i is (i, -i), its label i mod 3; six are labelled. */
    private static Dataset pairs() {
        INDArray pairs = Nd4j.create(EXAMPLES, 2);
        for (int i = 0; i < EXAMPLES; i++) {
            pairs.putScalar(i, 0, i);
            pairs.putScalar(i, 1, -i);
        }
        return Dataset.of(pairs);
    }

    private static LabelSplit split() {
        int[] labels = IntStream.range(0, EXAMPLES).map(i -> i % CLASSES).toArray();
        return LabelSplit.balanced(labels, CLASSES, 6, 1);
    }

    private static float[][] batch(SemiSupervised data, int number, long seed) {
        int size = data.batchSize();
        INDArray rows = data.batch(number * size, (number + 1) * size, new SplittableRandom(seed));
        return rows.toFloatMatrix();
    }

    @Test
    void labelledRowsComeFirstWithTheirLabels() {
        SemiSupervised data = SemiSupervised.of(pairs(), split(), 4, 9);
        int[] labelled = split().labelled();
        float[][] rows = batch(data, 0, 7);
        for (int i = 0; i < rows.length; i++) {
            int example = (int) rows[i][0];
            assertEquals(-example, rows[i][1]);
            assertEquals(i < 4, Arrays.binarySearch(labelled, example) >= 0);
            float[] label = new float[CLASSES];
            label[example % CLASSES] = i < 4 ? 1 : 0;
            assertArrayEquals(label, Arrays.copyOfRange(rows[i], 2, 2 + CLASSES));
        }
    }

    /** Five deviations of a Poisson number, more than those of a visit: false alarm under 4e-5. */
    @Test
    void anEpochVisitsTheUnlabelledExamplesAboutOnce() {
        SemiSupervised data = SemiSupervised.of(pairs(), split(), 3, 10);
        assertEquals(6 * 13, data.size()); // 54 unlabelled examples need 6 batches
        int[] visits = new int[EXAMPLES];
        for (int epoch = 0; epoch < 200; epoch++) {
            count(data, epoch, visits);
        }
        double mean = 200 * 60 / 54.0; // 60 visits for 54 examples
        for (int row : split().unlabelled()) {
            assertEquals(mean, visits[row], 5 * Math.sqrt(mean), "example " + row);
        }
    }

    private static void count(SemiSupervised data, int epoch, int[] visits) {
        SplittableRandom rng = new SplittableRandom(epoch);
        Batches batches = Batches.of(data.size(), data.batchSize());
        batches.shuffle(rng);
        float[] out = new float[data.batchSize() * data.dimension()];
        for (int b = 0; b < batches.count(); b++) {
            data.copyTo(batches.order(), batches.from(b), batches.size(b), rng, out);
            for (int i = 0; i < data.batchSize(); i++) {
                visits[(int) out[i * data.dimension()]]++;
            }
        }
    }

    @Test
    void noLabelledExampleIsTwiceInABatchThatHasRoomForEach() {
        for (int seed = 0; seed < 20; seed++) {
            int[] six = examples(SemiSupervised.of(pairs(), split(), 6, 3), 6, seed);
            assertArrayEquals(split().labelled(), six);
            int[] twice = examples(SemiSupervised.of(pairs(), split(), 12, 3), 12, seed);
            assertArrayEquals(split().labelled(), Arrays.stream(twice).distinct().toArray());
            assertEquals(
                    4,
                    Arrays.stream(examples(SemiSupervised.of(pairs(), split(), 4, 3), 4, seed))
                            .distinct()
                            .count());
        }
    }

    private static int[] examples(SemiSupervised data, int count, long seed) {
        return Arrays.stream(batch(data, 0, seed), 0, count)
                .mapToInt(row -> (int) row[0])
                .sorted()
                .toArray();
    }

    @Test
    void theGeneratorAloneDecides() {
        SemiSupervised data = SemiSupervised.of(pairs(), split(), 4, 9);
        float[][] first = batch(data, 1, 5);
        batch(data, 0, 6);
        assertArrayEquals(first, batch(data, 1, 5));
    }

    @Test
    void imagesAreBinarisedAsWithoutLabels() {
        byte[] pixels = new byte[EXAMPLES * 6];
        byte[] labels = new byte[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            labels[i] = (byte) (i % CLASSES);
            Arrays.fill(pixels, 6 * i, 6 * i + 6, (byte) 102);
        }
        Images images = Images.of(pixels, labels, 2, 3);
        SemiSupervised data =
                SemiSupervised.of(
                        images.dynamicallyBinarized(),
                        LabelSplit.balanced(images.labels(), CLASSES, 6, 1),
                        6,
                        30);
        double ones = 0;
        for (int seed = 0; seed < 100; seed++) {
            for (float[] row : batch(data, 0, seed)) {
                for (float bit : Arrays.copyOf(row, 6)) {
                    assertTrue(bit == 0f || bit == 1f);
                    ones += bit;
                }
            }
        }
        double draws = 100 * 36 * 6; // 102 / 255 = 0.4; five standard errors, false alarm 6e-7
        assertEquals(0.4, ones / draws, 5 * Math.sqrt(0.24 / draws));
    }

    @Test
    void withoutUnlabelledRowsAnEpochVisitsTheLabelledOnes() {
        SemiSupervised data = SemiSupervised.of(pairs(), split(), 4, 0);
        assertEquals(8, data.size());
        assertEquals(4, examples(data, 4, 1).length);
    }

    @Test
    void badSizesAreErrors() {
        Dataset two = Dataset.of(Nd4j.ones(2, 2));
        assertMessage(
                "the split is of 60 examples but the data set has 2",
                () -> SemiSupervised.of(two, split(), 1, 1));
        assertMessage(
                "labelled rows of a batch is 0", () -> SemiSupervised.of(pairs(), split(), 0, 1));
        assertMessage(
                "a batch of 55 unlabelled rows is asked for, but there are 54",
                () -> SemiSupervised.of(pairs(), split(), 1, 55));
        SemiSupervised data = SemiSupervised.of(pairs(), split(), 4, 9);
        assertMessage(
                "a batch of 12 rows is asked for",
                () -> data.batch(0, 12, new SplittableRandom(1)));
    }

    private static void assertMessage(String start, Runnable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
        assertTrue(message.startsWith(start), message);
    }

    /** 40,000 draws of each value; five standard errors, false alarm of the 8 numbers 5e-6. */
    @Test
    void gaussianRowsHaveTheirMeansAndVariances() {
        INDArray mean = Nd4j.create(new double[][] {{1, -2}, {0, 5}});
        INDArray logVar = Nd4j.create(new double[][] {{0, -2}, {1, 0.5}});
        Dataset data = Dataset.gaussian(mean, logVar);
        int n = 40_000;
        double[] sum = new double[4];
        double[] squares = new double[4];
        SplittableRandom rng = new SplittableRandom(1);
        for (int i = 0; i < n; i++) {
            float[] x = data.batch(0, 2, rng).data().asFloat();
            for (int j = 0; j < 4; j++) {
                double d = x[j] - mean.getDouble(j / 2, j % 2);
                sum[j] += d;
                squares[j] += d * d;
            }
        }
        for (int j = 0; j < 4; j++) {
            double variance = Math.exp(logVar.getDouble(j / 2, j % 2));
            assertEquals(0, sum[j] / n, 5 * Math.sqrt(variance / n));
            assertEquals(variance, squares[j] / n, 5 * variance * Math.sqrt(2.0 / n));
        }
        assertMessage(
                "means and log-variances need one shape",
                () -> Dataset.gaussian(mean, Nd4j.ones(2, 3)));
    }
}
