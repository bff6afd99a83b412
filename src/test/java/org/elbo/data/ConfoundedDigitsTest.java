package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Planted nuisances are where they are said to be. */
class ConfoundedDigitsTest {
    private static final Images DIGITS = Mnist.train().first(300);

    private static float[] row(Dataset data, int row) {
        return data.batch(row, row + 1, null).data().asFloat();
    }

    private static float[] turned(int image, double angle, double scale) {
        float[] out = new float[784];
        ConfoundedDigits.turn(DIGITS, image, angle, scale, out, 0);
        return out;
    }

    @Test
    void stripesStandBehindTheDigit() {
        Confounded data = ConfoundedDigits.striped(DIGITS, 0, new SplittableRandom(1));
        float[] digit = row(DIGITS.continuous(), 7);
        float[] striped = row(data, 7);
        double a = Math.toRadians(18 * data.nuisance("stripes")[7]);
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                double wave =
                        Math.cos(
                                2 * Math.PI * (x * Math.cos(a) + y * Math.sin(a)) / 7
                                        + data.nuisance("phase")[7]);
                double paper = data.nuisance("contrast")[7] / 2 * (1 + wave);
                assertEquals(Math.max(digit[28 * y + x], paper), striped[28 * y + x], 1e-6);
            }
        }
        assertArrayEquals(DIGITS.labels(), data.labels());
    }

    @Test
    void turningByRightAnglesMovesPixels() {
        float[] digit = row(DIGITS.continuous(), 0);
        assertArrayEquals(digit, turned(0, 0, 1), 1e-6f);
        float[] quarter = turned(0, 90, 1);
        float[] half = turned(0, 180, 1);
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                assertEquals(digit[28 * y + x], quarter[28 * (27 - x) + y], 1e-5, "anticlockwise");
                assertEquals(digit[28 * y + x], half[28 * (27 - y) + 27 - x], 1e-5);
            }
        }
    }

    /** The ink grows with the square of the scale, the middle stays; nothing leaves the image. */
    @Test
    void scaleIsThatOfTheInk() {
        double[] whole = moments(turned(1, 0, 1));
        double[] small = moments(turned(1, 30, 0.7));
        assertEquals(0.49, small[0] / whole[0], 0.01);
        double turn = Math.toRadians(30);
        assertEquals(0.7 * (Math.cos(turn) * whole[1] + Math.sin(turn) * whole[2]), small[1], 0.05);
        assertEquals(0.7 * (Math.cos(turn) * whole[2] - Math.sin(turn) * whole[1]), small[2], 0.05);
    }

    /** The sum of an image, and where its centre of mass is: right of the middle, below it. */
    private static double[] moments(float[] image) {
        double sum = 0;
        double right = 0;
        double down = 0;
        for (int i = 0; i < 784; i++) {
            sum += image[i];
            right += image[i] * (i % 28 - 13.5);
            down += image[i] * (i / 28 - 13.5);
        }
        return new double[] {sum, right / sum, down / sum};
    }

    @Test
    void confoundingTiesTheNuisanceToTheLabel() {
        Confounded stripes = ConfoundedDigits.striped(DIGITS, 1, new SplittableRandom(2));
        Confounded turned = ConfoundedDigits.turned(DIGITS, 1, new SplittableRandom(2));
        for (int i = 0; i < DIGITS.size(); i++) {
            assertEquals(DIGITS.label(i), stripes.nuisance("stripes")[i]);
            assertEquals(10 * DIGITS.label(i) - 45, turned.nuisance("angle")[i]);
        }
        Confounded free = ConfoundedDigits.turned(DIGITS, 0, new SplittableRandom(2));
        assertArrayEquals(
                turned(5, free.nuisance("angle")[5], free.nuisance("scale")[5]), row(free, 5));
        int same = 0;
        Confounded often = ConfoundedDigits.striped(DIGITS, 0.6, new SplittableRandom(3));
        for (int i = 0; i < DIGITS.size(); i++) {
            same += often.nuisance("stripes")[i] == DIGITS.label(i) ? 1 : 0;
        }
        double expected = 0.6 + 0.4 / 10;
        double error = Math.sqrt(expected * (1 - expected) / DIGITS.size());
        assertEquals(expected, same / (double) DIGITS.size(), 5 * error, "false alarm under 1e-6");
    }

    @Test
    void badArgumentsAreRefused() {
        SplittableRandom rng = new SplittableRandom(1);
        assertThrows(
                IllegalArgumentException.class, () -> ConfoundedDigits.striped(DIGITS, -0.1, rng));
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfoundedDigits.turned(DIGITS, Double.NaN, rng));
        Images letters = Images.of(new byte[4], new byte[] {11}, 2, 2);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ConfoundedDigits.turned(letters, 0, rng))
                        .getMessage();
        assertTrue(message.contains("label 11"), message);
    }
}
