package org.elbo.autodiff;

import org.elbo.internal.Memory;

/** The derivative of the loss by one value: the first contribution is stored, the next ones add. */
final class Gradient {
    final Memory memory;
    boolean filled;

    Gradient(Memory memory) {
        this.memory = memory;
    }

    /** Announces a contribution; true if it must be added to what is there. */
    boolean begin() {
        boolean add = filled;
        filled = true;
        return add;
    }
}
