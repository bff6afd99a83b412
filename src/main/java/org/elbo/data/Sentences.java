package org.elbo.data;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sentences as rows of word numbers. A row has room for the longest sentence and one more number,
 * so that each sentence has its end {@link Vocabulary#END}; the rest of a row is filled with it.
 *
 * <p>The end belongs to the sentence: a model of sentences must give it a probability, too, or the
 * probabilities of all sentences would not sum to 1.
 */
public final class Sentences implements Dataset {
    private final Vocabulary vocabulary;
    private final int[][] ids;
    private final int longest;

    private Sentences(Vocabulary vocabulary, int[][] ids, int longest) {
        this.vocabulary = vocabulary;
        this.ids = ids;
        this.longest = longest;
    }

    /**
     * Sentences as numbers. Words that the vocabulary lacks become {@link Vocabulary#UNKNOWN}.
     *
     * @param vocabulary the words
     * @param longest how many words a sentence may have
     * @param sentences the sentences, at least one
     * @return the data set
     * @throws IllegalArgumentException if there is no sentence, or one has no word or too many; the
     *     message names it (nothing is cut off: a sentence cut short is another sentence)
     */
    public static Sentences of(Vocabulary vocabulary, int longest, List<String> sentences) {
        Check.positive("longest sentence", longest);
        Check.that(!sentences.isEmpty(), "there is no sentence, but one is needed at least");
        int[][] ids = new int[sentences.size()][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = vocabulary.ids(sentences.get(i));
            Check.that(
                    ids[i].length >= 1 && ids[i].length <= longest,
                    "sentence %d has %d words but must have 1 to %d: \"%s\"",
                    i,
                    ids[i].length,
                    longest,
                    shown(sentences.get(i)));
        }
        return new Sentences(vocabulary, ids, longest);
    }

    /** A line that fits into a message whatever the sentence was. */
    private static String shown(String sentence) {
        String line = sentence.replaceAll("[\\p{Cntrl}\\p{Cs}]+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }

    /**
     * A few sentences with the words and the width of these, for example to encode them.
     *
     * @param sentences the sentences, at least one
     * @return the data set
     * @throws IllegalArgumentException as {@link #of}
     */
    public Sentences encode(String... sentences) {
        return of(vocabulary, longest, Arrays.asList(sentences));
    }

    /**
     * Sentences that a model has written, with the words and the width of these. One may be empty.
     *
     * @param written numbers of words [rows, dimension]; what stands behind the first 0 is not read
     * @return the data set
     * @throws IllegalArgumentException if a value is not the number of a word, or a row has no end
     */
    public Sentences encode(INDArray written) {
        Check.that(
                written.rank() == 2 && written.size(1) == dimension(),
                "sentences need shape [rows, %d], not %s",
                dimension(),
                Arrays.toString(written.shape()));
        int[][] read = new int[Math.toIntExact(written.size(0))][];
        for (int i = 0; i < read.length; i++) {
            read[i] = vocabulary.wordsBeforeEnd(written.getRow(i).toFloatVector());
            Check.that(
                    read[i].length <= longest,
                    "sentence %d has no end in its %d numbers",
                    i,
                    dimension());
        }
        return new Sentences(vocabulary, read, longest);
    }

    /**
     * The words.
     *
     * @return the vocabulary
     */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public int size() {
        return ids.length;
    }

    /**
     * The width of a row.
     *
     * @return the words of the longest possible sentence, and 1 for its end
     */
    @Override
    public int dimension() {
        return longest + 1;
    }

    /**
     * The number of words in a sentence.
     *
     * @param row its number
     * @return 0 only if a model wrote it; the end is not counted
     */
    public int length(int row) {
        Rows.checkRange(row, row + 1, ids.length);
        return ids[row].length;
    }

    /**
     * The number of tokens of each sentence: its words and its end. By their sum a likelihood is
     * divided to have nats a token.
     *
     * @return a new array, each at least 1
     */
    public int[] tokens() {
        return Arrays.stream(ids).mapToInt(sentence -> sentence.length + 1).toArray();
    }

    /**
     * A sentence as text.
     *
     * @param row its number
     * @return as in {@code the cat sat}; words not in the vocabulary are {@code <unknown>}
     */
    public String text(int row) {
        Rows.checkRange(row, row + 1, ids.length);
        return vocabulary.text(ids[row]);
    }

    /**
     * All sentences as text.
     *
     * @return each as {@link #text} has it
     */
    public List<String> texts() {
        return Arrays.stream(ids).map(vocabulary::text).toList();
    }

    /**
     * The same words in another order, within each sentence: what no grammar holds together.
     *
     * @param rng draws the orders, all equally likely
     * @return as many sentences, each as long as before
     */
    public Sentences withShuffledWords(RandomGenerator rng) {
        int[][] shuffled = Arrays.stream(ids).map(int[]::clone).toArray(int[][]::new);
        for (int[] sentence : shuffled) {
            Batches.shuffle(sentence, rng);
        }
        return new Sentences(vocabulary, shuffled, longest);
    }

    /**
     * Some consecutive sentences.
     *
     * @param from the first
     * @param to one past the last
     * @return sentences numbered from 0 again
     */
    public Sentences subset(int from, int to) {
        Rows.checkRange(from, to, ids.length);
        return new Sentences(vocabulary, Arrays.copyOfRange(ids, from, to), longest);
    }

    /**
     * The first sentences.
     *
     * @param count how many
     * @return the sentences
     */
    public Sentences first(int count) {
        return subset(0, count);
    }

    @Override
    public void copyTo(int[] rows, int from, int count, RandomGenerator rng, float[] out) {
        Rows.check(this, rows, from, count, out);
        for (int i = 0; i < count; i++) {
            int[] sentence = ids[rows[from + i]];
            for (int t = 0; t < dimension(); t++) {
                out[i * dimension() + t] = t < sentence.length ? sentence[t] : Vocabulary.END;
            }
        }
    }

    @Override
    public String toString() {
        return String.format("%,d sentences of at most %d of %s", ids.length, longest, vocabulary);
    }
}
