package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** z = mu + exp(logVar / 2) epsilon (Kingma and Welling 2014, section 2.4). */
final class Reparameterize extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value mu;
    private Value logVar;
    private Value epsilon;
    private boolean addMu;
    private boolean addLogVar;

    Reparameterize(Tape tape) {
        super(tape);
    }

    void set(Value mu, Value logVar, Value epsilon) {
        Shapes.same("reparameterize: logVar", logVar, "mu", mu);
        Shapes.same("reparameterize: epsilon", epsilon, "mu", mu);
        this.mu = mu;
        this.logVar = logVar;
        this.epsilon = epsilon;
        shape(mu.rows, mu.columns, mu.differentiable || logVar.differentiable);
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        noise(at, n, tiles);
        mu.memory.read(at, tiles.a, n);
        Tiles.add(tiles.b, tiles.a, n);
        memory.write(at, tiles.a, n);
    }

    /** Leaves sigma epsilon in tile b. */
    private void noise(int at, int n, Tiles tiles) {
        logVar.memory.read(at, tiles.c, n);
        Tiles.scale(tiles.c, 0.5f, n);
        Elementary.exp(tiles.c, tiles.b, n);
        epsilon.memory.read(at, tiles.c, n);
        Tiles.multiply(tiles.c, tiles.b, n);
    }

    @Override
    void backward() {
        addMu = mu.differentiable && mu.begin();
        addLogVar = logVar.differentiable && logVar.begin();
        backward.elements(length());
    }

    private void backward(int at, int n, Tiles tiles) {
        gradient.memory.read(at, tiles.a, n);
        if (mu.differentiable) {
            mu.contribute(addMu, at, tiles.a, n, tiles.d);
        }
        if (logVar.differentiable) {
            noise(at, n, tiles);
            Tiles.multiply(tiles.b, tiles.a, n);
            Tiles.scale(tiles.a, 0.5f, n);
            logVar.contribute(addLogVar, at, tiles.a, n, tiles.d);
        }
    }
}
