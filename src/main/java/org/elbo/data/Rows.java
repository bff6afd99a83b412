package org.elbo.data;

import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/** What all data sets share: checks of row numbers, and rows of floats. */
final class Rows {
    private Rows() {}

    static void checkRange(int from, int to, int size) {
        Check.that(
                0 <= from && from < to && to <= size,
                "rows %d to %d (exclusive) asked for, but there are rows 0 to %d (exclusive)",
                from,
                to,
                size);
    }

    static void check(Dataset data, int[] rows, int from, int count, float[] out) {
        Check.that(
                from >= 0 && count >= 0 && from <= rows.length - count,
                "%d rows from index %d on asked for, but only %d row numbers given",
                count,
                from,
                rows.length);
        Check.that(
                out.length >= (long) count * data.dimension(),
                "%d rows of %d values do not fit into an array of %d",
                count,
                data.dimension(),
                out.length);
        int size = data.size();
        for (int i = from; i < from + count; i++) {
            if (rows[i] < 0 || rows[i] >= size) { // Check.that would allocate, for every row
                throw new IllegalArgumentException(
                        "row "
                                + rows[i]
                                + " asked for, but there are rows 0 to "
                                + size
                                + " (exclusive)");
            }
        }
    }

    /** Rows that are floats already. */
    static final class OfFloats implements Dataset {
        private final float[] values;
        private final int dimension;

        OfFloats(float[] values, int dimension) {
            this.values = values;
            this.dimension = dimension;
        }

        @Override
        public int size() {
            return values.length / dimension;
        }

        @Override
        public int dimension() {
            return dimension;
        }

        @Override
        public void copyTo(int[] rows, int from, int count, RandomGenerator rng, float[] out) {
            check(this, rows, from, count, out);
            for (int i = 0; i < count; i++) {
                System.arraycopy(values, rows[from + i] * dimension, out, i * dimension, dimension);
            }
        }

        @Override
        public String toString() {
            return size() + " rows of " + dimension + " values";
        }
    }
}
