package org.elbo.nn;

import org.elbo.autodiff.Packing;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/** A layer that reads sequences step by step and hands a state on from each step to the next. */
public interface Recurrent extends Module {
    /**
     * The number of units.
     *
     * @return columns of the output
     */
    int units();

    /**
     * The size of the state: what {@link #apply} starts from.
     *
     * @return columns of the state
     */
    int stateSize();

    /**
     * Runs over all steps of packed sequences of unequal length.
     *
     * @param tape records it
     * @param x the inputs [packing.rows(), inputs]
     * @param start the state before the first step, in the order of the sequences [sequences,
     *     stateSize]
     * @param packing where the steps of the sequences are
     * @return the output of every step [packing.rows(), units]
     */
    Value apply(Tape tape, Value x, Value start, Packing packing);

    /**
     * The states after every step, as numbers: where another sequence can start.
     *
     * @param tape records them
     * @param outputs what {@link #apply} returned
     * @return [packing.rows(), stateSize]
     */
    Value state(Tape tape, Value outputs);
}
