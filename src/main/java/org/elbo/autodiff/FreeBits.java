package org.elbo.autodiff;

import org.elbo.internal.Check;

/** The sum over columns of max(lambda, mean of the column) (free bits, Kingma et al. 2016). */
final class FreeBits extends Value {
    private Value kl;
    private float lambda;
    private float[] share = new float[0];

    FreeBits(Tape tape) {
        super(tape);
    }

    void set(Value kl, double lambda) {
        Check.that(lambda >= 0, "free bits are %s nats but must be at least 0", lambda);
        this.kl = kl;
        this.lambda = (float) lambda;
        shape(1, 1, kl.differentiable);
        means();
        float sum = 0;
        for (int j = 0; j < kl.columns; j++) {
            boolean above = share[j] > this.lambda;
            sum += above ? share[j] : this.lambda;
            share[j] = above ? 1f / kl.rows : 0f;
        }
        memory.set(0, sum);
    }

    private void means() {
        share = new float[kl.columns];
        float[] row = tape.tiles(kl.columns).a;
        for (int r = 0; r < kl.rows; r++) {
            kl.memory.read(r * kl.columns, row, kl.columns);
            Tiles.addScaled(row, 1f / kl.rows, share, kl.columns);
        }
    }

    /** An element's share of the gradient is 1 / rows in a column above lambda, else 0. */
    @Override
    void backward() {
        boolean add = kl.begin();
        Tiles tiles = tape.tiles(kl.columns);
        for (int r = 0; r < kl.rows; r++) {
            System.arraycopy(share, 0, tiles.a, 0, kl.columns);
            Tiles.scale(tiles.a, gradient.memory.get(0), kl.columns);
            kl.contribute(add, r * kl.columns, tiles.a, kl.columns, tiles.d);
        }
    }
}
