package org.elbo.model;

import java.util.Objects;
import org.elbo.internal.Check;
import org.elbo.nn.Cell;

/**
 * What the descriptions of models of sentences have in common: each choice but the data's sizes has
 * a default.
 *
 * @param <B> the builder itself, which each method returns
 */
abstract class SentencePlan<B extends SentencePlan<B>> {
    final int vocabulary;
    final int data;
    int embedding = 100;
    int hidden = 200;
    Cell cell = Cell.LSTM;
    boolean inputless;

    SentencePlan(int vocabulary, int data) {
        Check.that(vocabulary >= 3, "a vocabulary of %d: at least one word", vocabulary);
        Check.that(data >= 2, "rows of %d numbers: a word and its end need 2", data);
        this.vocabulary = vocabulary;
        this.data = data;
    }

    abstract B self();

    /**
     * The number of dimensions of a word's vector, which all parts of a model share. Default: 100.
     *
     * @param dimension at least 1
     * @return this
     */
    public B embedding(int dimension) {
        embedding = Check.positive("embedding dimension", dimension);
        return self();
    }

    /**
     * The number of units of each recurrent layer. Default: 200.
     *
     * @param units at least 1
     * @return this
     */
    public B hidden(int units) {
        hidden = Check.positive("units", units);
        return self();
    }

    /**
     * The kind of the recurrent layers. Default: LSTM.
     *
     * @param kind LSTM or GRU
     * @return this
     */
    public B cell(Cell kind) {
        cell = Objects.requireNonNull(kind, "cell");
        return self();
    }

    /**
     * Lets the model that tells the words never see one, in training or later: all that it knows is
     * how many words it has told, and z where there is one (Bowman et al. 2016, section 4.2).
     *
     * @return this
     */
    public B inputless() {
        inputless = true;
        return self();
    }
}
