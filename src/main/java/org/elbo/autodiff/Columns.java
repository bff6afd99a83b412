package org.elbo.autodiff;

import org.elbo.internal.Check;

/** The columns from (included) to (excluded) of x. */
final class Columns extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private int first;

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
        first = from;
        shape(x.rows, to - from, x.differentiable);
        forward.rows(rows, columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        for (int to = at; to < at + n; to += columns) {
            x.memory.read(inX(to), tiles.a, columns);
            memory.write(to, tiles.a, columns);
        }
    }

    /** Where in x the row begins that begins here at {@code at}. */
    private int inX(int at) {
        return at / columns * x.columns + first;
    }

    @Override
    void backward() {
        if (!x.begin()) {
            x.gradient.memory.zero(x.length());
        }
        backward.rows(rows, columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        for (int from = at; from < at + n; from += columns) {
            gradient.memory.read(from, tiles.a, columns);
            x.contribute(true, inX(from), tiles.a, columns, tiles.d);
        }
    }
}
