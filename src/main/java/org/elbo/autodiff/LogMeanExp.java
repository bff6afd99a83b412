package org.elbo.autodiff;

import org.elbo.internal.Check;
import org.elbo.internal.Elementary;

/** The log of the mean of the exponentials of each k rows: [n k, 1] to [n, 1]. */
final class LogMeanExp extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private int k;
    private boolean add;

    LogMeanExp(Tape tape) {
        super(tape);
    }

    void set(Value x, int k) {
        Check.that(
                x.columns == 1 && x.rows % k == 0,
                "logMeanExp of %d rows at a time needs a column of a multiple of %d rows but has"
                        + " [%d, %d]",
                k,
                k,
                x.rows,
                x.columns);
        this.x = x;
        this.k = k;
        shape(x.rows / k, 1, x.differentiable);
        forward.rows(rows, k);
    }

    private void forward(int at, int n, Tiles tiles) {
        for (int from = at; from < at + n; from += k) {
            x.memory.read(from, tiles.a, k);
            memory.set(from / k, logMeanExp(tiles.a, tiles.b, k));
        }
    }

    /** The largest term is taken out first, so that it is exp(0) = 1. */
    private static float logMeanExp(float[] x, float[] exp, int k) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            max = Math.max(max, x[i]);
        }
        if (Float.isInfinite(max)) {
            return max;
        }
        shiftedExp(x, max, exp, k);
        return (float) (max + Math.log(Tiles.sum(exp, k) / k));
    }

    private static void shiftedExp(float[] x, float shift, float[] exp, int k) {
        for (int i = 0; i < k; i++) {
            x[i] -= shift;
        }
        Elementary.exp(x, exp, k);
    }

    @Override
    void backward() {
        add = x.begin();
        backward.rows(rows, k);
    }

    /** The derivative by each row is its share of the sum of the exponentials. */
    private void backward(int at, int n, Tiles tiles) {
        for (int from = at; from < at + n; from += k) {
            x.memory.read(from, tiles.a, k);
            shiftedExp(tiles.a, memory.get(from / k), tiles.b, k);
            Tiles.scale(tiles.b, gradient.memory.get(from / k) / k, k);
            x.contribute(add, from, tiles.b, k, tiles.d);
        }
    }
}
