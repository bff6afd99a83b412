package org.elbo.autodiff;

/** Sum over a row of (y - x)^2. */
final class SquaredError extends Value {
    private Value y;
    private Value x;

    SquaredError(Tape tape) {
        super(tape);
    }

    void set(Value y, Value x) {
        Shapes.same("squaredError: x", x, "the value", y);
        this.y = y;
        this.x = x;
        shape(y.rows, 1, y.differentiable || x.differentiable);
        int n = y.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            differences(r * n, n);
            Tiles.multiply(tiles.a, tiles.a, n);
            memory.set(r, Tiles.sum(tiles.a, n));
        }
    }

    /** Leaves y - x in tile a. */
    private void differences(int from, int n) {
        Tiles tiles = tape.tiles(n);
        y.memory.read(from, tiles.a, n);
        x.memory.read(from, tiles.b, n);
        Tiles.addScaled(tiles.b, -1f, tiles.a, n);
    }

    @Override
    void backward() {
        pass(y, 2f);
        pass(x, -2f);
    }

    private void pass(Value parent, float factor) {
        if (parent.differentiable) {
            boolean add = parent.begin();
            int n = y.columns;
            Tiles tiles = tape.tiles(n);
            for (int r = 0; r < rows; r++) {
                differences(r * n, n);
                Tiles.scale(tiles.a, factor * gradient.memory.get(r), n);
                parent.contribute(add, r * n, tiles.a, n, tiles.d);
            }
        }
    }
}
