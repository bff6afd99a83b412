package org.elbo.notebook.exercises;

import java.util.List;
import org.elbo.model.Perplexity;
import org.elbo.prob.Choice;
import org.elbo.prob.Grammar;

/** The exercises of notebook 13, Sentences from a continuous space. */
public final class Lesson13 {
    private static final int[] WORDS = {4, 7};
    private static final double[] LOG_PROBABILITIES = {-11, -15};

    private static final double ENTROPY = 12.5;
    private static final double RECONSTRUCTION = -11.25;
    private static final double KL = 1.85;

    private Lesson13() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 13.1, a perplexity; 13.2, what a sentence tells of a factor; 13.3, how far a
     *     posterior can be off
     */
    public static List<Exercise> exercises() {
        return List.of(perplexity(), information(), gap());
    }

    private static double perplexity(int end) {
        int[] tokens = {WORDS[0] + end, WORDS[1] + end};
        return Perplexity.of(LOG_PROBABILITIES, tokens).value();
    }

    private static Exercise perplexity() {
        return Exercise.number("13.1", () -> perplexity(1))
                .wrong(() -> perplexity(0), "The end of each sentence is a token, too.")
                .wrong(() -> Math.log(perplexity(1)), "These are nats per token.")
                .wrong(
                        () -> (Math.exp(11 / 5.0) + Math.exp(15 / 8.0)) / 2,
                        "Divide the sum by the sum; longer sentences count for more.")
                .hint("Exponentiate the nats of all sentences over the tokens of all sentences.");
    }

    private static Exercise information() {
        Grammar grammar =
                Grammar.builder()
                        .draw("number", f -> Choice.of("one", 3).or("many", 1))
                        .draw("animal", f -> Choice.uniform("cat", "sheep"))
                        .write(Lesson13::noun, "number", "animal")
                        .build();
        return Exercise.number("13.2", () -> grammar.mutualInformation("number"))
                .wrong(
                        () -> 2 * grammar.mutualInformation("number"),
                        "This is the entropy of the number; some sentences do not tell it.")
                .wrong(() -> grammar.entropy(), "This is the entropy of the sentence.")
                .wrong(() -> Math.log(2) / 2, "The two numbers are not equally likely.")
                .hint("Half of the sentences tell the number, the others tell nothing of it.");
    }

    private static Choice noun(Grammar.Factors f) {
        boolean cats = f.is("animal", "cat") && f.is("number", "many");
        return Choice.of(cats ? "cats" : f.get("animal"));
    }

    /** Entropy + ELBO is minus the two divergences that the bound pays for, each at most all. */
    private static Exercise gap() {
        double gap = -(ENTROPY + RECONSTRUCTION - KL);
        return Exercise.number("13.3", () -> gap)
                .wrong(() -> -gap, "A divergence is never negative.")
                .wrong(() -> gap - KL, "The bound is the reconstruction less the KL term.")
                .wrong(() -> KL, "This is the divergence of the posteriors from the prior.")
                .hint(
                        "The mean of log p(x) over the language's sentences is minus its entropy;"
                                + " no bound is above it.");
    }
}
