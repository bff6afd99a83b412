package org.elbo.autodiff;

import org.elbo.internal.Team;

/**
 * A loop over the elements of values, in pieces that fit into tiles; threads share a long one. The
 * object is made once for each operation, so that running it allocates nothing.
 */
final class Loop implements Team.Task {
    /** A shorter loop is not worth handing over. */
    private static final int LONG = 8192;

    /** What is done with one piece. */
    @FunctionalInterface
    interface Body {
        /** Works on {@code n} elements from {@code at} on: as many as fit into a tile. */
        void run(int at, int n, Tiles tiles);
    }

    private final Tape tape;
    private final Body body;
    private int length;
    private int piece;

    Loop(Tape tape, Body body) {
        this.tape = tape;
        this.body = body;
    }

    /** Runs over all elements, wherever the pieces end. */
    void elements(int length) {
        start(length, Tiles.SIZE);
    }

    /** Runs over a matrix; each piece has whole rows, at least one. */
    void rows(int rows, int columns) {
        start(rows * columns, Math.max(1, Tiles.SIZE / columns) * columns);
    }

    private void start(int length, int piece) {
        this.length = length;
        this.piece = piece;
        Team team = Team.shared();
        team.run(length < LONG ? 1 : team.parts(), this);
    }

    @Override
    public void run(int part, int parts) {
        Tiles tiles = tape.tiles(part, piece);
        int to = begin(part + 1, parts);
        for (int at = begin(part, parts); at < to; at += piece) {
            body.run(at, Math.min(piece, to - at), tiles);
        }
    }

    private int begin(int part, int parts) {
        int pieces = (length + piece - 1) / piece;
        return Math.min(length, piece * (int) ((long) pieces * part / parts));
    }
}
