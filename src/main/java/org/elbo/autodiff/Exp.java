package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** y = exp(x), element by element. */
final class Exp extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private boolean add;

    Exp(Tape tape) {
        super(tape);
    }

    void set(Value x) {
        this.x = x;
        shape(x.rows, x.columns, x.differentiable);
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        x.memory.read(at, tiles.a, n);
        Elementary.exp(tiles.a, tiles.b, n);
        memory.write(at, tiles.b, n);
    }

    @Override
    void backward() {
        add = x.begin();
        backward.elements(length());
    }

    private void backward(int at, int n, Tiles tiles) {
        gradient.memory.read(at, tiles.a, n);
        memory.read(at, tiles.b, n);
        Tiles.multiply(tiles.b, tiles.a, n);
        x.contribute(add, at, tiles.a, n, tiles.d);
    }
}
