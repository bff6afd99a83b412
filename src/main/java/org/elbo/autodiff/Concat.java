package org.elbo.autodiff;

import org.elbo.internal.Check;

/** The columns of a, then the columns of b. */
final class Concat extends Value {
    private Value a;
    private Value b;

    Concat(Tape tape) {
        super(tape);
    }

    void set(Value a, Value b) {
        Check.that(
                a.rows == b.rows,
                "concat: the values have %d and %d rows but must have as many",
                a.rows,
                b.rows);
        this.a = a;
        this.b = b;
        shape(a.rows, a.columns + b.columns, a.differentiable || b.differentiable);
        copy(a, 0);
        copy(b, a.columns);
    }

    private void copy(Value part, int at) {
        float[] y = tape.tiles(part.columns).a;
        for (int r = 0; r < rows; r++) {
            part.memory.read(r * part.columns, y, part.columns);
            memory.write(r * columns + at, y, part.columns);
        }
    }

    @Override
    void backward() {
        pass(a, 0);
        pass(b, a.columns);
    }

    private void pass(Value part, int at) {
        if (part.differentiable) {
            boolean add = part.begin();
            Tiles tiles = tape.tiles(part.columns);
            for (int r = 0; r < rows; r++) {
                gradient.memory.read(r * columns + at, tiles.a, part.columns);
                part.contribute(add, r * part.columns, tiles.a, part.columns, tiles.d);
            }
        }
    }
}
