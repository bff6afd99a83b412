package org.elbo.autodiff;

import org.elbo.internal.Memory;

/** Working space of a tape: small arrays that stay in the processor's cache. */
final class Tiles {
    static final int SIZE = 2048;

    float[] a = new float[SIZE];
    float[] b = new float[SIZE];
    float[] c = new float[SIZE];
    float[] d = new float[SIZE];
    final Memory delta = new Memory();

    /** Makes each tile hold at least one row. */
    void ensure(int columns) {
        if (a.length < columns) {
            a = new float[columns];
            b = new float[columns];
            c = new float[columns];
            d = new float[columns];
        }
    }

    /** The sum of the first n elements, by halves, so that errors stay small; x is overwritten. */
    static float sum(float[] x, int n) {
        for (int left = n; left > 1; ) {
            int half = (left + 1) >> 1;
            addUpper(x, left - half, half);
            left = half;
        }
        return x[0];
    }

    private static void addUpper(float[] x, int n, int half) {
        for (int i = 0; i < n; i++) {
            x[i] += x[i + half];
        }
    }

    /** y += x. */
    static void add(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += x[i];
        }
    }

    /** x *= factor. */
    static void scale(float[] x, float factor, int n) {
        for (int i = 0; i < n; i++) {
            x[i] *= factor;
        }
    }

    /** y += factor x. */
    static void addScaled(float[] x, float factor, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += factor * x[i];
        }
    }

    /** y *= x. */
    static void multiply(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] *= x[i];
        }
    }

    static void fill(float[] x, float value, int n) {
        java.util.Arrays.fill(x, 0, n, value);
    }
}
