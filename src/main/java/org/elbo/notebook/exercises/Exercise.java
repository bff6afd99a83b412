package org.elbo.notebook.exercises;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.elbo.internal.Check;

/**
 * A question with its answer, the wrong answers that readers are known to give, each with what went
 * wrong, and a hint.
 *
 * <pre>{@code
 * Exercise.number("01.1", () -> posterior(0.01))
 *         .wrong(() -> likelihood, "This is p(x|z): the other way round.")
 *         .hint("Divide the joint by the evidence.");
 * }</pre>
 *
 * <p>No message may contain the answer: {@link #judge} tells right from wrong, not more.
 */
public final class Exercise {
    private static final double[] PLACES = {0.05, 0.3, 0.5, 0.9, 1.7, 3.2};

    private record Wrong(Supplier<?> answer, String diagnosis) {}

    private final String id;
    private final Kind kind;
    private final Supplier<?> expected;
    private final List<Wrong> wrongs;
    private final double tolerance;
    private final double[] places;
    private final String hint;

    private enum Kind {
        NUMBER("a number"),
        NUMBERS("several numbers (double[])"),
        YES_OR_NO("true or false"),
        WORD("a text"),
        FUNCTION("a function of one number");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        static Kind of(Object answer) {
            return answer instanceof Double
                    ? NUMBER
                    : answer instanceof double[]
                            ? NUMBERS
                            : answer instanceof Boolean
                                    ? YES_OR_NO
                                    : answer instanceof String ? WORD : FUNCTION;
        }
    }

    private Exercise(
            String id,
            Kind kind,
            Supplier<?> expected,
            List<Wrong> wrongs,
            double tolerance,
            double[] places,
            String hint) {
        this.id = id;
        this.kind = kind;
        this.expected = expected;
        this.wrongs = wrongs;
        this.tolerance = tolerance;
        this.places = places;
        this.hint = hint;
    }

    private static Exercise of(String id, Kind kind, Supplier<?> expected) {
        return new Exercise(id, kind, expected, List.of(), 1e-3, PLACES, "Read the lesson again.");
    }

    /**
     * An exercise whose answer is a number.
     *
     * @param id lesson and number, as in {@code 01.2}
     * @param expected computes the answer
     * @return the exercise, with a relative tolerance of 1e-3
     */
    public static Exercise number(String id, Supplier<Double> expected) {
        return of(id, Kind.NUMBER, expected);
    }

    /**
     * An exercise whose answer is several numbers in order.
     *
     * @param id lesson and number, as in {@code 01.2}
     * @param expected computes the answer
     * @return the exercise, with a relative tolerance of 1e-3 for each number
     */
    public static Exercise numbers(String id, Supplier<double[]> expected) {
        return of(id, Kind.NUMBERS, expected);
    }

    /**
     * An exercise whose answer is yes or no.
     *
     * @param id lesson and number, as in {@code 01.2}
     * @param expected the answer
     * @return the exercise
     */
    public static Exercise yesOrNo(String id, boolean expected) {
        return of(id, Kind.YES_OR_NO, () -> expected);
    }

    /**
     * An exercise whose answer is a word.
     *
     * @param id lesson and number, as in {@code 01.2}
     * @param expected the answer; upper and lower case count as the same
     * @return the exercise
     */
    public static Exercise word(String id, String expected) {
        return of(id, Kind.WORD, () -> expected);
    }

    /**
     * An exercise whose answer is a function, compared at some places.
     *
     * @param id lesson and number, as in {@code 01.2}
     * @param expected the answer
     * @return the exercise, compared at six places between 0 and 4 with a relative tolerance of
     *     1e-3
     */
    public static Exercise function(String id, DoubleUnaryOperator expected) {
        return of(id, Kind.FUNCTION, () -> expected);
    }

    /**
     * The same exercise with another tolerance.
     *
     * @param relative the largest relative error of a right answer (absolute if the answer is 0)
     * @return the exercise
     */
    public Exercise tolerance(double relative) {
        Check.positive("tolerance of exercise " + id, relative);
        return new Exercise(id, kind, expected, wrongs, relative, places, hint);
    }

    /**
     * The same exercise with a function compared elsewhere.
     *
     * @param at the places
     * @return the exercise
     */
    public Exercise at(double... at) {
        return new Exercise(id, kind, expected, wrongs, tolerance, at.clone(), hint);
    }

    /**
     * The same exercise with one more known wrong answer.
     *
     * @param answer computes the wrong answer; of the type of the right one
     * @param diagnosis what somebody who gives it has overlooked
     * @return the exercise
     */
    public Exercise wrong(Supplier<?> answer, String diagnosis) {
        List<Wrong> more = new ArrayList<>(wrongs);
        more.add(new Wrong(answer, diagnosis));
        return new Exercise(id, kind, expected, more, tolerance, places, hint);
    }

    /**
     * The same exercise with a hint.
     *
     * @param text helps without giving the answer
     * @return the exercise
     */
    public Exercise hint(String text) {
        return new Exercise(id, kind, expected, wrongs, tolerance, places, text);
    }

    /**
     * The name of this exercise.
     *
     * @return lesson and number
     */
    public String id() {
        return id;
    }

    /**
     * What to tell somebody who gives an answer.
     *
     * @param answer the answer, of the type of the exercise; null or NaN is no answer
     * @return {@code Right.}, or what is wrong and the hint
     * @throws IllegalArgumentException if the answer is of another type
     */
    public String judge(Object answer) {
        Check.that(
                answer == null || Kind.of(answer) == kind,
                "exercise %s asks for %s, but the answer is %s",
                id,
                kind.text,
                answer == null ? "" : Kind.of(answer).text);
        if (isMissing(answer)) {
            return "Not answered yet. Hint: " + hint;
        }
        if (same(answer, expected.get())) {
            return "Right.";
        }
        for (Wrong wrong : wrongs) {
            if (same(answer, wrong.answer.get())) {
                return "Not right: " + wrong.diagnosis + " Hint: " + hint;
            }
        }
        return "Not right yet" + shape(answer) + ". Hint: " + hint;
    }

    private String shape(Object answer) {
        if (answer instanceof double[] numbers) {
            int length = ((double[]) expected.get()).length;
            return numbers.length == length
                    ? ""
                    : ": there are "
                            + numbers.length
                            + " numbers where "
                            + length
                            + " are asked for";
        }
        return "";
    }

    private boolean isMissing(Object answer) {
        if (answer instanceof String word) {
            return word.isBlank();
        }
        if (answer == null || answer instanceof Boolean) {
            return answer == null;
        }
        double[] values = values(answer);
        return answer instanceof DoubleUnaryOperator
                ? Arrays.stream(values).allMatch(Double::isNaN)
                : values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN);
    }

    private boolean same(Object a, Object b) {
        if (a instanceof Boolean) {
            return a.equals(b);
        }
        if (a instanceof String word) {
            return word.strip().equalsIgnoreCase(Objects.toString(b));
        }
        double[] x = values(a);
        double[] y = values(b);
        boolean same = x.length == y.length;
        for (int i = 0; same && i < x.length; i++) {
            // An infinite y[i] would make the tolerance infinite too.
            boolean near = Math.abs(x[i] - y[i]) <= tolerance * size(y[i]);
            same = x[i] == y[i] || near && Double.isFinite(y[i]);
        }
        return same;
    }

    private static double size(double expected) {
        return expected == 0 ? 1 : Math.abs(expected);
    }

    private double[] values(Object answer) {
        if (answer instanceof DoubleUnaryOperator function) {
            return Arrays.stream(places).map(function).toArray();
        }
        return answer instanceof double[] numbers
                ? numbers
                : new double[] {((Number) answer).doubleValue()};
    }

    /**
     * The right answer, for tests.
     *
     * @return a Double, double[], Boolean, String or DoubleUnaryOperator
     */
    Object expected() {
        return expected.get();
    }

    /** The known wrong answers, for tests. */
    List<Object> wrongAnswers() {
        return wrongs.stream().<Object>map(wrong -> wrong.answer.get()).toList();
    }

    /** What is said to the known wrong answers, for tests. */
    List<String> diagnoses() {
        return wrongs.stream().map(Wrong::diagnosis).toList();
    }

    /** The tolerance, for tests. */
    double tolerance() {
        return tolerance;
    }

    @Override
    public String toString() {
        return "exercise " + id + ", asks for " + kind.text;
    }
}
