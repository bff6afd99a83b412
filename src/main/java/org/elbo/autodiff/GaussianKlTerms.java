package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** Each element's KL(N(mu, exp(logVar)) || N(0, 1)) (Kingma and Welling 2014, appendix B). */
final class GaussianKlTerms extends Value {
    private Value mu;
    private Value logVar;

    GaussianKlTerms(Tape tape) {
        super(tape);
    }

    void set(Value mu, Value logVar) {
        Shapes.same("gaussianKlTerms: logVar", logVar, "mu", mu);
        this.mu = mu;
        this.logVar = logVar;
        shape(mu.rows, mu.columns, mu.differentiable || logVar.differentiable);
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            mu.memory.read(from, tiles.a, n);
            logVar.memory.read(from, tiles.b, n);
            Elementary.expm1(tiles.b, tiles.c, n);
            terms(tiles.a, tiles.b, tiles.c, n);
            memory.write(from, tiles.a, n);
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
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            gradient.memory.read(from, tiles.c, n);
            if (mu.differentiable) {
                mu.memory.read(from, tiles.a, n);
                Tiles.multiply(tiles.c, tiles.a, n);
                mu.contribute(addMu, from, tiles.a, n, tiles.d);
            }
            if (logVar.differentiable) {
                logVar.memory.read(from, tiles.a, n);
                Elementary.expm1(tiles.a, tiles.b, n);
                Tiles.scale(tiles.b, 0.5f, n);
                Tiles.multiply(tiles.c, tiles.b, n);
                logVar.contribute(addLogVar, from, tiles.b, n, tiles.d);
            }
        }
    }
}
