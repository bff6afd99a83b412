package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** Sum over a row of log N(x; mu, exp(logVar)), with its constant. */
final class GaussianLogLikelihood extends Value {
    private static final float LOG_TWO_PI = (float) Math.log(2 * Math.PI);

    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value mu;
    private Value logVar;
    private Value x;
    private boolean addMu;
    private boolean addLogVar;
    private boolean addX;

    GaussianLogLikelihood(Tape tape) {
        super(tape);
    }

    void set(Value mu, Value logVar, Value x) {
        Shapes.same("gaussianLogLikelihood: logVar", logVar, "mu", mu);
        Shapes.same("gaussianLogLikelihood: x", x, "mu", mu);
        this.mu = mu;
        this.logVar = logVar;
        this.x = x;
        shape(mu.rows, 1, mu.differentiable || logVar.differentiable || x.differentiable);
        forward.rows(rows, mu.columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        read(at, n, tiles);
        terms(tiles.a, tiles.b, tiles.c, tiles.d, n);
        Tiles.sumRows(tiles.a, mu.columns, n, memory, at / mu.columns);
    }

    /** Leaves mu, -logVar, x and exp(-logVar) in tiles a, b, c and d. */
    private void read(int at, int n, Tiles tiles) {
        mu.memory.read(at, tiles.a, n);
        x.memory.read(at, tiles.c, n);
        logVar.memory.read(at, tiles.b, n);
        Tiles.scale(tiles.b, -1f, n);
        Elementary.exp(tiles.b, tiles.d, n);
    }

    private static void terms(
            float[] mu, float[] minusLogVar, float[] x, float[] precision, int n) {
        for (int i = 0; i < n; i++) {
            float d = x[i] - mu[i];
            mu[i] = -0.5f * (LOG_TWO_PI - minusLogVar[i] + d * d * precision[i]);
        }
    }

    @Override
    void backward() {
        addMu = mu.differentiable && mu.begin();
        addLogVar = logVar.differentiable && logVar.begin();
        addX = x.differentiable && x.begin();
        backward.rows(rows, mu.columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        read(at, n, tiles);
        Tiles.spread(gradient.memory, at / mu.columns, tiles.e, mu.columns, n);
        derivatives(tiles.a, tiles.b, tiles.c, tiles.d, tiles.e, n);
        if (mu.differentiable) {
            mu.contribute(addMu, at, tiles.a, n, tiles.d);
        }
        if (logVar.differentiable) {
            logVar.contribute(addLogVar, at, tiles.b, n, tiles.d);
        }
        if (x.differentiable) {
            Tiles.scale(tiles.a, -1f, n);
            x.contribute(addX, at, tiles.a, n, tiles.d);
        }
    }

    /** Leaves the derivatives by mu and logVar, times g, in mu and logVar. */
    private static void derivatives(
            float[] mu, float[] logVar, float[] x, float[] precision, float[] g, int n) {
        for (int i = 0; i < n; i++) {
            float d = x[i] - mu[i];
            float scaled = d * precision[i];
            mu[i] = g[i] * scaled;
            logVar[i] = g[i] * 0.5f * (d * scaled - 1f);
        }
    }
}
