package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** Sum over a row of KL(N(mu, exp(logVar)) || N(0, 1)) (Kingma and Welling 2014, appendix B). */
final class GaussianKl extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value mu;
    private Value logVar;
    private boolean addMu;
    private boolean addLogVar;

    GaussianKl(Tape tape) {
        super(tape);
    }

    void set(Value mu, Value logVar) {
        Shapes.same("gaussianKl: logVar", logVar, "mu", mu);
        this.mu = mu;
        this.logVar = logVar;
        shape(mu.rows, 1, mu.differentiable || logVar.differentiable);
        forward.rows(rows, mu.columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        mu.memory.read(at, tiles.a, n);
        logVar.memory.read(at, tiles.b, n);
        Elementary.expm1(tiles.b, tiles.c, n);
        terms(tiles.a, tiles.b, tiles.c, n);
        Tiles.sumRows(tiles.a, mu.columns, n, memory, at / mu.columns);
    }

    /** Leaves each element's term in mu. */
    static void terms(float[] mu, float[] logVar, float[] expm1, int n) {
        for (int i = 0; i < n; i++) {
            mu[i] = 0.5f * (mu[i] * mu[i] + (expm1[i] - logVar[i]));
        }
    }

    @Override
    void backward() {
        addMu = mu.differentiable && mu.begin();
        addLogVar = logVar.differentiable && logVar.begin();
        backward.rows(rows, mu.columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        Tiles.spread(gradient.memory, at / mu.columns, tiles.c, mu.columns, n);
        if (mu.differentiable) {
            mu.memory.read(at, tiles.a, n);
            Tiles.multiply(tiles.c, tiles.a, n);
            mu.contribute(addMu, at, tiles.a, n, tiles.d);
        }
        if (logVar.differentiable) {
            logVar.memory.read(at, tiles.b, n);
            Elementary.expm1(tiles.b, tiles.b, n);
            Tiles.scale(tiles.b, 0.5f, n);
            Tiles.multiply(tiles.c, tiles.b, n);
            logVar.contribute(addLogVar, at, tiles.b, n, tiles.d);
        }
    }
}
