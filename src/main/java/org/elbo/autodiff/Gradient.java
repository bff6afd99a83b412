package org.elbo.autodiff;

import org.elbo.internal.Memory;

/** The derivative of the loss by one value: the first contribution is stored, the next ones add. */
final class Gradient {
    final Memory memory;
    final TouchedRows touched;
    boolean filled;

    Gradient(Memory memory) {
        this(memory, null);
    }

    /** A gradient of which only some rows are filled, or of all rows if touched is null. */
    Gradient(Memory memory, TouchedRows touched) {
        this.memory = memory;
        this.touched = touched;
    }

    /** Announces a contribution; true if it must be added to what is there. */
    boolean begin() {
        boolean add = filled;
        filled = true;
        if (touched != null) {
            touched.addAll();
        }
        return add;
    }

    /** Announces contributions to some rows, which must be added to what is there. */
    void beginRows(int[] rows, int length) {
        if (!filled) {
            zero(length);
            filled = true;
        }
        if (touched != null) {
            for (int row : rows) {
                touched.add(row);
            }
        }
    }

    void zero(int length) {
        if (touched == null) {
            memory.zero(length);
        } else {
            touched.clear(memory);
        }
    }
}
