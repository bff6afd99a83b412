package org.elbo.autodiff;

/** The sum of each row of x: [rows, 1]. */
final class RowSums extends Value {
    private Value x;

    RowSums(Tape tape) {
        super(tape);
    }

    void set(Value x) {
        this.x = x;
        shape(x.rows, 1, x.differentiable);
        float[] row = tape.tiles(x.columns).a;
        for (int r = 0; r < rows; r++) {
            x.memory.read(r * x.columns, row, x.columns);
            memory.set(r, Tiles.sum(row, x.columns));
        }
    }

    @Override
    void backward() {
        boolean add = x.begin();
        Tiles tiles = tape.tiles(x.columns);
        for (int r = 0; r < rows; r++) {
            Tiles.fill(tiles.a, gradient.memory.get(r), x.columns);
            x.contribute(add, r * x.columns, tiles.a, x.columns, tiles.d);
        }
    }
}
