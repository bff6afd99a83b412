package org.elbo.internal;

/**
 * Elementary functions of arrays in float. No loop branches, looks up a table or calls, and none is
 * long: so the compiler turns each into vector instructions (a loop of more than about sixty
 * operations it leaves as it is, twenty times slower). NaN stays NaN.
 *
 * <p>All rests on exp(x) - 1: a polynomial at x/256, then eight times the doubling formula {@code
 * expm1(2y) = e (2 + e)} with {@code e = expm1(y)}. Unlike squaring exp(x/256) this keeps the small
 * numbers near 0 exact and lets rounding errors grow with |x| only. The largest errors over all
 * floats, relative for |x| up to 1, from 1 to 8 and from 8 to 88, and absolute where the exact
 * result is at most 1 in size:
 *
 * <pre>
 *            to 1     to 8     to 88    absolute
 * expm1      8.3e-7   3.1e-6   3.7e-5   7.3e-7
 * exp        5.5e-7   3.1e-6   3.7e-5   2.4e-7
 * tanh       6.2e-7   4.5e-7   2.4e-7   3.6e-7
 * sigmoid    4.0e-7   3.1e-6   3.7e-5   1.9e-7
 * softplus   5.2e-7   3.1e-6   3.7e-5   1.9e-7
 * </pre>
 *
 * <p>For |x| below 2^-118 the errors of expm1 and tanh are below 1.8e-43 instead. {@code mvn
 * -DskipNotebooks test -Dtest=ElementaryTest -Delbo.exhaustive=true} measures all this again, in
 * three minutes.
 */
public final class Elementary {
    /** Arguments of the exponential beyond ±LIMIT count as ±LIMIT: e^88 is 1.65e38. */
    public static final float LIMIT = 88f;

    private static final float BIG = 1e38f;

    private Elementary() {}

    /**
     * y = exp(x) - 1.
     *
     * @param x any numbers
     * @param y receives the results; may be x
     * @param n how many
     */
    public static void expm1(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = expm1(x[i]);
        }
    }

    /**
     * y = exp(x), with a small relative error on both sides of 0.
     *
     * @param x any numbers
     * @param y receives the results; another array
     * @param n how many
     */
    public static void exp(float[] x, float[] y, int n) {
        expm1OfAbs(x, y, n);
        for (int i = 0; i < n; i++) {
            float e = 1f + y[i];
            float positive = step(x[i]);
            y[i] = positive * e + (1f - positive) / e;
        }
    }

    /**
     * y = tanh(x).
     *
     * @param x any numbers
     * @param y receives the results; may be x
     * @param n how many
     */
    public static void tanh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            float e = expm1(x[i] + x[i]);
            y[i] = e / (e + 2f);
        }
    }

    /**
     * y = 1 / (1 + exp(-x)), with a small relative error on both sides of 0.
     *
     * @param x any numbers
     * @param y receives the results; another array
     * @param n how many
     */
    public static void sigmoid(float[] x, float[] y, int n) {
        expm1OfAbs(x, y, n);
        sigmoidOfExpm1(x, y, y, n);
    }

    /**
     * y = log(1 + exp(x)), stable for large |x|.
     *
     * @param x any numbers
     * @param y receives the results; another array
     * @param n how many
     */
    public static void softplus(float[] x, float[] y, int n) {
        expm1OfAbs(x, y, n);
        log1pOfInverse(y, n);
        addPositive(x, y, n);
    }

    /**
     * Both {@link #softplus} and {@link #sigmoid}, which share the exponential.
     *
     * @param x any numbers
     * @param y receives log(1 + exp(x)); another array
     * @param p receives 1 / (1 + exp(-x)); another array
     * @param n how many
     */
    public static void softplusAndSigmoid(float[] x, float[] y, float[] p, int n) {
        expm1OfAbs(x, y, n);
        sigmoidOfExpm1(x, y, p, n);
        log1pOfInverse(y, n);
        addPositive(x, y, n);
    }

    /**
     * The step function.
     *
     * @param x any number
     * @return 1 for positive numbers, 0 for others; in between for 0 &lt; x &lt; 1e-38
     */
    public static float step(float x) {
        return Math.min(Math.max(x * BIG, 0f), 1f);
    }

    private static void expm1OfAbs(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = expm1(Math.abs(x[i]));
        }
    }

    /** p = 1 / (1 + exp(-x)), given e = exp(|x|) - 1. */
    private static void sigmoidOfExpm1(float[] x, float[] e, float[] p, int n) {
        for (int i = 0; i < n; i++) {
            p[i] = (1f + step(x[i]) * e[i]) / (2f + e[i]);
        }
    }

    /** y += max(x, 0). */
    private static void addPositive(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += Math.max(x[i], 0f);
        }
    }

    /** Replaces e by log(1 + u), u = 1 / (1 + e) in [0, 1], as 2 atanh(s) for s = u / (2 + u). */
    private static void log1pOfInverse(float[] e, int n) {
        for (int i = 0; i < n; i++) {
            float s = 1f / (2f * e[i] + 3f);
            float q = s * s;
            float tail = 1 / 7f + q * (1 / 9f + q * (1 / 11f + q * (1 / 13f)));
            e[i] = 2f * s * (1f + q * (1 / 3f + q * (1 / 5f + q * tail)));
        }
    }

    private static float expm1(float x) {
        float y = Math.min(Math.max(x, -LIMIT), LIMIT) * (1 / 256f);
        float tail = 1 / 6f + y * (1 / 24f + y * (1 / 120f + y * (1 / 720f)));
        float e = y + y * y * (0.5f + y * tail);
        e = e * (2f + e);
        e = e * (2f + e);
        e = e * (2f + e);
        e = e * (2f + e);
        e = e * (2f + e);
        e = e * (2f + e);
        e = e * (2f + e);
        return e * (2f + e);
    }
}
