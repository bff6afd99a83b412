package org.elbo.autodiff;

/** Sum over a row of (y - x)^2. */
final class SquaredError extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value y;
    private Value x;
    private Value parent;
    private float factor;
    private boolean add;

    SquaredError(Tape tape) {
        super(tape);
    }

    void set(Value y, Value x) {
        Shapes.same("squaredError: x", x, "the value", y);
        this.y = y;
        this.x = x;
        shape(y.rows, 1, y.differentiable || x.differentiable);
        forward.rows(rows, y.columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        differences(at, n, tiles);
        Tiles.multiply(tiles.a, tiles.a, n);
        Tiles.sumRows(tiles.a, y.columns, n, memory, at / y.columns);
    }

    /** Leaves y - x in tile a. */
    private void differences(int at, int n, Tiles tiles) {
        y.memory.read(at, tiles.a, n);
        x.memory.read(at, tiles.b, n);
        Tiles.addScaled(tiles.b, -1f, tiles.a, n);
    }

    @Override
    void backward() {
        pass(y, 2f);
        pass(x, -2f);
    }

    private void pass(Value parent, float factor) {
        if (parent.differentiable) {
            this.parent = parent;
            this.factor = factor;
            add = parent.begin();
            backward.rows(rows, y.columns);
        }
    }

    private void backward(int at, int n, Tiles tiles) {
        differences(at, n, tiles);
        Tiles.spread(gradient.memory, at / y.columns, tiles.c, y.columns, n);
        Tiles.scale(tiles.c, factor, n);
        Tiles.multiply(tiles.c, tiles.a, n);
        parent.contribute(add, at, tiles.a, n, tiles.d);
    }
}
