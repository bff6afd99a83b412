package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/** Sum over a row of x log p + (1 - x) log(1 - p) for p = sigmoid(l): x l - softplus(l). */
final class BernoulliLogLikelihood extends Value {
    private Value logits;
    private Value x;

    BernoulliLogLikelihood(Tape tape) {
        super(tape);
    }

    void set(Value logits, Value x) {
        Shapes.same("bernoulliLogLikelihood: x", x, "the logits", logits);
        this.logits = logits;
        this.x = x;
        shape(x.rows, 1, logits.differentiable || x.differentiable);
        int n = x.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            logits.memory.read(r * n, tiles.a, n);
            x.memory.read(r * n, tiles.b, n);
            Elementary.softplus(tiles.a, tiles.c, n);
            terms(tiles.a, tiles.b, tiles.c, n);
            memory.set(r, Tiles.sum(tiles.a, n));
        }
    }

    private static void terms(float[] l, float[] x, float[] softplus, int n) {
        for (int i = 0; i < n; i++) {
            l[i] = x[i] * l[i] - softplus[i];
        }
    }

    @Override
    void backward() {
        boolean addLogits = logits.differentiable && logits.begin();
        boolean addX = x.differentiable && x.begin();
        int n = x.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            float g = gradient.memory.get(r);
            logits.memory.read(r * n, tiles.a, n);
            if (logits.differentiable) {
                x.memory.read(r * n, tiles.b, n);
                Elementary.sigmoid(tiles.a, tiles.c, n);
                residuals(tiles.b, tiles.c, g, n);
                logits.contribute(addLogits, r * n, tiles.b, n, tiles.d);
            }
            if (x.differentiable) {
                Tiles.scale(tiles.a, g, n);
                x.contribute(addX, r * n, tiles.a, n, tiles.d);
            }
        }
    }

    /** x = g (x - p). */
    private static void residuals(float[] x, float[] p, float g, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = g * (x[i] - p[i]);
        }
    }
}
