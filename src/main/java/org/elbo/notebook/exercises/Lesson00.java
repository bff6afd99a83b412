package org.elbo.notebook.exercises;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The exercises of notebook 00, Start here. */
public final class Lesson00 {
    private Lesson00() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 00.1, the sum of the squares of 1 to 20; 00.2, the logarithm that the course uses
     */
    public static List<Exercise> exercises() {
        return List.of(
                Exercise.number("00.1", () -> squares(20))
                        .tolerance(1e-9)
                        .wrong(() -> squares(19), "The last term is missing: < where <= is meant?")
                        .wrong(() -> 210.0, "These are the numbers themselves, not their squares.")
                        .hint("A stream or a loop over 1 to 20, both included; square each."),
                Exercise.function("00.2", Math::log)
                        .wrong(
                                () -> (DoubleUnaryOperator) Math::log10,
                                "This is the logarithm to base ten.")
                        .wrong(
                                () -> (DoubleUnaryOperator) x -> Math.log(x) / Math.log(2),
                                "This counts in bits.")
                        .wrong(
                                () -> (DoubleUnaryOperator) x -> -Math.log(x),
                                "The sign is turned round.")
                        .hint("The course counts in nats: which base makes exp its inverse?"));
    }

    private static double squares(int n) {
        return IntStream.rangeClosed(1, n).mapToDouble(i -> (double) i * i).sum();
    }
}
