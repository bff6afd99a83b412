package org.elbo.internal;

/**
 * Elementary functions in float, without a branch, a table or a call, so that the compiler turns a
 * loop over them into vector instructions. NaN stays NaN.
 *
 * <p>Everything rests on exp(x) - 1: a polynomial at x/256, then eight times the doubling formula
 * {@code expm1(2y) = e (2 + e)} with {@code e = expm1(y)}. Rounding errors grow with |x| only: the
 * relative error is below {@code (|x| + 4) 1.2e-7} (tested over the whole range).
 */
public final class Elementary {
    /** Arguments of the exponential beyond ±LIMIT count as ±LIMIT: e^88 is 1.65e38. */
    public static final float LIMIT = 88f;

    private static final float BIG = 1e38f;

    private Elementary() {}

    /**
     * exp(x) - 1, accurate near 0 too.
     *
     * @param x any number
     * @return exp(x) - 1
     */
    public static float expm1(float x) {
        float y = Math.min(Math.max(x, -LIMIT), LIMIT) * (1 / 256f);
        float e =
                y + y * y * (0.5f + y * (1 / 6f + y * (1 / 24f + y * (1 / 120f + y * (1 / 720f)))));
        e = e * (2f + e);
        e = e * (2f + e);
        e = e * (2f + e);
        e = e * (2f + e);
        e = e * (2f + e);
        e = e * (2f + e);
        e = e * (2f + e);
        return e * (2f + e);
    }

    /**
     * exp(x), with a small relative error on both sides of 0.
     *
     * @param x any number
     * @return exp(x), at most e^88 and at least e^-88
     */
    public static float exp(float x) {
        float e = 1f + expm1(Math.abs(x));
        float positive = step(x);
        return positive * e + (1f - positive) / e;
    }

    /**
     * The hyperbolic tangent.
     *
     * @param x any number
     * @return tanh(x)
     */
    public static float tanh(float x) {
        float e = expm1(Math.min(Math.max(x + x, -40f), 40f));
        return e / (e + 2f);
    }

    /**
     * The logistic function.
     *
     * @param x any number
     * @return 1 / (1 + exp(-x))
     */
    public static float sigmoid(float x) {
        return 1f / (1f + exp(-x));
    }

    /**
     * log(1 + exp(x)), stable for large |x|.
     *
     * @param x any number
     * @return log(1 + exp(x))
     */
    public static float softplus(float x) {
        float e = expm1(Math.abs(x));
        float s = 1f / (2f * e + 3f); // u / (2 + u) for u = exp(-|x|) = 1 / (1 + e)
        float q = s * s;
        float tail = 1 / 9f + q * (1 / 11f + q * (1 / 13f));
        float log1p = 2f * s * (1f + q * (1 / 3f + q * (1 / 5f + q * (1 / 7f + q * tail))));
        return Math.max(x, 0f) + log1p;
    }

    /**
     * 1 for positive numbers, 0 for the others.
     *
     * @param x any number
     * @return 1 or 0; in between for 0 &lt; x &lt; 1e-38
     */
    public static float step(float x) {
        return Math.min(Math.max(x * BIG, 0f), 1f);
    }
}
