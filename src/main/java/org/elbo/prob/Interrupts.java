package org.elbo.prob;

import java.util.concurrent.CancellationException;

/** Lets long loops end when a notebook's user interrupts the cell. */
final class Interrupts {
    private Interrupts() {}

    /** Looks for an interrupt, once in 1024 rounds. */
    static void check(long round) {
        if ((round & 1023) == 0 && Thread.interrupted()) {
            throw new CancellationException("interrupted after " + round + " rounds");
        }
    }
}
