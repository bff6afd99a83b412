package org.elbo.autodiff;

/** The sum of each row of x: [rows, 1]. */
final class RowSums extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private boolean add;

    RowSums(Tape tape) {
        super(tape);
    }

    void set(Value x) {
        this.x = x;
        shape(x.rows, 1, x.differentiable);
        forward.rows(rows, x.columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        x.memory.read(at, tiles.a, n);
        Tiles.sumRows(tiles.a, x.columns, n, memory, at / x.columns);
    }

    @Override
    void backward() {
        add = x.begin();
        backward.rows(rows, x.columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        Tiles.spread(gradient.memory, at / x.columns, tiles.a, x.columns, n);
        x.contribute(add, at, tiles.a, n, tiles.d);
    }
}
