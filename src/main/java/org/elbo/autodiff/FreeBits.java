package org.elbo.autodiff;

import org.elbo.internal.Check;

/** The sum over columns of max(lambda, mean of the column) (free bits, Kingma et al. 2016). */
final class FreeBits extends Value {
    private final Loop backward = new Loop(tape, this::backward);
    private Value kl;
    private float[] share = new float[0];
    private boolean add;

    FreeBits(Tape tape) {
        super(tape);
    }

    void set(Value kl, double lambda) {
        Check.that(lambda >= 0, "free bits are %s nats but must be at least 0", lambda);
        this.kl = kl;
        shape(1, 1, kl.differentiable);
        means();
        float least = (float) lambda;
        float sum = 0;
        for (int j = 0; j < kl.columns; j++) {
            boolean above = share[j] > least;
            sum += above ? share[j] : least;
            share[j] = above ? 1f / kl.rows : 0f;
        }
        memory.set(0, sum);
    }

    /** One thread adds the rows, always in the same order. */
    private void means() {
        if (share.length < kl.columns) {
            share = new float[kl.columns];
        }
        Tiles.fill(share, 0f, kl.columns);
        float[] row = tape.tiles(kl.columns).a;
        for (int r = 0; r < kl.rows; r++) {
            kl.memory.read(r * kl.columns, row, kl.columns);
            Tiles.addScaled(row, 1f / kl.rows, share, kl.columns);
        }
    }

    /** An element's share of the gradient is 1 / rows in a column above lambda, else 0. */
    @Override
    void backward() {
        add = kl.begin();
        backward.rows(kl.rows, kl.columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        for (int from = 0; from < n; from += kl.columns) {
            System.arraycopy(share, 0, tiles.a, from, kl.columns);
        }
        Tiles.scale(tiles.a, gradient.memory.get(0), n);
        kl.contribute(add, at, tiles.a, n, tiles.d);
    }
}
