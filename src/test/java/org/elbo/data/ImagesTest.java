package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Images in memory and the four ways to turn them into floats. */
class ImagesTest {
    @TempDir Path folder;

    /** 256 images of 2 x 3 pixels; all pixels of image k are k, so is its label. */
    private static Images ramp() {
        byte[] pixels = new byte[256 * 6];
        byte[] labels = new byte[256];
        for (int k = 0; k < 256; k++) {
            labels[k] = (byte) k;
            Arrays.fill(pixels, 6 * k, 6 * k + 6, (byte) k);
        }
        return Images.of(pixels, labels, 2, 3);
    }

    private static float[] copy(Dataset data, RandomGenerator rng, int... rows) {
        float[] out = new float[rows.length * data.dimension()];
        data.copyTo(rows, 0, rows.length, rng, out);
        return out;
    }

    @Test
    void continuousPixelsAreDividedBy255() {
        INDArray pixels = ramp().pixels(0, 256);
        assertArrayEquals(new long[] {256, 6}, pixels.shape());
        for (int k = 0; k < 256; k++) {
            assertEquals(k / 255f, pixels.getFloat(k, 5), 0f);
        }
        assertEquals(51 / 255f, ramp().pixelsOf(7, 51).getFloat(1, 0), 0f);
    }

    @Test
    void thresholdIsHalf() {
        float[] out = copy(ramp().thresholded(), null, 0, 127, 128, 255);
        assertEquals(0f, out[0]);
        assertEquals(0f, out[6]);
        assertEquals(1f, out[12]);
        assertEquals(1f, out[18]);
    }

    @Test
    void dynamicBitsHaveTheProbabilityOfThePixel() {
        Dataset data = ramp().dynamicallyBinarized();
        RandomGenerator rng = new SplittableRandom(1);
        int draws = 20_000;
        for (int pixel : new int[] {0, 1, 64, 128, 254, 255}) {
            assertFrequency(pixel, draws, data, rng);
        }
    }

    /**
     * Five standard errors: false alarm of the six cases together under 4e-6, for a random seed.
     */
    private static void assertFrequency(int pixel, int draws, Dataset data, RandomGenerator rng) {
        int[] rows = new int[draws];
        Arrays.fill(rows, pixel);
        double ones = 0;
        float[] out = copy(data, rng, rows);
        for (float bit : out) {
            assertTrue(bit == 0f || bit == 1f);
            ones += bit;
        }
        double p = pixel / 255.0;
        assertEquals(p, ones / out.length, 5 * Math.sqrt(p * (1 - p) / out.length) + 1e-15);
    }

    @Test
    void dynamicBitsAreRedrawnAndReproducible() {
        Dataset data = ramp().dynamicallyBinarized();
        int[] rows = {100, 101, 102, 103, 104, 105, 106, 107};
        RandomGenerator rng = new Random(7);
        float[] first = copy(data, rng, rows);
        assertFalse(Arrays.equals(first, copy(data, rng, rows)));
        assertArrayEquals(first, copy(data, new Random(7), rows));
    }

    @Test
    void fixedBitsDependOnSeedAndRowOnly() {
        Dataset data = ramp().fixedBinarized(3);
        float[] some = copy(data, null, 90, 120, 150, 180);
        float[] reordered = copy(ramp().fixedBinarized(3), new Random(1), 180, 7, 150, 120, 90);
        assertArrayEquals(Arrays.copyOfRange(some, 0, 6), Arrays.copyOfRange(reordered, 24, 30));
        assertArrayEquals(Arrays.copyOfRange(some, 18, 24), Arrays.copyOfRange(reordered, 0, 6));
        int[] all = Batches.of(256, 1).order();
        assertArrayEquals(copy(data, null, all), copy(data, null, all));
        assertFalse(
                Arrays.equals(copy(data, null, all), copy(ramp().fixedBinarized(4), null, all)));
    }

    /**
     * Over seeds; 5 standard errors of 6,000 draws, false alarm under 1e-6. And rows must not be
     * copies.
     */
    @Test
    void fixedBitsHaveTheProbabilityOfThePixelAndRowsDiffer() {
        double ones = 0;
        byte[] grey = new byte[2 * 784];
        Arrays.fill(grey, (byte) 128);
        Images images = Images.of(grey, new byte[2], 28, 28);
        for (int seed = 0; seed < 1000; seed++) {
            for (float bit : copy(ramp().fixedBinarized(seed), null, 100)) {
                ones += bit;
            }
        }
        double p = 100 / 255.0;
        assertEquals(p, ones / 6000, 5 * Math.sqrt(p * (1 - p) / 6000));
        float[] both = copy(images.fixedBinarized(0), null, 0, 1);
        for (int shift = 0; shift < 64; shift++) {
            assertFalse(Arrays.equals(both, shift, 700 + shift, both, 784, 1484));
        }
    }

    @Test
    void subsetsShareNumbersAndLabels() {
        Images some = ramp().subset(10, 20).first(5);
        assertEquals(5, some.size());
        assertArrayEquals(new int[] {10, 11, 12, 13, 14}, some.labels());
        assertArrayEquals(new int[] {2}, some.rowsWithLabel(12));
        assertEquals(12 / 255f, some.pixels(2, 3).getFloat(0, 0), 0f);
        assertEquals("5 images of 2 x 3 pixels", some.toString());
    }

    @Test
    void rowsOutsideAreRefused() {
        Images images = ramp();
        Dataset data = images.continuous();
        assertThrows(IllegalArgumentException.class, () -> images.label(256));
        assertThrows(IllegalArgumentException.class, () -> images.subset(5, 5));
        assertThrows(IllegalArgumentException.class, () -> images.pixels(0, 257));
        assertThrows(IllegalArgumentException.class, () -> copy(data, null, -1));
        assertThrows(
                IllegalArgumentException.class,
                () -> data.copyTo(new int[] {1}, 0, 2, null, new float[12]));
        assertThrows(
                IllegalArgumentException.class,
                () -> data.copyTo(new int[] {1}, 0, 1, null, new float[5]));
    }

    @Test
    void filesThatDoNotBelongTogetherAreRefused() {
        Idx.of(new byte[8], 2, 2, 2).write(folder.resolve("train-images-idx3-ubyte.gz"));
        Idx.of(new byte[3], 3).write(folder.resolve("train-labels-idx1-ubyte"));
        String message =
                assertThrows(IllegalArgumentException.class, () -> Mnist.train(folder))
                        .getMessage();
        assertTrue(message.contains("2 images") && message.contains("3 labels"), message);
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> Mnist.test(folder))
                        .getMessage()
                        .contains("t10k-images-idx3-ubyte"));
    }

    @Test
    void anyFolderCanBeNamed() {
        Idx.of(new byte[] {0, 51, 102, -1}, 1, 2, 2)
                .write(folder.resolve("train-images-idx3-ubyte"));
        Idx.of(new byte[] {4}, 1).write(folder.resolve("train-labels-idx1-ubyte.gz"));
        Images images = Mnist.train(folder);
        assertEquals(4, images.label(0));
        assertArrayEquals(
                new float[] {0f, 0.2f, 0.4f, 1f}, images.pixels(0, 1).toFloatMatrix()[0], 1e-7f);
    }

    @Test
    void aDatasetOfATransposedArrayReturnsItsRows() {
        INDArray transposed = ramp().pixels(0, 4).transpose();
        assertArrayEquals(
                new float[] {0f, 1 / 255f, 2 / 255f, 3 / 255f},
                copy(Dataset.of(transposed), null, 5));
    }

    @Test
    void aDatasetOfAnArrayReturnsItsRows() {
        Dataset data = Dataset.of(ramp().pixels(0, 4));
        assertEquals(4, data.size());
        assertEquals(6, data.dimension());
        assertEquals(3 / 255f, data.batch(3, 4, null).getFloat(0, 2), 0f);
        assertEquals(1 / 255f, copy(data, null, 2, 1)[6], 0f);
    }
}
