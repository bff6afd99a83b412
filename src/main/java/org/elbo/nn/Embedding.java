package org.elbo.nn;

import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A vector for each word of a vocabulary, learned with the rest. Training touches the vectors of
 * the words that occur in a batch, and no others.
 */
public final class Embedding implements Module {
    private final Parameter vectors;

    private Embedding(Parameter vectors) {
        this.vectors = vectors;
    }

    /**
     * Creates vectors of about unit length: Gaussian with variance 1 / dimension.
     *
     * @param name the parameter is called name.vectors
     * @param words the size of the vocabulary
     * @param dimension the length of a vector
     * @param rng draws the vectors
     * @return a new table
     */
    public static Embedding of(String name, int words, int dimension, RandomGenerator rng) {
        Check.positive("words of " + name, words);
        double deviation = 1 / Math.sqrt(Check.positive("dimension of " + name, dimension));
        float[][] values = new float[words][dimension];
        for (float[] row : values) {
            for (int j = 0; j < dimension; j++) {
                row[j] = (float) (deviation * rng.nextGaussian());
            }
        }
        return new Embedding(Parameter.table(name + ".vectors", Nd4j.create(values)));
    }

    /**
     * Looks words up.
     *
     * @param tape records it
     * @param words their numbers, from 0; not copied, see {@link Tape#gatherRows}
     * @return [words, dimension]
     * @throws IllegalArgumentException if there is no such word
     */
    public Value apply(Tape tape, int[] words) {
        return tape.gatherRows(tape.parameter(vectors), words);
    }

    /**
     * All vectors.
     *
     * @return [words, dimension]
     */
    public Parameter vectors() {
        return vectors;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(vectors);
    }

    @Override
    public String toString() {
        return "Embedding of " + vectors.rows() + " words in " + vectors.columns() + " dimensions";
    }
}
