package org.elbo.autodiff;

import org.elbo.internal.Block;
import org.elbo.internal.Check;
import org.elbo.internal.Team;

/** Chosen rows of x, each as often as it is chosen. */
final class Rows extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Team.Task backward = this::backward;
    private Value x;
    private int[] chosen = {};

    Rows(Tape tape) {
        super(tape);
    }

    void set(Value x, int[] which) {
        for (int row : which) {
            if (row < 0 || row >= x.rows) { // Check.that would allocate, for every row
                throw new IllegalArgumentException(
                        "rows: row " + row + " does not exist in a value of " + x.rows + " rows");
            }
        }
        Check.that(which.length > 0, "rows: none is chosen but at least one must be");
        this.x = x;
        keep(which);
        shape(which.length, x.columns, x.differentiable);
        forward.rows(rows, columns);
    }

    /** A copy, since the caller may change his array before {@link #backward}. */
    private void keep(int[] which) {
        if (chosen.length < which.length) {
            chosen = new int[which.length];
        }
        System.arraycopy(which, 0, chosen, 0, which.length);
    }

    @Override
    public boolean isBinary() {
        return x.isBinary();
    }

    private void forward(int at, int n, Tiles tiles) {
        for (int to = at; to < at + n; to += columns) {
            x.memory.read(chosen[to / columns] * columns, tiles.a, columns);
            memory.write(to, tiles.a, columns);
        }
    }

    @Override
    void backward() {
        if (!x.begin()) {
            x.gradient.memory.zero(x.length());
        }
        Team team = Team.shared();
        team.run(Block.isWide(columns) ? team.parts() : 1, backward);
    }

    /** Some of the columns, so that no two threads add to the same row of x. */
    private void backward(int part, int parts) {
        Tiles tiles = tape.tiles(part, columns);
        int from = Block.bound(columns, part, parts);
        int n = Block.bound(columns, part + 1, parts) - from;
        for (int r = 0; r < rows; r++) {
            gradient.memory.read(r * columns + from, tiles.a, n);
            x.contribute(true, chosen[r] * columns + from, tiles.a, n, tiles.d);
        }
    }
}
