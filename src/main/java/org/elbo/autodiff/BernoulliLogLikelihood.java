package org.elbo.autodiff;

import org.elbo.internal.Elementary;
import org.elbo.internal.Memory;

/**
 * Sum over a row of x log p + (1 - x) log(1 - p) for p = sigmoid(l): x l - softplus(l). Forward
 * keeps x - p, the derivative by l, since softplus and sigmoid share their exponential.
 */
final class BernoulliLogLikelihood extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private final Memory residuals = new Memory();
    private Value logits;
    private Value x;
    private boolean addLogits;
    private boolean addX;

    BernoulliLogLikelihood(Tape tape) {
        super(tape);
    }

    void set(Value logits, Value x) {
        Shapes.same("bernoulliLogLikelihood: x", x, "the logits", logits);
        this.logits = logits;
        this.x = x;
        shape(x.rows, 1, logits.differentiable || x.differentiable);
        residuals.ensure(differentiable ? logits.length() : 0);
        forward.rows(rows, x.columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        logits.memory.read(at, tiles.a, n);
        x.memory.read(at, tiles.b, n);
        if (differentiable) {
            Elementary.softplusAndSigmoid(tiles.a, tiles.c, tiles.d, n);
            residuals(tiles.b, tiles.d, n);
            residuals.write(at, tiles.d, n);
        } else {
            Elementary.softplus(tiles.a, tiles.c, n);
        }
        terms(tiles.a, tiles.b, tiles.c, n);
        Tiles.sumRows(tiles.a, x.columns, n, memory, at / x.columns);
    }

    /** l = x l - softplus. */
    private static void terms(float[] l, float[] x, float[] softplus, int n) {
        for (int i = 0; i < n; i++) {
            l[i] = x[i] * l[i] - softplus[i];
        }
    }

    /** p = x - p. */
    private static void residuals(float[] x, float[] p, int n) {
        for (int i = 0; i < n; i++) {
            p[i] = x[i] - p[i];
        }
    }

    @Override
    void backward() {
        addLogits = logits.differentiable && logits.begin();
        addX = x.differentiable && x.begin();
        backward.rows(rows, x.columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        Tiles.spread(gradient.memory, at / x.columns, tiles.b, x.columns, n);
        if (logits.differentiable) {
            residuals.read(at, tiles.a, n);
            Tiles.multiply(tiles.b, tiles.a, n);
            logits.contribute(addLogits, at, tiles.a, n, tiles.d);
        }
        if (x.differentiable) {
            logits.memory.read(at, tiles.a, n);
            Tiles.multiply(tiles.b, tiles.a, n);
            x.contribute(addX, at, tiles.a, n, tiles.d);
        }
    }

    @Override
    void release() {
        super.release();
        residuals.release();
    }
}
