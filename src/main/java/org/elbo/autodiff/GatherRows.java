package org.elbo.autodiff;

import org.elbo.internal.Block;
import org.elbo.internal.Check;
import org.elbo.internal.Team;

/** Row i is row index[i] of x. */
final class GatherRows extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Team.Task backward = this::backward;
    private Value x;
    private int[] index;

    GatherRows(Tape tape) {
        super(tape);
    }

    void set(Value x, int[] index) {
        check("gatherRows", index, x.rows);
        this.x = x;
        this.index = index;
        shape(index.length, x.columns, x.differentiable);
        forward.rows(rows, columns);
    }

    static void check(String operation, int[] index, int rows) {
        Check.that(index.length > 0, "%s needs at least one row", operation);
        for (int i = 0; i < index.length; i++) {
            if (index[i] < 0 || index[i] >= rows) { // Check.that would allocate
                throw new IllegalArgumentException(
                        operation
                                + ": index "
                                + i
                                + " is "
                                + index[i]
                                + " but there are rows 0 to "
                                + rows
                                + " (exclusive)");
            }
        }
    }

    private void forward(int at, int n, Tiles tiles) {
        for (int to = at; to < at + n; to += columns) {
            x.memory.read(index[to / columns] * columns, tiles.a, columns);
            memory.write(to, tiles.a, columns);
        }
    }

    @Override
    void backward() {
        x.beginRows(index);
        Team team = Team.shared();
        team.run(Block.isWide(columns) ? team.parts() : 1, backward);
    }

    /** Each part adds some of the columns, since a row may occur several times. */
    private void backward(int part, int parts) {
        Tiles tiles = tape.tiles(part, columns);
        int from = Block.bound(columns, part, parts);
        int n = Block.bound(columns, part + 1, parts) - from;
        for (int i = 0; i < rows; i++) {
            gradient.memory.read(i * columns + from, tiles.a, n);
            x.contribute(true, index[i] * columns + from, tiles.a, n, tiles.d);
        }
    }
}
