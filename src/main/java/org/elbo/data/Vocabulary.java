package org.elbo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Words and their numbers. Number 0 ends a sentence and fills the row behind it, number 1 stands
 * for every word that is not known, and the words follow from 2 on.
 *
 * <pre>{@code
 * Vocabulary vocabulary = Vocabulary.of(List.of("the", "cat", "sat"));
 * vocabulary.ids("The dog sat.");   // [2, 1, 4]
 * vocabulary.text(2, 1, 4, 0, 0);   // "the <unknown> sat"
 * }</pre>
 */
public final class Vocabulary {
    /** The number that ends a sentence, and that fills the row behind its end. */
    public static final int END = 0;

    /** The number of every word that is not known. */
    public static final int UNKNOWN = 1;

    /** Numbers travel as floats, which are exact up to here. */
    private static final int MOST_WORDS = 1 << 24;

    private final List<String> words;
    private final Map<String, Integer> ids;

    private Vocabulary(List<String> words, Map<String, Integer> ids) {
        this.words = words;
        this.ids = ids;
    }

    /**
     * A vocabulary of given words.
     *
     * @param words the words in the order of their numbers, which start at 2
     * @return the vocabulary
     * @throws IllegalArgumentException if there is none, one is there twice, or one is not a single
     *     token of {@link Tokens}
     */
    public static Vocabulary of(List<String> words) {
        Check.that(
                !words.isEmpty() && words.size() < MOST_WORDS - 2,
                "%d words for a vocabulary, but there must be one at least",
                words.size());
        List<String> all = new ArrayList<>(List.of("<end>", "<unknown>"));
        Map<String, Integer> ids = new HashMap<>();
        for (String word : words) {
            Check.that(
                    Tokens.of(word).equals(List.of(word)),
                    "'%s' is not a word but %s; words are small letters without spaces",
                    word,
                    Tokens.of(word));
            Check.that(ids.put(word, all.size()) == null, "the word '%s' is there twice", word);
            all.add(word);
        }
        return new Vocabulary(List.copyOf(all), ids);
    }

    /**
     * The words that are most frequent in some sentences, the most frequent first; of two equally
     * frequent words the one first in the alphabet comes first.
     *
     * @param sentences the sentences, of the training set only
     * @param most at most so many words
     * @return the vocabulary
     * @throws IllegalArgumentException if there is no word or {@code most} is not positive
     */
    public static Vocabulary mostFrequent(List<String> sentences, int most) {
        Check.positive("number of words", most);
        Map<String, Integer> counts = new HashMap<>();
        for (String sentence : sentences) {
            Tokens.of(sentence).forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        Comparator<Map.Entry<String, Integer>> byCount = Map.Entry.comparingByValue();
        return of(
                counts.entrySet().stream()
                        .sorted(byCount.reversed().thenComparing(Map.Entry.comparingByKey()))
                        .limit(most)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toList()));
    }

    /**
     * The number of numbers: the words, and the two for end and unknown. What a softmax over words
     * ranges over.
     *
     * @return at least 3
     */
    public int size() {
        return words.size();
    }

    /**
     * The number of a word.
     *
     * @param word a token, as {@link Tokens} makes them
     * @return from 2 on, or {@link #UNKNOWN}
     */
    public int id(String word) {
        return ids.getOrDefault(word, UNKNOWN);
    }

    /**
     * The word with a number.
     *
     * @param id the number
     * @return the word; {@code <end>} and {@code <unknown>} for 0 and 1
     * @throws IllegalArgumentException if there is no such number
     */
    public String word(int id) {
        Check.that(
                id >= 0 && id < words.size(),
                "no word has the number %d, they have 0 to %d",
                id,
                words.size() - 1);
        return words.get(id);
    }

    /**
     * The numbers of the words of a sentence, without an end.
     *
     * @param sentence the sentence
     * @return one number for each token, none for a text without words
     */
    public int[] ids(String sentence) {
        return Tokens.of(sentence).stream().mapToInt(this::id).toArray();
    }

    /**
     * The words of a sentence, up to its end.
     *
     * @param ids numbers; what stands behind the first 0 is not read
     * @return the sentence as a line, empty if it ends at once
     * @throws IllegalArgumentException if a number has no word
     */
    public String text(int... ids) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < ids.length && ids[i] != END; i++) {
            tokens.add(word(ids[i]));
        }
        return Tokens.text(tokens);
    }

    /**
     * The sentences in a batch.
     *
     * @param ids shape [rows, maxLength], numbers of words
     * @return one line for each row
     * @throws IllegalArgumentException if a value is not the number of a word
     */
    public List<String> texts(INDArray ids) {
        Check.that(
                ids.rank() == 2, "sentences need shape [rows, maxLength], not rank %d", ids.rank());
        List<String> texts = new ArrayList<>();
        for (float[] row : ids.toFloatMatrix()) {
            texts.add(text(whole(row)));
        }
        return texts;
    }

    /** The numbers in a row, up to the first END; each is that of a word. */
    int[] wordsBeforeEnd(float[] row) {
        int[] ids = whole(row);
        int length = 0;
        while (length < ids.length && ids[length] != END) {
            word(ids[length++]);
        }
        return Arrays.copyOf(ids, length);
    }

    private static int[] whole(float[] row) {
        int[] ids = new int[row.length];
        for (int i = 0; i < row.length; i++) {
            ids[i] = (int) row[i];
            Check.that(ids[i] == row[i], "%s is not a number of a word, which are whole", row[i]);
        }
        return ids;
    }

    @Override
    public String toString() {
        return String.format("%,d words", words.size() - 2);
    }
}
