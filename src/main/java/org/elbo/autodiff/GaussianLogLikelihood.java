package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** Sum over a row of log N(x; mu, exp(logVar)), with its constant. */
final class GaussianLogLikelihood extends Value {
    private static final float LOG_TWO_PI = (float) Math.log(2 * Math.PI);

    private Value mu;
    private Value logVar;
    private Value x;

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
        int n = mu.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            read(r * n, n);
            terms(tiles.a, tiles.b, tiles.c, tiles.d, n);
            memory.set(r, Tiles.sum(tiles.a, n));
        }
    }

    /** Leaves mu, -logVar, x and exp(-logVar) in tiles a, b, c and d. */
    private void read(int from, int n) {
        Tiles tiles = tape.tiles(n);
        mu.memory.read(from, tiles.a, n);
        x.memory.read(from, tiles.c, n);
        logVar.memory.read(from, tiles.b, n);
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
        boolean addMu = mu.differentiable && mu.begin();
        boolean addLogVar = logVar.differentiable && logVar.begin();
        boolean addX = x.differentiable && x.begin();
        int n = mu.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            read(r * n, n);
            derivatives(tiles.a, tiles.b, tiles.c, tiles.d, gradient.memory.get(r), n);
            if (mu.differentiable) {
                mu.contribute(addMu, r * n, tiles.a, n, tiles.d);
            }
            if (logVar.differentiable) {
                logVar.contribute(addLogVar, r * n, tiles.b, n, tiles.d);
            }
            if (x.differentiable) {
                Tiles.scale(tiles.a, -1f, n);
                x.contribute(addX, r * n, tiles.a, n, tiles.d);
            }
        }
    }

    /** Leaves the derivatives by mu and logVar, times g, in mu and logVar. */
    private static void derivatives(
            float[] mu, float[] logVar, float[] x, float[] precision, float g, int n) {
        for (int i = 0; i < n; i++) {
            float d = x[i] - mu[i];
            float scaled = d * precision[i];
            mu[i] = g * scaled;
            logVar[i] = g * 0.5f * (d * scaled - 1f);
        }
    }
}
