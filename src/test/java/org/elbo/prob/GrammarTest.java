package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The forward algorithm against all stories told one by one, and against sampling. */
class GrammarTest {
    private static final Grammar EXAMPLE =
            Grammar.builder()
                    .draw("number", f -> Choice.of("one", 3).or("many", 2))
                    .write(f -> Choice.of("the"))
                    .write(f -> Choice.of(f.is("number", "one") ? "cat" : "cats"), "number")
                    .write(f -> Choice.of(f.is("number", "one") ? "sits" : "sit"), "number")
                    .build();

    /** Words far apart depend on each other, words may be missing, and factors stay ambiguous. */
    private static final Grammar GRAMMAR =
            Grammar.builder()
                    .draw("tense", f -> Choice.of("past", 2).or("present", 3))
                    .draw("animal", f -> Choice.uniform("cat", "sheep"))
                    .draw("number", f -> f.is("animal", "cat") ? number(1) : number(4), "animal")
                    .write(f -> Choice.of("", 1).or("well", 3))
                    .write(f -> Choice.of("the"))
                    .write(GrammarTest::noun, "animal", "number")
                    .write(GrammarTest::verb, "tense", "number")
                    .write(f -> Choice.of("", 3).or("here", 1).or("there", 2))
                    .draw("polite", f -> Choice.of("yes", 1).or("no", 2))
                    .write(
                            f ->
                                    f.is("tense", "past")
                                            ? Choice.of("then")
                                            : Choice.uniform("", "now"),
                            "tense")
                    .write(
                            f ->
                                    f.is("polite", "yes")
                                            ? Choice.uniform("please", "")
                                            : Choice.of(""),
                            "polite")
                    .build();

    private static Choice number(double many) {
        return Choice.of("one", 3).or("many", many);
    }

    private static Choice noun(Grammar.Factors f) {
        boolean one = f.is("animal", "sheep") || f.is("number", "one");
        return Choice.of(one ? f.get("animal") : f.get("animal") + "s");
    }

    private static Choice verb(Grammar.Factors f) {
        String present = f.is("number", "one") ? "cuts" : "cut";
        return Choice.of(f.is("tense", "past") ? "cut" : present, 3).or("is", 1);
    }

    /** A story told to its end. */
    private record Story(Map<String, String> factors, List<String> words, double p) {
        List<String> values(List<String> names) {
            return names.stream().map(factors::get).toList();
        }
    }

    private static final List<Story> STORIES = stories();

    /** All stories, by loops over choices: nothing of the forward algorithm is used. */
    private static List<Story> stories() {
        List<Story> stories = new ArrayList<>();
        for (String tense : List.of("past", "present")) {
            for (String animal : List.of("cat", "sheep")) {
                for (String number : List.of("one", "many")) {
                    for (String polite : List.of("yes", "no")) {
                        Map<String, String> f =
                                Map.of(
                                        "tense", tense, "animal", animal, "number", number,
                                        "polite", polite);
                        double many = animal.equals("cat") ? 1 / 4.0 : 4 / 7.0;
                        double p =
                                (tense.equals("past") ? 0.4 : 0.6)
                                        / 2
                                        * (number.equals("many") ? many : 1 - many)
                                        * (polite.equals("yes") ? 1 / 3.0 : 2 / 3.0);
                        String noun =
                                animal.equals("cat") && number.equals("many") ? "cats" : animal;
                        String verb =
                                tense.equals("present") && number.equals("one") ? "cuts" : "cut";
                        List<Map<String, Double>> slots =
                                List.of(
                                        Map.of("", 0.25, "well", 0.75),
                                        Map.of("the " + noun, 1.0),
                                        Map.of(verb, 0.75, "is", 0.25),
                                        Map.of("", 0.5, "here", 1 / 6.0, "there", 1 / 3.0),
                                        tense.equals("past")
                                                ? Map.of("then", 1.0)
                                                : Map.of("", 0.5, "now", 0.5),
                                        polite.equals("yes")
                                                ? Map.of("", 0.5, "please", 0.5)
                                                : Map.of("", 1.0));
                        write(f, "", p, slots, stories);
                    }
                }
            }
        }
        return stories;
    }

    private static void write(
            Map<String, String> f,
            String text,
            double p,
            List<Map<String, Double>> slots,
            List<Story> stories) {
        if (slots.isEmpty()) {
            stories.add(new Story(f, List.of(text.trim().split(" +")), p));
            return;
        }
        slots.get(0)
                .forEach(
                        (word, q) ->
                                write(
                                        f,
                                        text + " " + word,
                                        p * q,
                                        slots.subList(1, slots.size()),
                                        stories));
    }

    private static <T> Map<T, Double> sums(Function<Story, T> key) {
        return STORIES.stream()
                .collect(Collectors.groupingBy(key, Collectors.summingDouble(Story::p)));
    }

    private static double entropy(Function<Story, Object> key) {
        return sums(key).values().stream().mapToDouble(p -> -p * Math.log(p)).sum();
    }

    @Test
    void everySentenceHasItsProbability() {
        Map<List<String>, Double> sentences = sums(Story::words);
        assertEquals(1, sentences.values().stream().mapToDouble(p -> p).sum(), 1e-12);
        assertTrue(sentences.size() < STORIES.size(), "some sentences have several stories");
        sentences.forEach(
                (words, p) ->
                        assertEquals(
                                p, Math.exp(GRAMMAR.logDensity(words)), 1e-14, words::toString));
        assertEquals(sentences.size(), GRAMMAR.sentences());
    }

    @Test
    void entropyAndInformationAreThoseOfAllStories() {
        double entropy = entropy(Story::words);
        assertEquals(entropy, GRAMMAR.entropy(), 1e-12);
        for (List<String> factors :
                List.of(
                        List.of("tense"),
                        List.of("animal"),
                        List.of("number"),
                        List.of("polite"),
                        List.of("number", "tense"),
                        List.of("tense", "animal", "number", "polite"))) {
            double expected =
                    entropy
                            + entropy(s -> s.values(factors))
                            - entropy(s -> List.of(s.words(), s.values(factors)));
            assertEquals(
                    expected, GRAMMAR.mutualInformation(factors.toArray(String[]::new)), 1e-12);
        }
        assertEquals(0, GRAMMAR.mutualInformation(), 1e-12);
        assertEquals(
                STORIES.stream().mapToDouble(s -> s.p() * (s.words().size() + 1)).sum(),
                GRAMMAR.meanTokens(),
                1e-12);
    }

    @Test
    void posteriorsAreBayesRule() {
        Map<List<String>, Double> evidence = sums(Story::words);
        for (String factor : GRAMMAR.factors()) {
            Map<List<Object>, Double> joint =
                    sums(s -> List.of(s.words(), s.factors().get(factor)));
            evidence.forEach(
                    (words, p) -> {
                        Map<String, Double> posterior = GRAMMAR.posterior(factor, words);
                        assertEquals(
                                1, posterior.values().stream().mapToDouble(q -> q).sum(), 1e-12);
                        posterior.forEach(
                                (value, q) ->
                                        assertEquals(
                                                joint.get(List.of(words, value)) / p, q, 1e-12));
                    });
        }
    }

    @Test
    void theNextWordIsConditional() {
        Map<String, Double> next = GRAMMAR.next(List.of("well", "the", "sheep", "cuts"));
        assertEquals(1, next.values().stream().mapToDouble(p -> p).sum(), 1e-12);
        assertEquals(1 / 3.0, next.get("there"), 1e-12);
        assertEquals(0.5 * 0.5, next.get("now"), 1e-12);
        assertEquals(0.5 * 0.5 * 5 / 6, next.get(Grammar.END), 1e-12);
        assertEquals(Map.of(), GRAMMAR.next(List.of("cuts")));
        double[] expected = {0, Math.log(0.6), 0, 0};
        assertArrayEquals(expected, EXAMPLE.logProbabilities(List.of("the", "cat", "sits")), 1e-12);
        assertEquals(-0.6 * Math.log(0.6) - 0.4 * Math.log(0.4), EXAMPLE.entropy(), 1e-12);
        assertEquals(List.of("cat", "cats", "sit", "sits", "the"), EXAMPLE.words());
    }

    @Test
    void whatIsNoSentenceHasNoProbability() {
        double impossible = Double.NEGATIVE_INFINITY;
        assertEquals(impossible, EXAMPLE.logDensity(List.of("the", "cat", "sit")));
        assertEquals(impossible, EXAMPLE.logDensity(List.of("the", "cat")));
        assertEquals(impossible, EXAMPLE.logDensity(List.of("the", "cat", "sits", "the")));
        assertEquals(impossible, EXAMPLE.logDensity(List.of("the", "cat", "sits", "")));
        assertEquals(impossible, EXAMPLE.logDensity(List.of()));
        assertArrayEquals(
                new double[] {0, impossible, impossible},
                EXAMPLE.logProbabilities(List.of("the", "dog")));
    }

    /**
     * Pearson's chi-square over the sentences expected at least five times, at a false-alarm rate
     * of 1e-4 by the approximation of Wilson and Hilferty (quantile 3.72 of the Gaussian); and all
     * factors of a draw have the posterior's support.
     */
    @Test
    void drawsFollowTheProbabilities() {
        int draws = 50_000;
        Random rng = new Random(3);
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            var draw = GRAMMAR.draw(rng);
            counts.merge(draw.x(), 1, Integer::sum);
            assertEquals(4, draw.z().values().size());
            if (i < 500) {
                assertTrue(GRAMMAR.posterior("number", draw.x()).get(draw.z().get("number")) > 0);
            }
        }
        double chi = 0;
        int cells = 0;
        double rest = draws;
        for (Map.Entry<List<String>, Double> sentence : sums(Story::words).entrySet()) {
            double expected = draws * sentence.getValue();
            if (expected >= 5) {
                double off = counts.getOrDefault(sentence.getKey(), 0) - expected;
                chi += off * off / expected;
                cells++;
                rest -= expected;
            }
        }
        assertTrue(rest < 0.02 * draws, "nearly all probability is looked at");
        double k = cells - 1;
        double bound = k * Math.pow(1 - 2 / (9 * k) + 3.72 * Math.sqrt(2 / (9 * k)), 3);
        assertTrue(chi < bound, chi + " of at most " + bound);
    }

    private static void refused(String expected, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void badStoriesAreRefused() {
        Grammar.Rule rule = f -> Choice.of("a");
        refused("drawn twice", () -> Grammar.builder().draw("a", rule).draw("a", rule));
        refused("before it is drawn", () -> Grammar.builder().write(rule, "a"));
        Grammar hasty = Grammar.builder().draw("a", rule).write(f -> Choice.of(f.get("a"))).build();
        refused("'a' is read", hasty::entropy);
        refused("'a' is read", () -> hasty.sample(new Random(1)));
        refused("no factor is called 'colour'", () -> EXAMPLE.mutualInformation("colour"));
        refused("is no sentence", () -> EXAMPLE.posterior("number", List.of("the", "dog")));
        refused("weight", () -> Choice.of("a", Double.NaN));
        refused("weight", () -> Choice.of("a", 1).or("b", 0));
        refused("already", () -> Choice.uniform("a", "a"));
        refused("at least one", Choice::uniform);
    }
}
