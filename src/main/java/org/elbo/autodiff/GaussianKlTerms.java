package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** Each element's KL(N(mu, exp(logVar)) || N(0, 1)) (Kingma and Welling 2014, appendix B). */
final class GaussianKlTerms extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value mu;
    private Value logVar;
    private boolean addMu;
    private boolean addLogVar;

    GaussianKlTerms(Tape tape) {
        super(tape);
    }

    void set(Value mu, Value logVar) {
        Shapes.same("gaussianKlTerms: logVar", logVar, "mu", mu);
        this.mu = mu;
        this.logVar = logVar;
        shape(mu.rows, mu.columns, mu.differentiable || logVar.differentiable);
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        mu.memory.read(at, tiles.a, n);
        logVar.memory.read(at, tiles.b, n);
        Elementary.expm1(tiles.b, tiles.c, n);
        terms(tiles.a, tiles.b, tiles.c, n);
        memory.write(at, tiles.a, n);
    }

    private static void terms(float[] mu, float[] logVar, float[] expm1, int n) {
        for (int i = 0; i < n; i++) {
            mu[i] = 0.5f * (mu[i] * mu[i] + (expm1[i] - logVar[i]));
        }
    }

    @Override
    void backward() {
        addMu = mu.differentiable && mu.begin();
        addLogVar = logVar.differentiable && logVar.begin();
        backward.elements(length());
    }

    private void backward(int at, int n, Tiles tiles) {
        gradient.memory.read(at, tiles.c, n);
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
