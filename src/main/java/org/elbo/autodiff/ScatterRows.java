package org.elbo.autodiff;

import org.elbo.internal.Check;

/** Row j is the sum of the rows i of x with index[i] = j. */
final class ScatterRows extends Value {
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private int[] index;
    private boolean add;

    ScatterRows(Tape tape) {
        super(tape);
    }

    void set(Value x, int[] index, int rows) {
        Check.that(
                index.length == x.rows,
                "scatterRows needs an index for each of %d rows but has %d",
                x.rows,
                index.length);
        GatherRows.check("scatterRows", index, Check.positive("rows", rows));
        this.x = x;
        this.index = index;
        shape(rows, x.columns, x.differentiable);
        forward();
    }

    private void forward() {
        memory.zero(length());
        Tiles tiles = tape.tiles(columns);
        for (int i = 0; i < index.length; i++) {
            x.memory.read(i * columns, tiles.a, columns);
            memory.read(index[i] * columns, tiles.b, columns);
            Tiles.add(tiles.a, tiles.b, columns);
            memory.write(index[i] * columns, tiles.b, columns);
        }
    }

    @Override
    void backward() {
        add = x.begin();
        backward.rows(x.rows, columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        for (int to = at; to < at + n; to += columns) {
            gradient.memory.read(index[to / columns] * columns, tiles.a, columns);
            x.contribute(add, to, tiles.a, columns, tiles.d);
        }
    }
}
