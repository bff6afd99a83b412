package org.elbo.prob;

import java.util.Arrays;
import org.elbo.internal.Check;

/**
 * The function f(z) = sin(w'z), something to try gradient estimators on: under a Gaussian of mean m
 * and covariance C its average is {@code exp(-w'Cw / 2) sin(w'm)}, and those of its derivatives are
 * known in the same way (the characteristic function of w'z at 1).
 */
public final class SineWave {
    private final double[] w;

    private SineWave(double[] w) {
        this.w = w;
    }

    /**
     * A wave.
     *
     * @param w the wave vector [dimension]
     * @return the function
     * @throws IllegalArgumentException if a number is not finite
     */
    public static SineWave of(double... w) {
        return new SineWave(Check.finite("w", w));
    }

    /**
     * The gradient {@code w cos(w'z)}.
     *
     * @param z the point [dimension]
     * @return a new array [dimension]
     */
    public double[] gradient(double[] z) {
        return times(Math.cos(phase(z)));
    }

    /**
     * The second derivatives {@code -w w' sin(w'z)}.
     *
     * @param z the point [dimension]
     * @return a new array [dimension][dimension]
     */
    public double[][] hessian(double[] z) {
        return outer(-Math.sin(phase(z)));
    }

    /**
     * The average of the function.
     *
     * @param q a Gaussian
     * @return {@code E_q[f]}
     */
    public double mean(RankOneGaussian q) {
        return shrink(q) * Math.sin(phase(q.mean()));
    }

    /**
     * The average of the gradient.
     *
     * @param q a Gaussian
     * @return {@code E_q[grad f]}, a new array [dimension]
     */
    public double[] meanGradient(RankOneGaussian q) {
        return times(shrink(q) * Math.cos(phase(q.mean())));
    }

    /**
     * The average of the second derivatives.
     *
     * @param q a Gaussian
     * @return {@code E_q[H]}, a new array [dimension][dimension]
     */
    public double[][] meanHessian(RankOneGaussian q) {
        return outer(-mean(q));
    }

    /** exp(-w'Cw / 2). */
    private double shrink(RankOneGaussian q) {
        double[][] covariance = q.covariance();
        double spread = 0;
        for (int i = 0; i < w.length; i++) {
            spread += w[i] * RankOneGaussian.dot(covariance[i], w);
        }
        return Math.exp(-spread / 2);
    }

    private double phase(double[] z) {
        Check.that(z.length == w.length, "z has %d numbers but needs %d", z.length, w.length);
        return RankOneGaussian.dot(w, z);
    }

    private double[] times(double factor) {
        return Arrays.stream(w).map(x -> x * factor).toArray();
    }

    private double[][] outer(double factor) {
        return Arrays.stream(w).mapToObj(x -> times(x * factor)).toArray(double[][]::new);
    }

    @Override
    public String toString() {
        return "sin(w'z), w = " + Arrays.toString(w);
    }
}
