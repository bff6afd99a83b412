package org.elbo.autodiff;

import org.elbo.internal.Blas;
import org.elbo.internal.Check;
import org.elbo.internal.Memory;

/** y = activation(x w + b). */
final class Dense extends Value {
    private Value x;
    private Value w;
    private Value b;
    private Activation activation;

    Dense(Tape tape) {
        super(tape);
    }

    void set(Value x, Value w, Value b, Activation activation) {
        Check.that(
                x.columns == w.rows,
                "dense: the input has shape [%d, %d] but the weight [%d, %d] takes %d columns",
                x.rows,
                x.columns,
                w.rows,
                w.columns,
                w.rows);
        Shapes.expect("dense: the bias", b, 1, w.columns, "the weight's columns");
        this.x = x;
        this.w = w;
        this.b = b;
        this.activation = activation;
        shape(x.rows, w.columns, x.differentiable || w.differentiable || b.differentiable);
        Blas.product(x.memory, w.memory, memory, rows, columns, x.columns, false);
        finish();
    }

    private void finish() {
        Tiles tiles = tape.tiles(columns);
        float[] y = tiles.a;
        b.memory.read(0, tiles.b, columns);
        for (int r = 0; r < rows; r++) {
            memory.read(r * columns, y, columns);
            Tiles.add(tiles.b, y, columns);
            memory.write(r * columns, activation.apply(y, tiles.c, columns), columns);
        }
    }

    @Override
    void backward() {
        Memory delta = delta();
        if (w.differentiable) {
            boolean add = w.begin();
            Blas.leftTransposed(x.memory, delta, w.gradient.memory, w.rows, columns, rows, add);
        }
        if (x.differentiable) {
            boolean add = x.begin();
            Blas.rightTransposed(delta, w.memory, x.gradient.memory, rows, x.columns, columns, add);
        }
    }

    /** The gradient by the sums; on the way, the bias gets its gradient. */
    private Memory delta() {
        Tiles tiles = tape.tiles(columns);
        Memory delta = activation == Activation.IDENTITY ? gradient.memory : tiles.delta;
        delta.ensure(length());
        Tiles.fill(tiles.c, 0f, columns);
        for (int r = 0; r < rows; r++) {
            gradient.memory.read(r * columns, tiles.a, columns);
            if (activation != Activation.IDENTITY) {
                memory.read(r * columns, tiles.b, columns);
                activation.backward(tiles.b, tiles.a, columns);
                delta.write(r * columns, tiles.a, columns);
            }
            Tiles.add(tiles.a, tiles.c, columns);
        }
        if (b.differentiable) {
            b.contribute(b.begin(), 0, tiles.c, columns, tiles.d);
        }
        return delta;
    }
}
