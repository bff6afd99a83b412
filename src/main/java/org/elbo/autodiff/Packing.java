package org.elbo.autodiff;

import java.util.Arrays;
import org.elbo.internal.Check;

/**
 * How sequences of unequal length lie in one matrix without padding: step after step, and at each
 * step a row for every sequence that has not ended, the longest first. Of the sequences "a b c",
 * "d" and "e f" the rows are a e d, b f, c. So what is computed at each step of all sequences are
 * adjacent rows, and no product is spent on padding.
 */
public final class Packing {
    private final int[] order;
    private final int[] starts;
    private final int[] sequences;
    private final int[] lasts;

    private Packing(int[] order, int[] starts, int[] sequences, int[] lasts) {
        this.order = order;
        this.starts = starts;
        this.sequences = sequences;
        this.lasts = lasts;
    }

    /**
     * Packs sequences of some lengths; sequences of equal length keep their order.
     *
     * @param lengths the number of steps of each sequence, at least 1
     * @return the packing
     * @throws IllegalArgumentException if there is no sequence, or one has no step
     */
    public static Packing of(int... lengths) {
        Check.that(lengths.length > 0, "a packing of no sequences: at least one is needed");
        int longest = 0;
        for (int i = 0; i < lengths.length; i++) {
            Check.that(lengths[i] > 0, "sequence %d has length %d but needs 1", i, lengths[i]);
            longest = Math.max(longest, lengths[i]);
        }
        int[] starts = starts(lengths, longest);
        return of(order(lengths, longest), starts);
    }

    /**
     * Packs sequences of one step: row i is sequence i.
     *
     * @param sequences how many
     * @return the packing
     */
    public static Packing ofSingles(int sequences) {
        int[] lengths = new int[Check.positive("sequences", sequences)];
        Arrays.fill(lengths, 1);
        return of(lengths);
    }

    /** The first row of each step, and the number of all rows. */
    private static int[] starts(int[] lengths, int longest) {
        int[] starts = new int[longest + 1];
        for (int length : lengths) {
            for (int t = 1; t <= length; t++) {
                starts[t]++;
            }
        }
        for (int t = 1; t <= longest; t++) {
            starts[t] += starts[t - 1];
        }
        return starts;
    }

    /** The sequences, the longest first. */
    private static int[] order(int[] lengths, int longest) {
        int[] order = new int[lengths.length];
        int next = 0;
        for (int length = longest; length > 0; length--) {
            for (int i = 0; i < lengths.length; i++) {
                if (lengths[i] == length) {
                    order[next++] = i;
                }
            }
        }
        return order;
    }

    private static Packing of(int[] order, int[] starts) {
        int[] sequences = new int[starts[starts.length - 1]];
        int[] lasts = new int[order.length];
        for (int t = 0; t + 1 < starts.length; t++) {
            for (int row = starts[t]; row < starts[t + 1]; row++) {
                sequences[row] = order[row - starts[t]];
                lasts[sequences[row]] = row;
            }
        }
        return new Packing(order, starts, sequences, lasts);
    }

    /**
     * The number of sequences.
     *
     * @return at least 1
     */
    public int count() {
        return order.length;
    }

    /**
     * The number of steps of the longest sequence.
     *
     * @return at least 1
     */
    public int steps() {
        return starts.length - 1;
    }

    /**
     * The number of steps of all sequences together.
     *
     * @return the rows of a packed matrix
     */
    public int rows() {
        return sequences.length;
    }

    /**
     * The first row of a step.
     *
     * @param step from 0; of {@link #steps()} it is the number of all rows
     * @return a row of the packed matrix
     */
    public int start(int step) {
        return starts[step];
    }

    /**
     * The number of sequences that have such a step.
     *
     * @param step from 0
     * @return 0 from {@link #steps()} on
     */
    public int active(int step) {
        return step < steps() ? starts[step + 1] - starts[step] : 0;
    }

    /**
     * Which sequence each row belongs to; with it {@link Tape#gatherRows} repeats a row for each
     * sequence at all its steps, and {@link Tape#scatterRows} sums over the steps.
     *
     * @return the number of the sequence, for each row; not a copy
     */
    public int[] sequences() {
        return sequences;
    }

    /**
     * The last row of each sequence; with it {@link Tape#gatherRows} takes the last outputs.
     *
     * @return a row of the packed matrix, for each sequence; not a copy
     */
    public int[] lasts() {
        return lasts;
    }

    /** The sequence that comes at a place in the order of length. */
    int sequence(int place) {
        return order[place];
    }

    /**
     * Packs what each sequence has at its steps.
     *
     * @param padded [sequences][at least the sequence's length]
     * @return the numbers in the order of the rows
     */
    public int[] pack(int[][] padded) {
        int[] packed = new int[rows()];
        for (int t = 0; t < steps(); t++) {
            for (int row = starts[t]; row < starts[t + 1]; row++) {
                packed[row] = padded[sequences[row]][t];
            }
        }
        return packed;
    }

    @Override
    public String toString() {
        return count() + " sequences of at most " + steps() + " steps, " + rows() + " rows";
    }
}
