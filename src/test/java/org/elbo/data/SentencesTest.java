package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sentences as numbers and back. */
class SentencesTest {
    private static final Vocabulary WORDS = Vocabulary.of(List.of("the", "cat", "sat"));

    private static void refused(String expected, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void rowsEndWithZeros() {
        Sentences data = Sentences.of(WORDS, 3, List.of("The cat sat!", "a dog", "sat"));
        float[][] expected = {{2, 3, 4, 0}, {1, 1, 0, 0}, {4, 0, 0, 0}};
        assertArrayEquals(expected, data.batch(0, 3, null).toFloatMatrix());
        assertEquals(4, data.dimension());
        assertEquals(2, data.length(1));
        assertArrayEquals(new int[] {4, 3, 2}, data.tokens());
        assertEquals("3 sentences of at most 3 of 3 words", data.toString());
    }

    @Test
    void chosenRowsAreCopiedWhereAsked() {
        Sentences data = Sentences.of(WORDS, 2, List.of("the cat", "sat", "cat"));
        float[] out = new float[7];
        Arrays.fill(out, -1);
        data.copyTo(new int[] {0, 2, 1, 0}, 1, 2, null, out);
        assertArrayEquals(new float[] {3, 0, 0, 4, 0, 0, -1}, out);
        assertThrows(
                IllegalArgumentException.class, () -> data.copyTo(new int[] {3}, 0, 1, null, out));
        assertEquals("sat", data.subset(1, 3).text(0));
        assertEquals(1, data.first(1).size());
        refused("rows 2 to 4", () -> data.subset(2, 4));
        refused("rows 3 to 4", () -> data.text(3));
    }

    @Test
    void aBatchIsReadBack() {
        INDArray ids =
                Nd4j.createFromArray(new float[][] {{2, 3, 0, 4}, {1, 4, 2, 3}, {0, 0, 0, 0}});
        assertEquals(List.of("the cat", "<unknown> sat the cat", ""), WORDS.texts(ids));
        refused("whole", () -> WORDS.texts(ids.add(0.5f)));
        refused("number 5", () -> WORDS.texts(ids.add(1)));
        refused("number -1", () -> WORDS.texts(ids.sub(3)));
        refused("whole", () -> WORDS.texts(ids.mul(Float.NaN)));
        refused("rank 1", () -> WORDS.texts(ids.getRow(0)));
    }

    @Test
    void whatAModelWroteIsADataSet() {
        Sentences data = Sentences.of(WORDS, 3, List.of("the cat sat", "a cat", "sat"));
        INDArray ids = data.batch(0, 3, null);
        Sentences again = data.encode(ids);
        assertEquals(ids, again.batch(0, 3, null));
        assertArrayEquals(new int[] {4, 3, 2}, again.tokens());
        assertEquals("<unknown> cat", again.text(1));
        refused("number 5", () -> data.encode(ids.add(1)));
        refused("whole", () -> data.encode(ids.add(0.5f)));
        assertArrayEquals(new int[] {1, 1, 1}, data.encode(ids.mul(0)).tokens());
        refused("sentence 0 has no end in its 4", () -> data.encode(ids.mul(0).add(2)));
        refused("shape [rows, 4]", () -> data.encode(Nd4j.ones(2, 3)));
    }

    /**
     * 6,000 sentences: each of six orders within four standard errors (false alarms: 4 in 10,000).
     */
    @Test
    void wordsAreShuffledWithinSentences() {
        Sentences data = Sentences.of(WORDS, 3, Collections.nCopies(6000, "the cat sat"));
        Map<String, Integer> orders = new HashMap<>();
        data.withShuffledWords(new SplittableRandom(1))
                .texts()
                .forEach(text -> orders.merge(text, 1, Integer::sum));
        assertEquals(6, orders.size());
        double error = Math.sqrt(6000 * 1 / 6.0 * 5 / 6.0);
        orders.forEach((text, count) -> assertEquals(1000, count, 4 * error, text));
        assertEquals("the cat sat", data.text(0));
        Sentences two = Sentences.of(WORDS, 3, List.of("the", "sat cat"));
        Sentences shuffled = two.withShuffledWords(new SplittableRandom(2));
        assertArrayEquals(two.tokens(), shuffled.tokens());
        assertEquals("the", shuffled.texts().get(0));
    }

    @Test
    void theMostFrequentWordsComeFirst() {
        List<String> sentences = List.of("the cat", "The dog; a cat", "a the");
        Vocabulary words = Vocabulary.mostFrequent(sentences, 3);
        assertEquals(5, words.size());
        assertEquals(List.of("<end>", "<unknown>", "the", "a", "cat"), words(words));
        assertEquals(Vocabulary.UNKNOWN, words.id("dog"));
        assertEquals(
                words(words),
                words(Vocabulary.mostFrequent(List.of("a", "a cat the the the cat", "dog"), 3)));
        assertFalse(words(Vocabulary.mostFrequent(sentences, 9)).contains(""));
        refused("number of words", () -> Vocabulary.mostFrequent(sentences, 0));
        refused("0 words", () -> Vocabulary.mostFrequent(List.of("..."), 3));
    }

    private static List<String> words(Vocabulary vocabulary) {
        return IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::word).toList();
    }

    @Test
    void badSentencesAreRefusedInOneLine() {
        Sentences data = Sentences.of(WORDS, 3, List.of("the cat"));
        refused("sentence 1 has 0 words", () -> data.encode("cat", ""));
        refused("sentence 0 has 0 words", () -> data.encode("\u0000\n\ud83d..."));
        refused(
                "sentence 0 has 4 words but must have 1 to 3",
                () -> data.encode("the cat\nsat the"));
        refused("...", () -> data.encode("cat ".repeat(100_000)));
        refused("null", () -> data.encode("cat", null));
        refused("no sentence", () -> data.encode());
        refused("longest", () -> Sentences.of(WORDS, 0, List.of("cat")));
        assertEquals("<unknown>", data.encode("\u732b").text(0));
    }

    @Test
    void badWordsAreRefused() {
        refused("twice", () -> Vocabulary.of(List.of("cat", "cat")));
        refused("'Cat' is not a word", () -> Vocabulary.of(List.of("Cat")));
        refused("'a cat' is not a word", () -> Vocabulary.of(List.of("a cat")));
        refused("'' is not a word", () -> Vocabulary.of(List.of("")));
        refused("0 words", () -> Vocabulary.of(List.of()));
        refused("number 5", () -> WORDS.word(5));
    }
}
