package org.elbo.autodiff;

import org.elbo.internal.Block;
import org.elbo.internal.Elementary;
import org.elbo.internal.Memory;
import org.elbo.internal.Team;

/** Gated recurrent units: gates r and z, the candidate n = tanh(x + r s); h' = (1 - z) n + z h. */
final class Gru extends Recurrence {
    private static final int R = 0;
    private static final int Z = 1;
    private static final int N = 2;
    private static final int GATES = 3;

    private final Team.Task biasGradient = this::biasGradient;
    private final Memory candidates = new Memory();
    private Value b;
    private Memory delta;
    private boolean addB;

    Gru(Tape tape) {
        super(tape, GATES, 1);
    }

    void set(Value x, Value u, Value b, Value start, Packing packing) {
        Shapes.expect("recurrent bias", b, 1, u.columns, "the recurrent weight");
        this.b = b;
        set(x, u, start, packing);
        differentiable |= b.differentiable;
        candidates.ensure(length());
        forward();
    }

    @Override
    void forward(int row, int place, int from, int n, Tiles tiles) {
        gate(R, row, from, tiles.a, n, tiles);
        gate(Z, row, from, tiles.b, n, tiles);
        product(N, row, from, tiles.d, n, tiles);
        writeSum(N, row, from, tiles.d, n);
        Tiles.multiply(tiles.d, tiles.a, n);
        readInput(N, row, from, tiles.e, n);
        Tiles.add(tiles.e, tiles.a, n);
        Elementary.tanh(tiles.a, tiles.a, n);
        candidates.write(row * units + from, tiles.a, n);
        previous.read(row * units + from, tiles.c, n);
        mix(tiles.b, tiles.c, tiles.a, n);
    }

    /** s = h u + b of one gate; e is overwritten. */
    private void product(int gate, int row, int from, float[] to, int n, Tiles tiles) {
        readSum(gate, row, from, to, n);
        b.memory.read(gate * units + from, tiles.e, n);
        Tiles.add(tiles.e, to, n);
    }

    /** Computes a gate into a tile; d and e are overwritten. */
    private void gate(int gate, int row, int from, float[] to, int n, Tiles tiles) {
        product(gate, row, from, tiles.d, n, tiles);
        readInput(gate, row, from, tiles.e, n);
        Tiles.add(tiles.e, tiles.d, n);
        Elementary.sigmoid(tiles.d, to, n);
        writeSum(gate, row, from, to, n);
    }

    @Override
    void backward(int row, int place, int from, int n, boolean later, Tiles tiles) {
        float[] e = tiles.e;
        if (later) {
            carry.read(place * units + from, e, n);
            Tiles.add(e, tiles.a, n);
        }
        readSum(Z, row, from, tiles.b, n);
        candidates.read(row * units + from, tiles.c, n);
        previous.read(row * units + from, tiles.d, n);
        updateGradient(tiles.a, tiles.b, tiles.c, tiles.d, n);
        passGate(Z, row, from, tiles.d, n, e);
        candidateGradient(tiles.a, tiles.b, tiles.c, n);
        passInput(N, row, from, tiles.c, n, e);
        Tiles.multiply(tiles.b, tiles.a, n);
        carry.write(place * units + from, tiles.a, n);
        readSum(R, row, from, tiles.b, n);
        readSum(N, row, from, tiles.d, n);
        resetGradient(tiles.c, tiles.b, tiles.d, n);
        passGate(R, row, from, tiles.d, n, e);
        Tiles.multiply(tiles.b, tiles.c, n);
        passProduct(N, row, from, tiles.c, n);
    }

    @Override
    void passStart(int place, int from, int n, Tiles tiles) {
        Tiles.add(tiles.b, tiles.a, n);
        contributeStart(0, place, from, tiles.a, n, tiles.d);
    }

    @Override
    void endOthers(Memory delta) {
        if (b.differentiable) {
            this.delta = delta;
            addB = b.begin();
            Team team = Team.shared();
            team.run(Block.isWide(b.columns) ? team.parts() : 1, biasGradient);
        }
    }

    private void biasGradient(int part, int parts) {
        Tiles tiles = tape.tiles(part, b.columns);
        int from = Block.bound(b.columns, part, parts);
        int n = Block.bound(b.columns, part + 1, parts) - from;
        Tiles.fill(tiles.c, 0f, n);
        for (int row = 0; row < rows; row++) {
            delta.read(row * b.columns + from, tiles.a, n);
            Tiles.add(tiles.a, tiles.c, n);
        }
        b.contribute(addB, from, tiles.c, n, tiles.d);
    }

    /** y = (1 - z) y + z h. */
    private static void mix(float[] z, float[] h, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += z[i] * (h[i] - y[i]);
        }
    }

    /** h = g (h - n) z (1 - z): the gradient by the sum of z. */
    private static void updateGradient(float[] g, float[] z, float[] n, float[] h, int count) {
        for (int i = 0; i < count; i++) {
            h[i] = g[i] * (h[i] - n[i]) * (z[i] * (1f - z[i]));
        }
    }

    /** n = g (1 - z) (1 - n^2): the gradient by the candidate's sum. */
    private static void candidateGradient(float[] g, float[] z, float[] n, int count) {
        for (int i = 0; i < count; i++) {
            n[i] = g[i] * (1f - z[i]) * (1f - n[i] * n[i]);
        }
    }

    /** s = g s r (1 - r): the gradient by the sum of r. */
    private static void resetGradient(float[] g, float[] r, float[] s, int count) {
        for (int i = 0; i < count; i++) {
            s[i] *= g[i] * (r[i] * (1f - r[i]));
        }
    }

    @Override
    void release() {
        super.release();
        candidates.release();
    }
}
