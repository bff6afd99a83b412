package org.elbo.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Float kernels against StrictMath in double precision, on a fine grid over the whole range. */
class ElementaryTest {
    private interface Kernel {
        void apply(float[] x, float[] y, int n);
    }

    private static final int N = 400_001;

    private static float[] grid(double from, double to) {
        float[] x = new float[N];
        for (int i = 0; i < N; i++) {
            x[i] = (float) (from + (to - from) * i / (N - 1));
        }
        return x;
    }

    /** Relative error at most (|x| + 4) times unit. */
    private static void relative(
            Kernel kernel, DoubleUnaryOperator exact, double from, double to, double unit) {
        float[] x = grid(from, to);
        float[] y = new float[N];
        kernel.apply(x, y, N);
        for (int i = 0; i < N; i++) {
            double expected = exact.applyAsDouble(x[i]);
            double error = Math.abs(y[i] - expected) / Math.max(Math.abs(expected), 1e-38);
            double bound = (Math.abs(x[i]) + 4) * unit;
            assertTrue(error <= bound, "at " + x[i] + ": " + y[i] + ", not " + expected);
        }
    }

    @Test
    void relativeErrorsAreSmallOverTheWholeRange() {
        relative(Elementary::expm1, StrictMath::expm1, -1, 88, 4e-7);
        relative(Elementary::exp, StrictMath::exp, -87, 88, 4e-7);
        relative(Elementary::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -87, 88, 4e-7);
        relative(Elementary::softplus, ElementaryTest::softplus, -87, 88, 4e-7);
        relative(Elementary::tanh, StrictMath::tanh, -0.01, 0.01, 1.5e-7);
        relative(Elementary::tanh, StrictMath::tanh, -1, 1, 1.5e-7);
        relative(Elementary::tanh, StrictMath::tanh, -50, 50, 1.5e-7);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
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
