package org.elbo.autodiff;

import org.elbo.internal.Check;

/** The columns from (included) to (excluded) of x. */
final class Columns extends Value {
    private Value x;
    private int from;

    Columns(Tape tape) {
        super(tape);
    }

    void set(Value x, int from, int to) {
        Check.that(
                0 <= from && from < to && to <= x.columns,
                "columns %d to %d do not exist in a value of shape [%d, %d]",
                from,
                to,
                x.rows,
                x.columns);
        this.x = x;
        this.from = from;
        shape(x.rows, to - from, x.differentiable);
        float[] y = tape.tiles(columns).a;
        for (int r = 0; r < rows; r++) {
            x.memory.read(r * x.columns + from, y, columns);
            memory.write(r * columns, y, columns);
        }
    }

    @Override
    void backward() {
        if (!x.begin()) {
            x.gradient.memory.zero(x.length());
        }
        Tiles tiles = tape.tiles(columns);
        for (int r = 0; r < rows; r++) {
            gradient.memory.read(r * columns, tiles.a, columns);
            x.contribute(true, r * x.columns + from, tiles.a, columns, tiles.d);
        }
    }
}
