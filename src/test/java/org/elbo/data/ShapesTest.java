package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.elbo.prob.Quadrature;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The drawn shapes have the factors that they are said to have. */
class ShapesTest {
    private static float[] image(Shapes shapes, int... factors) {
        return shapes.images(factors).data().asFloat();
    }

    private static double area(Shapes shapes, int... factors) {
        return shapes.images(factors).sumNumber().doubleValue();
    }

    @Test
    void theFullSetHasTheFactorsOfDsprites() {
        Shapes shapes = Shapes.full();
        assertEquals(737_280, shapes.size());
        assertArrayEquals(new int[] {3, 6, 40, 32, 32}, shapes.factorSizes());
        assertEquals(shapes.factorSizes().length, shapes.factorNames().size());
        assertEquals(737_280, shapes.dataset().size());
        assertEquals(64 * 64, shapes.dataset().dimension());
    }

    @Test
    void factorsOfAnIndexCountLikeAnOdometer() {
        Shapes shapes = Shapes.full().sizes(3, 2, 5, 4, 7);
        int index = 0;
        int[] f = new int[5];
        for (f[0] = 0; f[0] < 3; f[0]++) {
            for (f[1] = 0; f[1] < 2; f[1]++) {
                for (f[2] = 0; f[2] < 5; f[2]++) {
                    for (f[3] = 0; f[3] < 4; f[3]++) {
                        for (f[4] = 0; f[4] < 7; f[4]++) {
                            assertArrayEquals(f, shapes.factorsOf(index));
                            assertEquals(index++, shapes.indexOf(f));
                        }
                    }
                }
            }
        }
        assertEquals(index, shapes.size());
    }

    /** Against the areas of the ideal shapes; the number of pixels errs by the border's length. */
    @Test
    void areasAreThoseOfTheIdealShapes() {
        int pixels = 1024;
        Shapes shapes = Shapes.full().resolution(pixels);
        double circle = Math.pow(pixels / 4.0, 2);
        assertEquals(2 * circle, area(shapes, 0, 5, 3, 9, 9), 0.002 * circle);
        assertEquals(0.6 * Math.PI * circle, area(shapes, 1, 5, 3, 9, 9), 0.002 * circle);
        assertEquals(heartArea() * circle, area(shapes, 2, 5, 3, 9, 9), 0.002 * circle);
        for (int shape = 0; shape < 3; shape++) {
            double small = area(shapes, shape, 0, 7, 0, 31);
            assertEquals(4, area(shapes, shape, 5, 7, 0, 31) / small, 0.02);
        }
    }

    /** The curve solved for y, which has two branches, and the distance of the two integrated. */
    private static double heartArea() {
        double end = 1.1391; // where the branches meet, rounded up
        double area =
                Quadrature.integrate(
                        x -> Math.sqrt(Math.max(0, Math.pow(x, 4.0 / 3) - 4 * x * x + 4)), 0, end);
        return 2 * area / (1.25 * 1.25);
    }

    @Test
    void xMovesRightAndYMovesDown() {
        Shapes shapes = Shapes.full().sizes(3, 6, 40, 33, 33); // one step is one pixel
        float[] here = image(shapes, 2, 3, 5, 10, 20);
        float[] right = image(shapes, 2, 3, 5, 11, 20);
        float[] below = image(shapes, 2, 3, 5, 10, 21);
        for (int i = 0; i + 64 < here.length; i++) {
            assertEquals(here[i], right[i + 1]);
            assertEquals(here[i], below[i + 64]);
        }
    }

    @Test
    void orientationTurnsAnticlockwise() {
        Shapes shapes = Shapes.full().sizes(3, 6, 4, 1, 1);
        float[] upright = image(shapes, 2, 4, 0, 0, 0);
        float[] turned = image(shapes, 2, 4, 1, 0, 0);
        assertFalse(Arrays.equals(upright, turned));
        for (int row = 0; row < 64; row++) {
            for (int column = 0; column < 64; column++) {
                assertEquals(upright[column * 64 + 63 - row], turned[row * 64 + column]);
            }
        }
    }

    @Test
    void anUprightHeartStandsOnItsTip() {
        float[] heart = image(Shapes.full().sizes(3, 6, 4, 1, 1), 2, 5, 0, 0, 0);
        int[] width = new int[64];
        for (int i = 0; i < heart.length; i++) {
            width[i / 64] += (int) heart[i];
        }
        int first = 0;
        int last = 63;
        while (width[first] == 0) {
            first++;
        }
        while (width[last] == 0) {
            last--;
        }
        assertTrue(width[first] > width[last], width[first] + " pixels above, " + width[last]);
    }

    /** A quarter turn leaves a square as it is, half a turn an ellipse, only a full one a heart. */
    @Test
    void allOtherImagesDiffer() {
        Shapes shapes = Shapes.full().sizes(3, 6, 40, 32, 1);
        Set<String> images = new HashSet<>();
        for (int i = 0; i < shapes.size(); i++) {
            images.add(packed(image(shapes, shapes.factorsOf(i))));
        }
        assertEquals(6 * 32 * (10 + 20 + 40), images.size());
    }

    private static String packed(float[] image) {
        StringBuilder bits = new StringBuilder();
        for (int i = 0; i < image.length; i++) {
            if (image[i] == 1f) {
                bits.append((char) i);
            }
        }
        return bits.toString();
    }

    @Test
    void imagesAreBinaryAndNoShapeIsCutOff() {
        Shapes shapes = Shapes.full().sizes(3, 6, 40, 33, 33); // one step is one pixel
        for (int i = 0; i < 3 * 6 * 40; i++) {
            int[] f = shapes.factorsOf(i * 33 * 33);
            float[] corner = image(shapes, f[0], f[1], f[2], 0, 32);
            for (float pixel : corner) {
                assertTrue(pixel == 0f || pixel == 1f);
            }
            double middle = area(shapes, f[0], f[1], f[2], 16, 16);
            assertEquals(middle, area(shapes, f[0], f[1], f[2], 0, 32));
            assertEquals(middle, area(shapes, f[0], f[1], f[2], 32, 0));
        }
    }

    /** Threads share a batch; a single image is drawn by the caller. */
    @Test
    void aBatchHoldsTheImagesInTheOrderAsked() {
        Shapes shapes = Shapes.full().resolution(24);
        SplittableRandom rng = new SplittableRandom(1);
        int[] rows = rng.ints(500, 0, shapes.size()).toArray();
        float[] out = new float[490 * 24 * 24];
        shapes.dataset().copyTo(rows, 10, 490, rng, out);
        for (int i = 0; i < 490; i++) {
            float[] one = image(shapes, shapes.factorsOf(rows[10 + i]));
            assertArrayEquals(one, Arrays.copyOfRange(out, i * 576, (i + 1) * 576));
        }
    }

    @Test
    void oneValueOfAFactorIsTheMiddle() {
        Shapes one = Shapes.full().sizes(1, 1, 1, 1, 1);
        Shapes odd = Shapes.full().sizes(1, 3, 1, 3, 3);
        assertArrayEquals(image(odd, 0, 1, 0, 1, 1), image(one, 0, 0, 0, 0, 0));
    }

    @Test
    void aBatchOfImagesHasTheirShape() {
        INDArray two =
                Shapes.full().resolution(32).images(new int[5], new int[] {2, 5, 39, 31, 31});
        assertArrayEquals(new long[] {2, 1024}, two.shape());
    }

    @Test
    void wrongArgumentsAreRefused() {
        Shapes shapes = Shapes.full();
        refused(() -> shapes.resolution(7), "at least 8");
        refused(() -> shapes.sizes(3, 6, 40), "5 factors");
        refused(() -> shapes.sizes(4, 6, 40, 32, 32), "at most 3");
        refused(() -> shapes.sizes(3, 6, 0, 32, 32), "orientation is 0");
        refused(() -> shapes.sizes(3, 6, 40, 32_000, 32_000), "2^31");
        refused(() -> shapes.factorsOf(737_280), "737280");
        refused(() -> shapes.images(), "at least one");
        refused(() -> shapes.images(new int[] {0, 0, 0, 32, 0}), "x is 32");
        refused(() -> shapes.images(new int[] {0, 0, 0, 0}), "4 factors");
        refused(() -> shapes.indexOf(0, -1, 0, 0, 0), "scale is -1");
    }

    private static void refused(Runnable call, String part) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
