package org.elbo.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.elbo.prob.Choice;
import org.elbo.prob.Grammar;
import org.elbo.prob.Grammar.Factors;

/**
 * A little English of our own, whose probabilities are exact: who does what, when and where. Six
 * factors say what a sentence is about, and each is read in more than one place: number and tense
 * by the verb, the subject by the possessive at the end ({@code the women hid the key in their
 * garden}), the tense by the adverb. Some sentences leave a factor open: {@code you cut the bread}
 * tells neither number nor tense.
 */
public final class LittleEnglish {
    /** The words of the longest sentence. */
    public static final int LONGEST = 11;

    /** A factor that is not said. */
    private static final String NONE = "none";

    private static final Map<String, String> MANY =
            Map.of("man", "men", "woman", "women", "sheep", "sheep", "you", "you");

    private static final Map<String, String> PAST =
            Map.of(
                    "see", "saw", "find", "found", "eat", "ate", "paint", "painted", "read", "read",
                    "cut", "cut", "take", "took", "hide", "hid");

    private static final Map<String, Choice> OBJECTS =
            Map.of(
                    "see",
                            Choice.uniform(
                                    "apple", "bread", "book", "letter", "door", "stone", "key"),
                    "find", Choice.uniform("apple", "book", "letter", "stone", "key"),
                    "eat", Choice.of("apple", 2).or("bread", 3),
                    "paint", Choice.of("door", 2).or("stone", 1),
                    "read", Choice.of("book", 2).or("letter", 1),
                    "cut", Choice.of("apple", 1).or("bread", 2),
                    "take", Choice.uniform("apple", "bread", "book", "stone", "key"),
                    "hide", Choice.uniform("letter", "key", "book"));

    private static final Grammar GRAMMAR = build();

    private LittleEnglish() {}

    /**
     * The language itself.
     *
     * @return the grammar; its factors are subject, number, tense, verb, object and place, and some
     *     that are details ({@code first}, {@code article}, {@code adjective})
     */
    public static Grammar grammar() {
        return GRAMMAR;
    }

    /**
     * All words of the language.
     *
     * @return the vocabulary, in the order of the alphabet
     */
    public static Vocabulary vocabulary() {
        return Vocabulary.of(GRAMMAR.words());
    }

    /**
     * Draws sentences, each anew, so that a sentence may be there more than once.
     *
     * @param count how many
     * @param rng the source of randomness
     * @return the sentences
     * @throws IllegalArgumentException if the count is not positive
     */
    public static Sentences sample(int count, RandomGenerator rng) {
        Check.positive("number of sentences", count);
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sentences.add(String.join(" ", GRAMMAR.sample(rng)));
        }
        return Sentences.of(vocabulary(), LONGEST, sentences);
    }

    private static Grammar build() {
        return Grammar.builder()
                .draw("tense", f -> Choice.of("past", 4).or("present", 4).or("future", 2))
                .draw("first", f -> Choice.of("subject", 3).or("time", 1))
                .write(f -> f.is("first", "time") ? time(f) : Choice.of(""), "first", "tense")
                .draw("subject", f -> subject())
                .draw("number", f -> Choice.of("one", 3).or("many", 2))
                .write(f -> Choice.of(f.is("subject", "you") ? "" : "the"), "subject")
                .write(f -> Choice.of(noun(f)), "subject", "number")
                .write(f -> Choice.of(f.is("tense", "future") ? "will" : ""), "tense")
                .draw("verb", LittleEnglish::verb, "subject")
                .write(f -> Choice.of(verbForm(f)), "verb", "tense", "number", "subject")
                .draw("object", f -> OBJECTS.get(f.get("verb")), "verb")
                .draw("article", f -> Choice.of("the", 2).or("a", 1))
                .draw("adjective", f -> adjective())
                .write(f -> Choice.of(article(f)), "article", "adjective", "object")
                .write(f -> Choice.of(word(f, "adjective")), "adjective")
                .write(f -> Choice.of(f.get("object")), "object")
                .draw("place", f -> place())
                .write(LittleEnglish::preposition, "place")
                .write(LittleEnglish::owner, "place", "subject", "number")
                .write(f -> Choice.of(word(f, "place")), "place")
                .write(f -> f.is("first", "time") ? Choice.of("") : maybeTime(f), "first", "tense")
                .build();
    }

    /** A factor as it is said. */
    private static String word(Factors f, String factor) {
        return f.is(factor, NONE) ? "" : f.get(factor);
    }

    private static Choice subject() {
        return Choice.uniform("woman", "girl", "man", "boy", "cat", "sheep", "you");
    }

    private static boolean isAnimal(Factors f) {
        return f.is("subject", "cat") || f.is("subject", "sheep");
    }

    private static String noun(Factors f) {
        String one = f.get("subject");
        return f.is("number", "one") ? one : MANY.getOrDefault(one, one + "s");
    }

    private static Choice verb(Factors f) {
        Choice both = Choice.of("see", 2).or("find", 2).or("eat", 2).or("take", 2).or("hide", 1);
        return isAnimal(f) ? both : both.or("paint", 1).or("read", 2).or("cut", 2);
    }

    private static String verbForm(Factors f) {
        String verb = f.get("verb");
        boolean third = f.is("number", "one") && !f.is("subject", "you");
        return switch (f.get("tense")) {
            case "past" -> PAST.get(verb);
            case "present" -> third ? verb + "s" : verb;
            default -> verb;
        };
    }

    private static Choice adjective() {
        return Choice.of(NONE, 4).or("old", 1).or("red", 1).or("small", 1).or("big", 1);
    }

    private static String article(Factors f) {
        if (f.is("article", "the")) {
            return "the";
        }
        String next = f.is("adjective", NONE) ? f.get("object") : f.get("adjective");
        String a = "aeiou".indexOf(next.charAt(0)) >= 0 ? "an" : "a";
        return f.is("object", "bread") ? "some" : a;
    }

    private static Choice place() {
        return Choice.of(NONE, 3)
                .or("garden", 2)
                .or("house", 2)
                .or("bed", 1)
                .or("bridge", 1)
                .or("river", 1);
    }

    private static Choice preposition(Factors f) {
        return switch (f.get("place")) {
            case NONE -> Choice.of("");
            case "garden", "house" -> Choice.of("in", 4).or("behind", 1);
            case "bed" -> Choice.of("under", 1).or("on", 1);
            case "bridge" -> Choice.of("under", 2).or("on", 1);
            default -> Choice.of("by");
        };
    }

    private static Choice owner(Factors f) {
        return switch (f.get("place")) {
            case NONE -> Choice.of("");
            case "bridge", "river" -> Choice.of("the");
            default -> Choice.of(possessive(f), 2).or("the", 1);
        };
    }

    private static String possessive(Factors f) {
        if (f.is("subject", "you")) {
            return "your";
        }
        if (f.is("number", "many")) {
            return "their";
        }
        return switch (f.get("subject")) {
            case "woman", "girl" -> "her";
            case "man", "boy" -> "his";
            default -> "its";
        };
    }

    private static Choice maybeTime(Factors f) {
        Choice time = time(f);
        return Choice.of("", 2).or(time.values().get(0), 1).or(time.values().get(1), 1);
    }

    private static Choice time(Factors f) {
        return switch (f.get("tense")) {
            case "past" -> Choice.uniform("yesterday", "today");
            case "present" -> Choice.uniform("now", "today");
            default -> Choice.uniform("tomorrow", "today");
        };
    }
}
