package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** Sum over a row of KL(N(mu, exp(logVar)) || N(0, 1)) (Kingma and Welling 2014, appendix B). */
final class GaussianKl extends Value {
    private Value mu;
    private Value logVar;

    GaussianKl(Tape tape) {
        super(tape);
    }

    void set(Value mu, Value logVar) {
        Shapes.same("gaussianKl: logVar", logVar, "mu", mu);
        this.mu = mu;
        this.logVar = logVar;
        shape(mu.rows, 1, mu.differentiable || logVar.differentiable);
        int n = mu.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            mu.memory.read(r * n, tiles.a, n);
            logVar.memory.read(r * n, tiles.b, n);
            Elementary.expm1(tiles.b, tiles.c, n);
            terms(tiles.a, tiles.b, tiles.c, n);
            memory.set(r, Tiles.sum(tiles.a, n));
        }
    }

    private static void terms(float[] mu, float[] logVar, float[] expm1, int n) {
        for (int i = 0; i < n; i++) {
            mu[i] = 0.5f * (mu[i] * mu[i] + (expm1[i] - logVar[i]));
        }
    }

    @Override
    void backward() {
        boolean addMu = mu.differentiable && mu.begin();
        boolean addLogVar = logVar.differentiable && logVar.begin();
        int n = mu.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            float g = gradient.memory.get(r);
            if (mu.differentiable) {
                mu.memory.read(r * n, tiles.a, n);
                Tiles.scale(tiles.a, g, n);
                mu.contribute(addMu, r * n, tiles.a, n, tiles.d);
            }
            if (logVar.differentiable) {
                logVar.memory.read(r * n, tiles.b, n);
                Elementary.expm1(tiles.b, tiles.b, n);
                Tiles.scale(tiles.b, 0.5f * g, n);
                logVar.contribute(addLogVar, r * n, tiles.b, n, tiles.d);
            }
        }
    }
}
