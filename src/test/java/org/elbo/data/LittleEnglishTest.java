package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.elbo.prob.Estimate;
import org.elbo.prob.Grammar;
import org.junit.jupiter.api.Test;

/** What is known of the little language. */
class LittleEnglishTest {
    private static final Grammar GRAMMAR = LittleEnglish.grammar();

    private static double logProbability(String sentence) {
        return GRAMMAR.logDensity(Tokens.of(sentence));
    }

    /** The chances of the choices in their order, multiplied by hand. */
    @Test
    void aSentenceWorkedOutByHand() {
        double who = 4 / 10.0 * 3 / 4.0 * 1 / 7.0 * 3 / 5.0; // past, no time first, man, one
        double what = 1 / 14.0 * 2 / 3.0 * 2 / 3.0 * 4 / 8.0; // paint, door, the, no adjective
        double where = 3 / 10.0 * 1 / 2.0; // no place, no time
        double byHand = Math.log(who * what * where);
        assertEquals(byHand, logProbability("the man painted the door"), 1e-12);
    }

    @Test
    void wordsFarApartAgree() {
        assertTrue(Double.isFinite(logProbability("the women hid the key in their garden")));
        assertEquals(
                Double.NEGATIVE_INFINITY, logProbability("the women hid the key in her garden"));
        assertEquals(Double.NEGATIVE_INFINITY, logProbability("tomorrow the man hid the key"));
        assertEquals(Double.NEGATIVE_INFINITY, logProbability("the man hide the key"));
        assertEquals(Double.NEGATIVE_INFINITY, logProbability("the cat reads the book"));
    }

    @Test
    void someSentencesLeaveAFactorOpen() {
        List<String> sentence = Tokens.of("you cut the bread");
        assertEquals(Set.of("one", "many"), GRAMMAR.posterior("number", sentence).keySet());
        Map<String, Double> tense = GRAMMAR.posterior("tense", sentence);
        assertEquals(0.5, tense.get("past"), 1e-12);
        assertEquals(
                1,
                GRAMMAR.posterior("tense", Tokens.of("the girl cuts the bread")).get("present"),
                1e-12);
        double number = -0.6 * Math.log(0.6) - 0.4 * Math.log(0.4);
        assertTrue(GRAMMAR.mutualInformation("number") < number - 0.05);
        assertEquals(Math.log(7), GRAMMAR.mutualInformation("subject"), 1e-9, "always told");
    }

    /** The mean surprise of 4,000 draws within 4 standard errors, false alarm 6e-5. */
    @Test
    void entropyIsTheMeanSurprise() {
        Sentences data = LittleEnglish.sample(4_000, new SplittableRandom(2));
        double[] surprises = new double[data.size()];
        for (int i = 0; i < surprises.length; i++) {
            surprises[i] = -logProbability(data.text(i));
        }
        double off = Estimate.of(surprises).standardErrorsFrom(GRAMMAR.entropy());
        assertEquals(0, off, 4);
        assertEquals(
                GRAMMAR.meanTokens(), Arrays.stream(data.tokens()).average().getAsDouble(), 0.15);
    }

    @Test
    void everyWordIsKnownAndEverySentenceFits() {
        Vocabulary vocabulary = LittleEnglish.vocabulary();
        Sentences data = LittleEnglish.sample(4_000, new SplittableRandom(3));
        Set<String> met = new HashSet<>();
        int longest = 0;
        for (int i = 0; i < data.size(); i++) {
            met.addAll(Tokens.of(data.text(i)));
            longest = Math.max(longest, data.length(i));
        }
        assertFalse(met.contains("unknown"));
        assertEquals(vocabulary.size() - 2, met.size(), "and every word is met");
        assertEquals(LittleEnglish.LONGEST, longest);
        assertEquals(data.text(7), LittleEnglish.sample(8, new SplittableRandom(3)).text(7));
        assertThrows(IllegalArgumentException.class, () -> LittleEnglish.sample(0, null));
    }
}
