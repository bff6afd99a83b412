package org.elbo.autodiff;

import java.util.Arrays;
import org.elbo.internal.Block;
import org.elbo.internal.Memory;

/** Working space of one thread of a tape: small arrays that stay in the processor's cache. */
final class Tiles {
    static final int SIZE = 2048;

    float[] a = new float[SIZE];
    float[] b = new float[SIZE];
    float[] c = new float[SIZE];
    float[] d = new float[SIZE];
    float[] e = new float[SIZE];
    final Block block = new Block();

    /** Makes each tile hold at least one row. */
    void ensure(int columns) {
        if (a.length < columns) {
            a = new float[columns];
            b = new float[columns];
            c = new float[columns];
            d = new float[columns];
            e = new float[columns];
        }
    }

    /** The sum of the first n elements, by halves, so that errors stay small; x is overwritten. */
    static float sum(float[] x, int n) {
        return sum(x, 0, n);
    }

    private static float sum(float[] x, int from, int n) {
        for (int left = n; left > 1; ) {
            int half = (left + 1) >> 1;
            addUpper(x, from, left - half, half);
            left = half;
        }
        return x[from];
    }

    private static void addUpper(float[] x, int from, int n, int half) {
        for (int i = from; i < from + n; i++) {
            x[i] += x[i + half];
        }
    }

    /**
     * The largest of the first n elements, NaN if one is; by halves, which vectorises; x is lost.
     */
    static float max(float[] x, int n) {
        for (int left = n; left > 1; ) {
            int half = (left + 1) >> 1;
            maxWithUpper(x, left - half, half);
            left = half;
        }
        return x[0];
    }

    private static void maxWithUpper(float[] x, int n, int half) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.max(x[i], x[i + half]);
        }
    }

    /** The sum of each row of a piece goes to {@code sums}, from {@code row} on. */
    static void sumRows(float[] x, int columns, int n, Memory sums, int row) {
        for (int from = 0; from < n; from += columns) {
            sums.set(row++, sum(x, from, columns));
        }
    }

    /** Each number of {@code column}, from {@code row} on, fills its row of a piece. */
    static void spread(Memory column, int row, float[] y, int columns, int n) {
        for (int from = 0; from < n; from += columns) {
            Arrays.fill(y, from, from + columns, column.get(row++));
        }
    }

    /** y += x. */
    static void add(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += x[i];
        }
    }

    /** x += shift. */
    static void shift(float[] x, float shift, int n) {
        for (int i = 0; i < n; i++) {
            x[i] += shift;
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

    /** x = |x (1 - x)|: zero for 0 and 1 only. */
    static void zeroIfBinary(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.abs(x[i] * (1f - x[i]));
        }
    }

    static void fill(float[] x, float value, int n) {
        Arrays.fill(x, 0, n, value);
    }
}
