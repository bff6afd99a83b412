package org.elbo.prob;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The forward algorithm over a grammar's story. What is heard of a story is a string of symbols:
 * its words, its factors as they are drawn, or both. A belief is a distribution over the states in
 * which the story may be, given the symbols so far; the future depends on the belief alone.
 */
final class ForwardPass {
    /** A story before one of its steps, and the factors that may still be read. */
    record State(int step, Grammar.Factors factors) {}

    /** What one outcome adds to a sum over all strings. */
    interface Term {
        /** The term of a symbol of probability p, where rest is the sum over what may follow it. */
        double of(double p, double rest);
    }

    private final List<GrammarStep> steps;
    private final boolean words;
    private final Set<String> heard;
    private final List<Set<String>> kept = new ArrayList<>();
    private final Map<State, Map<String, Map<State, Double>>> known = new ConcurrentHashMap<>();

    /**
     * A pass over a story.
     *
     * @param words whether the words are heard
     * @param heard the factors that are heard when they are drawn
     * @param remembered the factors that a state holds to the end of the story
     */
    ForwardPass(List<GrammarStep> steps, boolean words, Set<String> heard, Set<String> remembered) {
        this.steps = steps;
        this.words = words;
        this.heard = heard;
        for (int i = 0; i <= steps.size(); i++) {
            Set<String> read = new HashSet<>(remembered);
            steps.subList(i, steps.size()).forEach(step -> read.addAll(step.given()));
            kept.add(read);
        }
    }

    /** The belief before the first step. */
    Map<State, Double> start() {
        return Map.of(new State(0, new Grammar.Factors(Map.of())), 1.0);
    }

    /**
     * The symbols that may come next, {@link Grammar#END} for the end of the story, each with the
     * states after it; their probabilities sum to that of the symbol.
     */
    Map<String, Map<State, Double>> next(Map<State, Double> belief) {
        Map<String, Map<State, Double>> outcomes = new LinkedHashMap<>();
        for (Map.Entry<State, Double> now : belief.entrySet()) {
            next(now.getKey())
                    .forEach((symbol, states) -> add(outcomes, symbol, states, now.getValue()));
        }
        return outcomes;
    }

    private Map<String, Map<State, Double>> next(State state) {
        return known.computeIfAbsent(
                state,
                s -> {
                    Map<String, Map<State, Double>> outcomes = new LinkedHashMap<>();
                    walk(s, 1, outcomes);
                    return outcomes;
                });
    }

    private void walk(State state, double p, Map<String, Map<State, Double>> outcomes) {
        if (state.step == steps.size()) {
            add(outcomes, Grammar.END, Map.of(state, 1.0), p);
            return;
        }
        GrammarStep step = steps.get(state.step);
        Choice choice = step.choice(state.factors);
        for (int k = 0; k < choice.values().size(); k++) {
            String value = choice.values().get(k);
            State after = after(state, step, value);
            String symbol = symbol(step, value);
            if (symbol.isEmpty()) {
                walk(after, p * choice.probability(k), outcomes);
            } else {
                add(outcomes, symbol, Map.of(after, 1.0), p * choice.probability(k));
            }
        }
    }

    private static void add(
            Map<String, Map<State, Double>> outcomes,
            String symbol,
            Map<State, Double> states,
            double p) {
        Map<State, Double> all = outcomes.computeIfAbsent(symbol, s -> new LinkedHashMap<>());
        states.forEach((state, q) -> all.merge(state, p * q, Double::sum));
    }

    private State after(State state, GrammarStep step, String value) {
        Set<String> needed = kept.get(state.step + 1);
        Map<String, String> factors = new HashMap<>(state.factors.values());
        if (!step.writes()) {
            factors.put(step.factor(), value);
        }
        return new State(state.step + 1, new Grammar.Factors(factors).only(needed));
    }

    /** What is heard of an outcome: a factor is marked, so that it is never taken for a word. */
    private String symbol(GrammarStep step, String value) {
        if (step.writes()) {
            return words ? value : "";
        }
        return heard.contains(step.factor()) ? "\0" + step.factor() + "=" + value : "";
    }

    /** The probability of some states together. */
    static double total(Map<State, Double> states) {
        return states.values().stream().mapToDouble(p -> p).sum();
    }

    /** The states with their probabilities divided by the total. */
    static Map<State, Double> belief(Map<State, Double> states) {
        double total = total(states);
        Map<State, Double> belief = new LinkedHashMap<>();
        states.forEach((state, p) -> belief.put(state, p / total));
        return belief;
    }

    /**
     * A sum over all strings, by the recursion over what may come next. Beliefs that were met
     * before are looked up.
     *
     * @param term the term of a symbol
     * @param end what stands for the rest after the end
     */
    double sum(Term term, double end) {
        return sum(start(), term, end, new HashMap<>());
    }

    private double sum(
            Map<State, Double> belief,
            Term term,
            double end,
            Map<Map<State, Double>, Double> known) {
        Double before = known.get(belief);
        if (before != null) {
            return before;
        }
        Interrupts.check(known.size());
        double sum = 0;
        for (Map.Entry<String, Map<State, Double>> outcome : next(belief).entrySet()) {
            boolean last = outcome.getKey().equals(Grammar.END);
            double rest = last ? end : sum(belief(outcome.getValue()), term, end, known);
            sum += term.of(total(outcome.getValue()), rest);
        }
        known.put(belief, sum);
        return sum;
    }

    /** All symbols that occur, but for the end. */
    SortedSet<String> symbols() {
        SortedSet<String> symbols = new TreeSet<>();
        Set<Map<State, Double>> met = new HashSet<>(Set.of(start()));
        Deque<Map<State, Double>> open = new ArrayDeque<>(met);
        while (!open.isEmpty()) {
            Map<String, Map<State, Double>> outcomes = next(open.pop());
            outcomes.remove(Grammar.END);
            symbols.addAll(outcomes.keySet());
            outcomes.values().stream()
                    .map(ForwardPass::belief)
                    .filter(met::add)
                    .forEach(open::push);
        }
        return symbols;
    }
}
