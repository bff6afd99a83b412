package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Packing;
import org.elbo.autodiff.Value;
import org.elbo.data.Vocabulary;

/**
 * Some sentences as recurrent networks read them, without the padding: at each step a network is
 * given the word before (at first the end of the sentence before, so to speak) and must tell the
 * next, the end included.
 *
 * @param packing where the steps of the sentences are
 * @param inputs for each row of the packing the word before
 * @param targets for each row of the packing the word itself
 */
record SentenceBatch(Packing packing, int[] inputs, int[] targets) {
    /** Reads rows of word numbers, each with at least one END. */
    static SentenceBatch of(Value rows, int words) {
        float[] ids = rows.data().data().asFloat();
        int[][] targets = new int[rows.rows()][rows.columns()];
        int[][] inputs = new int[rows.rows()][rows.columns()];
        int[] lengths = new int[rows.rows()];
        for (int i = 0; i < lengths.length; i++) {
            for (int t = 0; t < rows.columns(); t++) {
                targets[i][t] = word(ids[i * rows.columns() + t], words, i);
            }
            lengths[i] = length(targets[i], i);
            System.arraycopy(targets[i], 0, inputs[i], 1, lengths[i] - 1);
        }
        Packing packing = Packing.of(lengths);
        return new SentenceBatch(packing, packing.pack(inputs), packing.pack(targets));
    }

    private static int word(float id, int words, int row) {
        if (!(id >= 0 && id < words && id == (int) id)) { // Check.that would allocate
            throw new IllegalArgumentException(
                    "sentence "
                            + row
                            + " holds "
                            + id
                            + " but must hold numbers of words, from 0 to "
                            + (words - 1)
                            + ": encode it with the vocabulary of the model");
        }
        return (int) id;
    }

    /** The number of tokens up to the first END, which counts; behind it there may be no word. */
    private static int length(int[] sentence, int row) {
        int length = 0;
        while (length < sentence.length && sentence[length] != Vocabulary.END) {
            length++;
        }
        for (int t = length; t < sentence.length; t++) {
            if (sentence[t] != Vocabulary.END) {
                throw new IllegalArgumentException(
                        "sentence " + row + " has a word behind its end, at " + t);
            }
        }
        if (length == sentence.length) {
            throw new IllegalArgumentException(
                    "sentence "
                            + row
                            + " has no end: its row of "
                            + length
                            + " numbers must hold at least one 0 behind the words");
        }
        return length + 1;
    }

    /** The number of tokens, one end for each sentence included. */
    int tokens() {
        return packing.rows();
    }

    /**
     * Word dropout (Bowman et al. 2016, section 3.1): whole words of the input become unknown, each
     * with the same probability; what must be told remains. The start is no word. With a rate of 0
     * or 1 nothing is drawn.
     */
    SentenceBatch withoutWords(double rate, RandomGenerator rng) {
        if (rate == 0) {
            return this;
        }
        int[] left = inputs.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] =
                    left[i] != Vocabulary.END && (rate == 1 || rng.nextDouble() < rate)
                            ? Vocabulary.UNKNOWN
                            : left[i];
        }
        return new SentenceBatch(packing, left, targets);
    }
}
