package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the shipped sentences were chosen, and that they are what is said of them. */
class MakeSentencesTest {
    @Test
    void examplesStandInQuotesBehindTheBar() {
        List<String> lines =
                List.of(
                        "  1 This software \"and database\" | is \"provided\"",
                        "00001740 03 n 01 entity 0 000 | no example",
                        "00001930 03 n 01 thing 0 000 | first; \"one thing\"; \"it's another\"");
        assertEquals(List.of("one thing", "it's another"), MakeSentences.examples(lines));
    }

    @Test
    void plainSentencesAreKeptOnce() {
        List<String> examples =
                List.of(
                        "She isn't here, yet",
                        "she isn't here yet!",
                        "too short",
                        "ten is not 10 here",
                        "he said: come here now",
                        "at the expense of",
                        "they killed the old king",
                        "one two three four five six seven eight nine ten eleven twelve more");
        assertEquals(Set.of("she is n't here yet"), MakeSentences.plain(examples));
    }

    @Test
    void shippedSentencesAreAsDescribed() {
        Set<String> all = new HashSet<>();
        int count = 0;
        for (String part : List.of("train", "validation", "test")) {
            List<String> lines =
                    TextLines.read(DataFolder.find("sentences").resolve(part + ".txt.gz"));
            all.addAll(lines);
            count += lines.size();
        }
        assertEquals(10_416, all.size());
        assertEquals(count, all.size(), "no sentence is in two parts, none is there twice");
        assertEquals(all, MakeSentences.plain(List.copyOf(all)), "the filter keeps them all");
    }

    @Test
    void theVocabularyIsThatOfTraining() {
        Sentences train = WordNetSentences.train();
        Sentences test = WordNetSentences.test();
        assertEquals("8,416 sentences of at most 12 of 5,230 words", train.toString());
        assertEquals(1_000, WordNetSentences.validation().size());
        assertEquals(13, test.dimension());
        assertEquals("the", train.vocabulary().word(2));
        for (int id = 2; id < train.vocabulary().size(); id++) {
            assertEquals(train.vocabulary().word(id), test.vocabulary().word(id));
        }
        for (Sentences data : List.of(train, WordNetSentences.validation(), test)) {
            double[] ids = data.batch(0, data.size(), null).data().asDouble();
            assertTrue(Arrays.stream(ids).noneMatch(id -> id == Vocabulary.UNKNOWN));
        }
    }
}
