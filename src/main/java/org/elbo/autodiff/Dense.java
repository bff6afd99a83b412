package org.elbo.autodiff;

import org.elbo.internal.Blas;
import org.elbo.internal.Block;
import org.elbo.internal.Memory;
import org.elbo.internal.Team;

/** y = activation(x w + b). */
final class Dense extends Value {
    /** The smallest number of multiplications that is worth sharing. */
    private static final long LONG = 250_000;

    private final Team team = Team.shared();
    private final Team.Task forward = this::forward;
    private final Team.Task deltas = this::deltas;
    private final Team.Task weightGradient = this::weightGradient;
    private final Team.Task inputGradient = this::inputGradient;
    private final Memory ownDelta = new Memory();
    private Value x;
    private Value w;
    private Value b;
    private Activation activation;
    private Memory delta;
    private boolean add;

    Dense(Tape tape) {
        super(tape);
    }

    void set(Value x, Value w, Value b, Activation activation) {
        Shapes.expect("dense: the input", x, x.rows, w.rows, "the weight's rows");
        Shapes.expect("dense: the bias", b, 1, w.columns, "the weight's columns");
        this.x = x;
        this.w = w;
        this.b = b;
        this.activation = activation;
        shape(x.rows, w.columns, x.differentiable || w.differentiable || b.differentiable);
        share(forward);
    }

    private void share(Team.Task task) {
        team.run(isLong(rows, columns, x.columns) ? team.parts() : 1, task);
    }

    /** Whether a product [rows, k] times [k, columns] is worth sharing. */
    static boolean isLong(int rows, int columns, int k) {
        return (long) rows * columns * k >= LONG;
    }

    /** A block of the products goes through bias and activation while it is in the cache. */
    private void forward(int part, int parts) {
        Tiles tiles = tape.tiles(part, columns);
        Block block = tiles.block;
        block.ofOutput(rows, columns, part, parts);
        if (block.isEmpty()) {
            return;
        }
        Blas.product(x.memory, w.memory, memory, columns, x.columns, block);
        int n = block.width();
        b.memory.read(block.columnFrom(), tiles.b, n);
        for (int r = block.rowFrom(); r < block.rowTo(); r++) {
            int at = r * columns + block.columnFrom();
            memory.read(at, tiles.a, n);
            Tiles.add(tiles.b, tiles.a, n);
            memory.write(at, activation.apply(tiles.a, tiles.c, n), n);
        }
    }

    @Override
    void backward() {
        delta = activation == Activation.IDENTITY ? gradient.memory : ownDelta;
        delta.ensure(length());
        add = b.differentiable && b.begin();
        team.run(Block.isWide(columns) ? team.parts() : 1, deltas);
        if (x.differentiable) {
            add = x.begin();
            share(inputGradient);
        }
        if (w.differentiable) {
            add = w.begin();
            share(weightGradient);
        }
    }

    /** The gradient by the sums, for some of the columns; their sums are the bias's gradient. */
    private void deltas(int part, int parts) {
        Tiles tiles = tape.tiles(part, columns);
        int from = Block.bound(columns, part, parts);
        int n = Block.bound(columns, part + 1, parts) - from;
        Tiles.fill(tiles.c, 0f, n);
        for (int r = 0; r < rows; r++) {
            int at = r * columns + from;
            gradient.memory.read(at, tiles.a, n);
            if (activation != Activation.IDENTITY) {
                memory.read(at, tiles.b, n);
                activation.backward(tiles.b, tiles.a, n);
                delta.write(at, tiles.a, n);
            }
            Tiles.add(tiles.a, tiles.c, n);
        }
        if (b.differentiable) {
            b.contribute(add, from, tiles.c, n, tiles.d);
        }
    }

    private void weightGradient(int part, int parts) {
        Block block = tape.tiles(part, columns).block;
        block.ofWeight(w.rows, columns, part, parts);
        if (!block.isEmpty()) {
            Memory g = w.gradient.memory;
            Blas.leftTransposed(x.memory, delta, g, w.rows, columns, rows, add, block);
        }
    }

    private void inputGradient(int part, int parts) {
        Block block = tape.tiles(part, columns).block;
        block.ofOutput(rows, x.columns, part, parts);
        if (!block.isEmpty()) {
            Blas.rightTransposed(
                    delta, w.memory, x.gradient.memory, x.columns, columns, add, block);
        }
    }

    @Override
    void release() {
        super.release();
        ownDelta.release();
    }
}
