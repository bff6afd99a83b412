package org.elbo.autodiff;

import org.elbo.internal.Blas;
import org.elbo.internal.Block;
import org.elbo.internal.Check;
import org.elbo.internal.Elementary;
import org.elbo.internal.Memory;
import org.elbo.internal.Team;

/**
 * log softmax(x w + b) at one class for each row. Where the logits were, forward leaves their
 * derivative, 1 at the class less the probabilities: the only matrix of [rows, classes]. Backward
 * multiplies the narrow sides of its products by the rows' gradients, not this one. On a tape
 * without gradients there is no such matrix, but only some of its rows at a time.
 */
final class CategoricalLogLikelihood extends Value {
    /** Rows at a time when no gradient is wanted. */
    private static final int CHUNK = 256;

    private final Team team = Team.shared();
    private final Team.Task logits = this::logits;
    private final Loop softmax = new Loop(tape, this::softmax);
    private final Team.Task biasGradient = this::biasGradient;
    private final Team.Task weightGradient = this::weightGradient;
    private final Team.Task inputProduct = this::inputProduct;
    private final Loop weighInput = new Loop(tape, this::weighInput);
    private final Loop inputGradient = new Loop(tape, this::inputGradient);
    private final Memory residuals = new Memory();
    private final Memory narrow = new Memory();
    private Value x;
    private Value w;
    private Value b;
    private int[] classes;
    private int first;
    private int count;
    private boolean add;

    CategoricalLogLikelihood(Tape tape) {
        super(tape);
    }

    void set(Value x, Value w, Value b, int[] classes) {
        Shapes.expect("categorical: the input", x, x.rows, w.rows, "the weight's rows");
        Shapes.expect("categorical: the bias", b, 1, w.columns, "the weight's columns");
        Check.that(
                classes.length == x.rows,
                "categorical: %d classes given for %d rows",
                classes.length,
                x.rows);
        GatherRows.check("categorical: the class", classes, w.columns);
        this.x = x;
        this.w = w;
        this.b = b;
        this.classes = classes;
        shape(x.rows, 1, x.differentiable || w.differentiable || b.differentiable);
        int chunk = differentiable ? rows : Math.min(rows, CHUNK);
        residuals.ensure(Math.multiplyExact(chunk, w.columns));
        for (first = 0; first < rows; first += chunk) {
            count = Math.min(chunk, rows - first);
            share(logits);
            softmax.rows(count, w.columns);
        }
    }

    private void share(Team.Task task) {
        team.run(Dense.isLong(count, w.rows, w.columns) ? team.parts() : 1, task);
    }

    private void logits(int part, int parts) {
        Block block = tape.tiles(part, 0).block;
        block.ofOutput(count, w.columns, part, parts);
        if (!block.isEmpty()) {
            Blas.product(x.memory, first, w.memory, residuals, w.columns, x.columns, block);
        }
    }

    private void softmax(int at, int n, Tiles tiles) {
        int k = w.columns;
        b.memory.read(0, tiles.b, k);
        for (int from = at; from < at + n; from += k) {
            residuals.read(from, tiles.a, k);
            Tiles.add(tiles.b, tiles.a, k);
            residual(first + from / k, k, tiles);
            if (differentiable) {
                residuals.write(from, tiles.c, k);
            }
        }
    }

    /** From the logits in a to the residuals in c; the largest term becomes exp(0) = 1. */
    private void residual(int row, int k, Tiles tiles) {
        float logit = tiles.a[classes[row]];
        System.arraycopy(tiles.a, 0, tiles.d, 0, k);
        float max = Tiles.max(tiles.d, k);
        Tiles.shift(tiles.a, -max, k);
        Elementary.exp(tiles.a, tiles.c, k);
        System.arraycopy(tiles.c, 0, tiles.d, 0, k);
        float sum = Tiles.sum(tiles.d, k);
        memory.set(row, (float) (logit - max - Math.log(sum)));
        Tiles.scale(tiles.c, -1f / sum, k);
        tiles.c[classes[row]] += 1f;
    }

    @Override
    void backward() {
        if (b.differentiable) {
            add = b.begin();
            team.run(Block.isWide(w.columns) ? team.parts() : 1, biasGradient);
        }
        narrow.ensure(x.length());
        if (w.differentiable) {
            weighInput.rows(rows, x.columns);
            add = w.begin();
            share(weightGradient);
        }
        if (x.differentiable) {
            share(inputProduct);
            add = x.begin();
            inputGradient.rows(rows, x.columns);
        }
    }

    private void biasGradient(int part, int parts) {
        Tiles tiles = tape.tiles(part, w.columns);
        int from = Block.bound(w.columns, part, parts);
        int n = Block.bound(w.columns, part + 1, parts) - from;
        Tiles.fill(tiles.c, 0f, n);
        for (int row = 0; row < rows; row++) {
            residuals.read(row * w.columns + from, tiles.a, n);
            Tiles.addScaled(tiles.a, gradient.memory.get(row), tiles.c, n);
        }
        b.contribute(add, from, tiles.c, n, tiles.d);
    }

    private void weighInput(int at, int n, Tiles tiles) {
        Tiles.spread(gradient.memory, at / x.columns, tiles.b, x.columns, n);
        x.memory.read(at, tiles.a, n);
        Tiles.multiply(tiles.b, tiles.a, n);
        narrow.write(at, tiles.a, n);
    }

    private void weightGradient(int part, int parts) {
        Block block = tape.tiles(part, 0).block;
        block.ofWeight(w.rows, w.columns, part, parts);
        if (!block.isEmpty()) {
            Memory g = w.gradient.memory;
            Blas.leftTransposed(narrow, residuals, g, w.rows, w.columns, rows, add, block);
        }
    }

    private void inputProduct(int part, int parts) {
        Block block = tape.tiles(part, 0).block;
        block.ofOutput(rows, x.columns, part, parts);
        if (!block.isEmpty()) {
            Blas.rightTransposed(residuals, w.memory, narrow, x.columns, w.columns, false, block);
        }
    }

    private void inputGradient(int at, int n, Tiles tiles) {
        Tiles.spread(gradient.memory, at / x.columns, tiles.b, x.columns, n);
        narrow.read(at, tiles.a, n);
        Tiles.multiply(tiles.b, tiles.a, n);
        x.contribute(add, at, tiles.a, n, tiles.d);
    }

    @Override
    void release() {
        super.release();
        residuals.release();
        narrow.release();
    }
}
