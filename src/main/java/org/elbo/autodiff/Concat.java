package org.elbo.autodiff;

import org.elbo.internal.Check;

/** The columns of a, then the columns of b. */
final class Concat extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value a;
    private Value b;
    private boolean addA;
    private boolean addB;

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
        forward.rows(rows, columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        for (int to = at; to < at + n; to += columns) {
            int row = to / columns;
            copy(a, row, to, tiles);
            copy(b, row, to + a.columns, tiles);
        }
    }

    private void copy(Value part, int row, int to, Tiles tiles) {
        part.memory.read(row * part.columns, tiles.a, part.columns);
        memory.write(to, tiles.a, part.columns);
    }

    @Override
    void backward() {
        addA = a.differentiable && a.begin();
        addB = b.differentiable && b.begin();
        backward.rows(rows, columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        for (int from = at; from < at + n; from += columns) {
            int row = from / columns;
            pass(a, addA, row, from, tiles);
            pass(b, addB, row, from + a.columns, tiles);
        }
    }

    private void pass(Value part, boolean add, int row, int from, Tiles tiles) {
        if (part.differentiable) {
            gradient.memory.read(from, tiles.a, part.columns);
            part.contribute(add, row * part.columns, tiles.a, part.columns, tiles.d);
        }
    }
}
