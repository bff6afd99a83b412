package org.elbo.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Float kernels against double precision, over one float in 997; with {@code
 * -Delbo.exhaustive=true} over every float, which takes minutes.
 */
class ElementaryTest {
    private interface Kernel {
        void apply(float[] x, float[] y, int n);
    }

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("elbo.exhaustive");
    private static final int STRIDE = EXHAUSTIVE ? 1 : 997;

    /** The table in {@link Elementary}, in its order. */
    private static final double[][] BOUNDS = {
        {8.3e-7, 3.1e-6, 3.7e-5, 7.3e-7},
        {5.5e-7, 3.1e-6, 3.7e-5, 2.4e-7},
        {6.2e-7, 4.5e-7, 2.4e-7, 3.6e-7},
        {4.0e-7, 3.1e-6, 3.7e-5, 1.9e-7},
        {5.2e-7, 3.1e-6, 3.7e-5, 1.9e-7},
    };

    private static final double BOUND_OF_TINY = 1.8e-43;

    /** Over all floats the errors also come near the bounds: these are not loose. */
    @Test
    void errorsAreAsDocumented() {
        long start = System.nanoTime();
        ElementaryErrors errors = ElementaryErrors.measure(STRIDE);
        if (EXHAUSTIVE) {
            System.out.printf("%s%n%.0f s%n", errors, (System.nanoTime() - start) * 1e-9);
        }
        for (int f = 0; f < BOUNDS.length; f++) {
            for (int i = 0; i < BOUNDS[f].length; i++) {
                String what = ElementaryErrors.FUNCTIONS[f] + ", column " + i;
                assertWithin(BOUNDS[f][i], errors.largest[f][i], what);
            }
        }
        assertWithin(BOUND_OF_TINY, errors.tiny, "tiny");
        assertTrue(errors.pairAgrees, "softplusAndSigmoid has the bits of both");
    }

    private static void assertWithin(double bound, double error, String what) {
        assertTrue(error <= bound, what + ": " + error);
        assertTrue(error >= (EXHAUSTIVE ? 0.95 : 0.5) * bound, what + " is only " + error);
    }

    @Test
    void theFormulasInDoublePrecisionAgreeWithStrictMath() {
        int limit = Float.floatToRawIntBits(Elementary.LIMIT);
        for (int bits = 0; bits <= limit; bits += 9973) {
            double x = Float.intBitsToFloat(bits);
            double e = ElementaryErrors.expm1(x);
            double u = 1 / (1 + e);
            double twice = e * (2 + e);
            assertRelative(StrictMath.expm1(x), e);
            assertRelative(StrictMath.expm1(-x), -e / (1 + e));
            assertRelative(StrictMath.exp(-x), u);
            assertRelative(StrictMath.tanh(x), twice / (twice + 2));
            assertRelative(StrictMath.log1p(StrictMath.exp(-x)), ElementaryErrors.log1p(u));
        }
    }

    private static void assertRelative(double expected, double actual) {
        assertEquals(expected, actual, 1e-14 * Math.abs(expected));
    }

    @Test
    void beyondTheLimitTheArgumentCountsAsTheLimit() {
        int from = Float.floatToRawIntBits(Elementary.LIMIT);
        int to = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
        int pieces = (to - from) / (1024 * STRIDE) + 1;
        IntStream.range(0, pieces)
                .parallel()
                .forEach(
                        piece -> {
                            float[] x = new float[1024];
                            for (int i = 0; i < x.length; i++) {
                                long bits = from + (piece * 1024L + i) * STRIDE;
                                x[i] = Float.intBitsToFloat((int) Math.min(bits, to));
                            }
                            assertLimits(x, 1);
                            assertLimits(x, -1);
                        });
    }

    private static void assertLimits(float[] sizes, int sign) {
        int n = sizes.length;
        float[] x = new float[n];
        float[] y = new float[n];
        float[] all = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = sign * sizes[i];
        }
        for (Kernel kernel : KERNELS) {
            Arrays.fill(y, sign * Elementary.LIMIT);
            kernel.apply(y, all, 1);
            Arrays.fill(all, all[0]);
            kernel.apply(x, y, n);
            assertTrue(Arrays.equals(all, y), "from " + x[0] + " on: " + y[0]);
        }
        Elementary.softplus(x, y, n);
        float[] low = new float[1];
        Elementary.softplus(new float[] {-Elementary.LIMIT}, low, 1);
        Arrays.fill(all, low[0]);
        assertTrue(Arrays.equals(sign > 0 ? x : all, y), "from " + x[0] + " on: " + y[0]);
    }

    /** Those with limits on both sides. */
    private static final Kernel[] KERNELS = {
        Elementary::expm1, Elementary::exp, Elementary::tanh, Elementary::sigmoid
    };

    @Test
    void resultsMayReplaceArgumentsWhereTheyMay() {
        Kernel[] inPlace = {Elementary::expm1, Elementary::tanh};
        for (Kernel kernel : inPlace) {
            float[] x = {-3, -0.1f, 0, 0.7f, 20};
            float[] y = new float[5];
            kernel.apply(x, y, 5);
            kernel.apply(x, x, 5);
            assertArrayEquals(y, x);
        }
    }

    @Test
    void farOutTheResultsAreTheLimits() {
        float inf = Float.POSITIVE_INFINITY;
        float[] x = {-inf, -1e30f, -200, 200, 1e30f, inf, 0, -0f};
        float[] y = new float[8];
        Elementary.tanh(x, y, 8);
        float[] limits = {-1, -1, -1, 1, 1, 1, 0, 0};
        assertArrayEquals(limits, y, 1e-7f, join(y));
        Elementary.sigmoid(x, y, 8);
        assertTrue(y[0] < 1e-38 && y[3] == 1 && y[6] == 0.5f, join(y));
        Elementary.softplus(x, y, 8);
        assertTrue(y[0] < 1e-38 && y[3] == 200 && y[4] == 1e30f, join(y));
        Elementary.exp(x, y, 8);
        assertTrue(y[0] < 1e-38 && y[5] > 1e38 && y[6] == 1 && y[7] == 1, join(y));
    }

    private static String join(float[] y) {
        StringBuilder s = new StringBuilder();
        for (float v : y) {
            s.append(' ').append(v);
        }
        return s.toString();
    }

    @Test
    void notANumberStaysNotANumber() {
        Kernel[] kernels = {
            Elementary::expm1,
            Elementary::exp,
            Elementary::tanh,
            Elementary::sigmoid,
            Elementary::softplus
        };
        for (Kernel kernel : kernels) {
            float[] y = new float[1];
            kernel.apply(new float[] {Float.NaN}, y, 1);
            assertTrue(Float.isNaN(y[0]));
        }
    }
}
