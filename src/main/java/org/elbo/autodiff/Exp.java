package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** y = exp(x), element by element. */
final class Exp extends Value {
    private Value x;

    Exp(Tape tape) {
        super(tape);
    }

    void set(Value x) {
        this.x = x;
        shape(x.rows, x.columns, x.differentiable);
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            x.memory.read(from, tiles.a, n);
            Elementary.exp(tiles.a, tiles.b, n);
            memory.write(from, tiles.b, n);
        }
    }

    @Override
    void backward() {
        boolean add = x.begin();
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            gradient.memory.read(from, tiles.a, n);
            memory.read(from, tiles.b, n);
            Tiles.multiply(tiles.b, tiles.a, n);
            x.contribute(add, from, tiles.a, n, tiles.d);
        }
    }
}
