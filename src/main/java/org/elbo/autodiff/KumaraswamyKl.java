package org.elbo.autodiff;

import org.apache.commons.math3.special.Gamma;
import org.elbo.internal.Check;

/**
 * Each element's KL(Kumaraswamy(a, b) || Beta(alpha, 1)) = (1 - alpha / a) (-gamma - psi(b) - 1/b)
 * + log a + log b - log alpha - 1 + 1/b (Nalisnick and Smyth 2017, for beta = 1).
 */
final class KumaraswamyKl extends Value {
    private static final double GAMMA = Gamma.GAMMA;

    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value logA;
    private Value logB;
    private double alpha;
    private boolean addA;
    private boolean addB;

    KumaraswamyKl(Tape tape) {
        super(tape);
    }

    void set(Value logA, Value logB, double alpha) {
        Shapes.same("kumaraswamyKl: logB", logB, "logA", logA);
        this.logA = logA;
        this.logB = logB;
        this.alpha = Check.positive("kumaraswamyKl: alpha", alpha);
        shape(logA.rows, logA.columns, logA.differentiable || logB.differentiable);
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        logA.memory.read(at, tiles.a, n);
        logB.memory.read(at, tiles.b, n);
        for (int i = 0; i < n; i++) {
            tiles.a[i] = (float) term(tiles.a[i], tiles.b[i], alpha);
        }
        memory.write(at, tiles.a, n);
    }

    private static double term(double logA, double logB, double alpha) {
        double b = Math.exp(logB);
        double rest = logA + logB - Math.log(alpha) - 1 + 1 / b;
        return (alpha * Math.exp(-logA) - 1) * harmonic(b) + rest;
    }

    /** psi(b + 1) + gamma. */
    private static double harmonic(double b) {
        return Gamma.digamma(b + 1) + GAMMA;
    }

    @Override
    void backward() {
        addA = logA.differentiable && logA.begin();
        addB = logB.differentiable && logB.begin();
        backward.elements(length());
    }

    private void backward(int at, int n, Tiles tiles) {
        logA.memory.read(at, tiles.a, n);
        logB.memory.read(at, tiles.b, n);
        gradient.memory.read(at, tiles.c, n);
        derivatives(tiles.a, tiles.b, tiles.c, alpha, n);
        if (logA.differentiable) {
            logA.contribute(addA, at, tiles.a, n, tiles.d);
        }
        if (logB.differentiable) {
            logB.contribute(addB, at, tiles.b, n, tiles.d);
        }
    }

    /** Leaves the derivatives by log a and log b, times g, in logA and logB. */
    private static void derivatives(float[] logA, float[] logB, float[] g, double alpha, int n) {
        for (int i = 0; i < n; i++) {
            double b = Math.exp(logB[i]);
            double ratio = alpha * Math.exp(-logA[i]);
            double slope = (ratio - 1) * b * Gamma.trigamma(b + 1) + 1 - 1 / b;
            logA[i] = (float) (g[i] * (1 - ratio * harmonic(b)));
            logB[i] = (float) (g[i] * slope);
        }
    }
}
