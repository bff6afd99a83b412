package org.elbo.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The largest errors of {@link Elementary}'s functions over floats of both signs, whose bits are a
 * number of strides apart (1 for all floats), against formulas in double precision.
 */
final class ElementaryErrors {
    /** The rows of {@link #largest}. */
    static final String[] FUNCTIONS = {"expm1", "exp", "tanh", "sigmoid", "softplus"};

    /**
     * The columns: relative for |x| to 1, 1 to 8, 8 to 88; absolute where the result is below 1.
     */
    static final int ABSOLUTE = 3;

    /** For smaller |x| x/256 loses bits, and only the absolute error is small. */
    static final float TINY = 0x1p-118f;

    private static final int PIECE = 2048;

    final double[][] largest = new double[FUNCTIONS.length][4];

    /** The largest absolute error for |x| below {@link #TINY}. */
    double tiny;

    /** Whether softplusAndSigmoid gave the bits of softplus and of sigmoid. */
    boolean pairAgrees = true;

    private final float[] x = new float[PIECE];
    private final float[] pairSoftplus = new float[PIECE];
    private final float[] pairSigmoid = new float[PIECE];
    private final float[][] y = new float[FUNCTIONS.length][PIECE];

    private ElementaryErrors() {}

    /** Measures over |x| from 0 to {@link Elementary#LIMIT}, with all cores. */
    static ElementaryErrors measure(int stride) {
        long floats = Float.floatToRawIntBits(Elementary.LIMIT) + 1L;
        int pieces =
                Math.toIntExact((floats + (long) stride * PIECE - 1) / ((long) stride * PIECE));
        return IntStream.range(0, 64)
                .parallel()
                .mapToObj(
                        share -> {
                            ElementaryErrors errors = new ElementaryErrors();
                            for (int piece = share; piece < pieces; piece += 64) {
                                errors.piece((long) piece * PIECE * stride, stride, floats);
                            }
                            return errors;
                        })
                .reduce(new ElementaryErrors(), ElementaryErrors::and);
    }

    private ElementaryErrors and(ElementaryErrors other) {
        ElementaryErrors both = new ElementaryErrors();
        both.tiny = Math.max(tiny, other.tiny);
        both.pairAgrees = pairAgrees && other.pairAgrees;
        for (int f = 0; f < FUNCTIONS.length; f++) {
            for (int i = 0; i < both.largest[f].length; i++) {
                both.largest[f][i] = Math.max(largest[f][i], other.largest[f][i]);
            }
        }
        return both;
    }

    private void piece(long from, int stride, long to) {
        int n = 0;
        for (long bits = from; n < PIECE && bits < to; bits += stride) {
            x[n++] = Float.intBitsToFloat((int) bits);
        }
        compute(n);
        for (int i = 0; i < n; i++) {
            double e = expm1(x[i]);
            double twice = e * (2 + e);
            compare(0, i, x[i], e);
            compare(1, i, x[i], 1 + e);
            compare(2, i, x[i], twice / (twice + 2));
            compare(3, i, x[i], (1 + e) / (2 + e));
            compare(4, i, x[i], x[i] + log1p(1 / (1 + e)));
        }
        for (int i = 0; i < n; i++) {
            x[i] = -x[i];
        }
        compute(n);
        for (int i = 0; i < n; i++) {
            double e = expm1(-x[i]);
            double twice = e * (2 + e);
            compare(0, i, -x[i], -e / (1 + e));
            compare(1, i, -x[i], 1 / (1 + e));
            compare(2, i, -x[i], -twice / (twice + 2));
            compare(3, i, -x[i], 1 / (2 + e));
            compare(4, i, -x[i], log1p(1 / (1 + e)));
        }
    }

    private void compute(int n) {
        Elementary.expm1(x, y[0], n);
        Elementary.exp(x, y[1], n);
        Elementary.tanh(x, y[2], n);
        Elementary.sigmoid(x, y[3], n);
        Elementary.softplus(x, y[4], n);
        Elementary.softplusAndSigmoid(x, pairSoftplus, pairSigmoid, n);
        pairAgrees &=
                Arrays.equals(y[4], 0, n, pairSoftplus, 0, n)
                        && Arrays.equals(y[3], 0, n, pairSigmoid, 0, n);
    }

    private void compare(int f, int i, float size, double exact) {
        double error = Math.abs(y[f][i] - exact);
        double magnitude = Math.abs(exact);
        double[] row = largest[f];
        if (magnitude <= 1) {
            row[ABSOLUTE] = Math.max(row[ABSOLUTE], error);
        }
        if (size < TINY && magnitude < 0.25) {
            tiny = Math.max(tiny, error);
        } else {
            int range = size <= 1 ? 0 : size <= 8 ? 1 : 2;
            row[range] = Math.max(row[range], error / magnitude);
        }
    }

    /** Kahan's formula: the error of w = exp(x) cancels. Faster than StrictMath's, and tested. */
    static double expm1(double x) {
        double w = Math.exp(x);
        return w == 1 ? x : (w - 1) * x / Math.log(w);
    }

    /** The same for log(1 + u). */
    static double log1p(double u) {
        double w = 1 + u;
        return w == 1 ? u : Math.log(w) * u / (w - 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("relative for |x| to 1, to 8, to 88; absolute\n");
        for (int f = 0; f < FUNCTIONS.length; f++) {
            text.append(String.format(Locale.ROOT, "%-9s", FUNCTIONS[f]));
            for (double error : largest[f]) {
                text.append(String.format(Locale.ROOT, " %.4e", error));
            }
            text.append('\n');
        }
        return text.append(String.format(Locale.ROOT, "tiny %.4e", tiny)).toString();
    }
}
