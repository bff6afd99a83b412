package org.elbo.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Short everyday sentences and phrases of English, 4 to 12 words, from the examples that WordNet
 * 3.0 (Princeton University) gives for the uses of words, shipped in {@code data/sentences}: 8,416
 * to train on, 1,000 for validation and 1,000 for the test; none is in two of them. {@code
 * data/sentences/ORIGIN.md} tells how they were chosen.
 *
 * <p>The vocabulary is all words of the training sentences, the most frequent first. No other word
 * is in validation or test.
 */
public final class WordNetSentences {
    /** The words of the longest sentence. */
    public static final int LONGEST = 12;

    private WordNetSentences() {}

    /**
     * The sentences to train on.
     *
     * @return the sentences
     * @throws IllegalStateException if the folder {@code data/sentences} is not found
     */
    public static Sentences train() {
        return part("train");
    }

    /**
     * The sentences for choosing between models.
     *
     * @return 1,000 sentences
     * @throws IllegalStateException if the folder {@code data/sentences} is not found
     */
    public static Sentences validation() {
        return part("validation");
    }

    /**
     * The sentences for the last judgement.
     *
     * @return 1,000 sentences
     * @throws IllegalStateException if the folder {@code data/sentences} is not found
     */
    public static Sentences test() {
        return part("test");
    }

    private static Sentences part(String name) {
        Path folder = DataFolder.find("sentences");
        List<String> train = TextLines.read(folder.resolve("train.txt.gz"));
        Vocabulary vocabulary = Vocabulary.mostFrequent(train, Integer.MAX_VALUE);
        return Sentences.of(vocabulary, LONGEST, TextLines.read(folder.resolve(name + ".txt.gz")));
    }
}
