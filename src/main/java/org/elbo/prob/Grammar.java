package org.elbo.prob;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * A language whose sentences have exact probabilities: a story in steps, each of which draws a
 * hidden factor or writes a word, by chance, given factors drawn before. A factor drawn early and
 * read late makes words far apart depend on each other.
 *
 * <pre>{@code
 * Grammar grammar =
 *         Grammar.builder()
 *                 .draw("number", f -> Choice.of("one", 3).or("many", 2))
 *                 .write(f -> Choice.of("the"))
 *                 .write(f -> Choice.of(f.is("number", "one") ? "cat" : "cats"), "number")
 *                 .write(f -> Choice.of(f.is("number", "one") ? "sits" : "sit"), "number")
 *                 .build();
 * grammar.logDensity(List.of("the", "cat", "sits")); // log 0.6
 * grammar.entropy(); // 0.673 nats
 * }</pre>
 *
 * <p>Probabilities are computed from left to right by the forward algorithm: what is known of the
 * factors still needed, given the words so far. Two beginnings of sentences that leave the same
 * belief have the same future; so sums over all sentences are short, however many there are.
 */
public final class Grammar implements Distribution<List<String>> {
    /** In {@link #next} the end of the sentence. A step that writes it writes no word. */
    public static final String END = "";

    /**
     * Factors and their values.
     *
     * @param values the values by the factors' names
     */
    public record Factors(Map<String, String> values) {
        /**
         * Copies the map.
         *
         * @param values the values by the factors' names
         */
        public Factors {
            values = Map.copyOf(values);
        }

        /**
         * The value of a factor.
         *
         * @param factor its name
         * @return the value
         * @throws IllegalArgumentException if there is none; a rule reads only what it is given
         */
        public String get(String factor) {
            String value = values.get(factor);
            Check.that(value != null, "factor '%s' is read, but given are %s", factor, values);
            return value;
        }

        /**
         * Whether a factor has a value.
         *
         * @param factor its name
         * @param value the value
         * @return true if so
         * @throws IllegalArgumentException if the factor is not given
         */
        public boolean is(String factor, String value) {
            return get(factor).equals(value);
        }

        /** Some of these factors. */
        Factors only(Collection<String> names) {
            Map<String, String> some = new HashMap<>(values);
            some.keySet().retainAll(names);
            return new Factors(some);
        }
    }

    /** The chances of a step, given factors. */
    @FunctionalInterface
    public interface Rule {
        /**
         * The chances.
         *
         * @param given the factors that the step was said to read
         * @return a choice between values of a factor, or between words
         */
        Choice choice(Factors given);
    }

    private final List<GrammarStep> steps;
    private final ForwardPass words;

    private Grammar(List<GrammarStep> steps) {
        this.steps = steps;
        this.words = new ForwardPass(steps, true, Set.of(), Set.of());
    }

    /**
     * A grammar to be told.
     *
     * @return a builder without steps
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The log probability of a sentence, its end included; factors are summed out.
     *
     * @param sentence the words
     * @return {@code log p(x)} in nats; negative infinity for what is no sentence of the language
     */
    @Override
    public double logDensity(List<String> sentence) {
        double sum = 0;
        for (double logProbability : logProbabilities(sentence)) {
            sum += logProbability;
        }
        return sum;
    }

    /**
     * The log probability of each word given the words before it, and that of the end: what the
     * best possible language model would give.
     *
     * @param sentence the words
     * @return nats, one more than there are words; from a word on that cannot stand where it does,
     *     negative infinity
     */
    public double[] logProbabilities(List<String> sentence) {
        double[] logProbabilities = new double[sentence.size() + 1];
        Map<ForwardPass.State, Double> belief = words.start();
        for (int t = 0; t <= sentence.size(); t++) {
            belief =
                    t < sentence.size() ? read(words, belief, sentence.get(t)) : end(words, belief);
            logProbabilities[t] = Math.log(ForwardPass.total(belief));
            belief = ForwardPass.belief(belief);
        }
        return logProbabilities;
    }

    private static Map<ForwardPass.State, Double> read(
            ForwardPass pass, Map<ForwardPass.State, Double> belief, String word) {
        return word.equals(END) ? Map.of() : pass.next(belief).getOrDefault(word, Map.of());
    }

    private static Map<ForwardPass.State, Double> end(
            ForwardPass pass, Map<ForwardPass.State, Double> belief) {
        return pass.next(belief).getOrDefault(END, Map.of());
    }

    /**
     * The words that may follow a beginning, with their probabilities.
     *
     * @param beginning the first words of a sentence
     * @return {@code p(next word | beginning)} by word, {@link #END} for the end; empty if no
     *     sentence begins so
     */
    public Map<String, Double> next(List<String> beginning) {
        Map<ForwardPass.State, Double> belief = words.start();
        for (String word : beginning) {
            belief = ForwardPass.belief(read(words, belief, word));
        }
        Map<String, Double> next = new LinkedHashMap<>();
        words.next(belief).forEach((word, states) -> next.put(word, ForwardPass.total(states)));
        return next;
    }

    /**
     * What a sentence tells of a factor, by Bayes' rule.
     *
     * @param factor the factor's name
     * @param sentence the words
     * @return {@code p(factor = value | x)} by value, only values that are possible
     * @throws IllegalArgumentException if there is no such factor or the language no such sentence
     */
    public Map<String, Double> posterior(String factor, List<String> sentence) {
        checkFactors(factor);
        ForwardPass pass = new ForwardPass(steps, true, Set.of(), Set.of(factor));
        Map<ForwardPass.State, Double> belief = pass.start();
        for (String word : sentence) {
            belief = ForwardPass.belief(read(pass, belief, word));
        }
        Map<ForwardPass.State, Double> end = ForwardPass.belief(end(pass, belief));
        Check.that(!end.isEmpty(), "'%s' is no sentence", String.join(" ", sentence));
        Map<String, Double> posterior = new LinkedHashMap<>();
        end.forEach((state, p) -> posterior.merge(state.factors().get(factor), p, Double::sum));
        return posterior;
    }

    /**
     * The entropy of the language, {@code H(x) = -sum p(x) log p(x)}: the least that any model can
     * need for a sentence on average.
     *
     * @return nats a sentence
     */
    public double entropy() {
        return entropy(words);
    }

    /** By the chain rule, H = sum over symbols of p (rest - log p). */
    private static double entropy(ForwardPass pass) {
        return pass.sum((p, rest) -> p * (rest - Math.log(p)), 0);
    }

    /**
     * What a sentence tells of factors, {@code I(x; f) = H(x) + H(f) - H(x, f)}, and the factors of
     * the sentence.
     *
     * @param factors the factors' names, taken together
     * @return nats, up to rounding not negative
     * @throws IllegalArgumentException if there is no such factor
     */
    public double mutualInformation(String... factors) {
        checkFactors(factors);
        Set<String> heard = Set.copyOf(List.of(factors));
        return entropy()
                + entropy(new ForwardPass(steps, false, heard, Set.of()))
                - entropy(new ForwardPass(steps, true, heard, Set.of()));
    }

    /**
     * The number of different sentences.
     *
     * @return at least 1
     */
    public double sentences() {
        return words.sum((p, rest) -> rest, 1);
    }

    /**
     * The mean number of tokens of a sentence, one for its end included: what the entropy is
     * divided by to have nats a token.
     *
     * @return at least 1
     */
    public double meanTokens() {
        return words.sum((p, rest) -> p * (1 + rest), 0);
    }

    /**
     * The words of the language.
     *
     * @return each once, in the order of the alphabet
     */
    public List<String> words() {
        return List.copyOf(words.symbols());
    }

    /**
     * The names of the factors.
     *
     * @return in the order in which they are drawn
     */
    public List<String> factors() {
        return steps.stream().filter(step -> !step.writes()).map(GrammarStep::factor).toList();
    }

    private void checkFactors(String... factors) {
        for (String factor : factors) {
            Check.that(
                    factors().contains(factor),
                    "no factor is called '%s'; they are %s",
                    factor,
                    factors());
        }
    }

    @Override
    public List<String> sample(RandomGenerator rng) {
        return draw(rng).x();
    }

    /**
     * Ancestral sampling: the story told once.
     *
     * @param rng the source of randomness
     * @return all factors and the sentence
     */
    public LatentModel.Draw<Factors, List<String>> draw(RandomGenerator rng) {
        Map<String, String> factors = new HashMap<>();
        List<String> sentence = new ArrayList<>();
        for (GrammarStep step : steps) {
            String value = step.choice(new Factors(factors)).sample(rng);
            if (!step.writes()) {
                factors.put(step.factor(), value);
            } else if (!value.isEmpty()) {
                sentence.add(value);
            }
        }
        return new LatentModel.Draw<>(new Factors(factors), sentence);
    }

    /** Steps of a story, in their order. */
    public static final class Builder {
        private final List<GrammarStep> steps = new ArrayList<>();

        private Builder() {}

        /**
         * Next, a factor is drawn.
         *
         * @param factor its name
         * @param rule the chances of its values
         * @param given the factors that the rule reads, drawn before
         * @return this
         * @throws IllegalArgumentException if the factor was drawn before, or one given was not
         */
        public Builder draw(String factor, Rule rule, String... given) {
            Check.that(!drawn(factor), "factor '%s' is drawn twice", factor);
            return add(factor, rule, given);
        }

        /**
         * Next, a word is written.
         *
         * @param rule the chances of the words; the empty word writes none
         * @param given the factors that the rule reads, drawn before
         * @return this
         * @throws IllegalArgumentException if a factor given was not drawn before
         */
        public Builder write(Rule rule, String... given) {
            return add(null, rule, given);
        }

        private Builder add(String factor, Rule rule, String... given) {
            for (String name : given) {
                Check.that(drawn(name), "factor '%s' is read before it is drawn", name);
            }
            steps.add(new GrammarStep(factor, rule, List.of(given)));
            return this;
        }

        private boolean drawn(String factor) {
            return steps.stream().anyMatch(step -> factor.equals(step.factor()));
        }

        /**
         * The grammar of these steps.
         *
         * @return the grammar
         */
        public Grammar build() {
            return new Grammar(List.copyOf(steps));
        }
    }
}
