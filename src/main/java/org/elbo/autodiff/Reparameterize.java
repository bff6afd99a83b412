package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** z = mu + exp(logVar / 2) epsilon (Kingma and Welling 2014, section 2.4). */
final class Reparameterize extends Value {
    private Value mu;
    private Value logVar;
    private Value epsilon;

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
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            mu.memory.read(from, tiles.a, n);
            noise(from, n);
            Tiles.add(tiles.b, tiles.a, n);
            memory.write(from, tiles.a, n);
        }
    }

    /** Leaves sigma epsilon in tile b. */
    private void noise(int from, int n) {
        Tiles tiles = tape.tiles(1);
        logVar.memory.read(from, tiles.c, n);
        Tiles.scale(tiles.c, 0.5f, n);
        Elementary.exp(tiles.c, tiles.b, n);
        epsilon.memory.read(from, tiles.c, n);
        Tiles.multiply(tiles.c, tiles.b, n);
    }

    @Override
    void backward() {
        boolean addMu = mu.differentiable && mu.begin();
        boolean addLogVar = logVar.differentiable && logVar.begin();
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            gradient.memory.read(from, tiles.a, n);
            if (mu.differentiable) {
                mu.contribute(addMu, from, tiles.a, n, tiles.d);
            }
            if (logVar.differentiable) {
                noise(from, n);
                Tiles.multiply(tiles.b, tiles.a, n);
                Tiles.scale(tiles.a, 0.5f, n);
                logVar.contribute(addLogVar, from, tiles.a, n, tiles.d);
            }
        }
    }
}
