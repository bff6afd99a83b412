package org.elbo.nn;

import java.util.random.RandomGenerator;

/** Kinds of recurrent layers. */
public enum Cell {
    /** Long short-term memory: see {@link Lstm}. */
    LSTM {
        @Override
        public Recurrent layer(String name, int inputs, int units, RandomGenerator rng) {
            return Lstm.of(name, inputs, units, rng);
        }
    },

    /** Gated recurrent units, with three quarters of the weights: see {@link Gru}. */
    GRU {
        @Override
        public Recurrent layer(String name, int inputs, int units, RandomGenerator rng) {
            return Gru.of(name, inputs, units, rng);
        }
    };

    /**
     * Creates a layer.
     *
     * @param name its parameters are called name.weight and so on
     * @param inputs the number of inputs
     * @param units the number of units
     * @param rng draws the weights
     * @return a new layer
     */
    public abstract Recurrent layer(String name, int inputs, int units, RandomGenerator rng);
}
