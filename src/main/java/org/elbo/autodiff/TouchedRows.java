package org.elbo.autodiff;

import org.elbo.internal.Memory;

/** Which rows of a table's gradient may be other than zero: those that the last loss used. */
final class TouchedRows {
    private final boolean[] isTouched;
    private final int[] touched;
    private final float[] zeros;
    private int count;

    TouchedRows(int rows, int columns) {
        isTouched = new boolean[rows];
        touched = new int[rows];
        zeros = new float[columns];
    }

    void add(int row) {
        if (!isTouched[row]) {
            isTouched[row] = true;
            touched[count++] = row;
        }
    }

    void addAll() {
        for (int row = 0; row < isTouched.length; row++) {
            add(row);
        }
    }

    /** Zeroes the rows and forgets them. */
    void clear(Memory gradient) {
        for (int i = 0; i < count; i++) {
            gradient.write(touched[i] * zeros.length, zeros, zeros.length);
            isTouched[touched[i]] = false;
        }
        count = 0;
    }

    int count() {
        return count;
    }

    int row(int i) {
        return touched[i];
    }
}
