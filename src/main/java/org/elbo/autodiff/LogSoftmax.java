package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** Each row less the log of the sum of its exponentials: the logs of probabilities. */
final class LogSoftmax extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private boolean add;

    LogSoftmax(Tape tape) {
        super(tape);
    }

    void set(Value x) {
        this.x = x;
        shape(x.rows, x.columns, x.differentiable);
        forward.rows(rows, columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        for (int from = at; from < at + n; from += columns) {
            x.memory.read(from, tiles.a, columns);
            shift(tiles.a, -max(tiles.a, columns), columns);
            Elementary.exp(tiles.a, tiles.b, columns);
            shift(tiles.a, (float) -Math.log(Tiles.sum(tiles.b, columns)), columns);
            memory.write(from, tiles.a, columns);
        }
    }

    private static float max(float[] x, int n) {
        float max = x[0];
        for (int i = 1; i < n; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    private static void shift(float[] x, float by, int n) {
        for (int i = 0; i < n; i++) {
            x[i] += by;
        }
    }

    @Override
    void backward() {
        add = x.begin();
        backward.rows(rows, columns);
    }

    /** g - p sum(g), where p are the probabilities. */
    private void backward(int at, int n, Tiles tiles) {
        memory.read(at, tiles.a, n);
        Elementary.exp(tiles.a, tiles.b, n);
        gradient.memory.read(at, tiles.a, n);
        for (int from = 0; from < n; from += columns) {
            System.arraycopy(tiles.a, from, tiles.c, 0, columns);
            float sum = Tiles.sum(tiles.c, columns);
            for (int i = from; i < from + columns; i++) {
                tiles.a[i] -= sum * tiles.b[i];
            }
        }
        x.contribute(add, at, tiles.a, n, tiles.d);
    }
}
