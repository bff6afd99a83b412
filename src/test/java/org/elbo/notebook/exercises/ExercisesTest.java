package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.elbo.notebook.Exercises;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every exercise of every lesson keeps, and how answers are judged. */
class ExercisesTest {
    @TestFactory
    Stream<DynamicTest> everyExerciseKeepsTheContract() {
        return Exercises.all().values().stream()
                .map(exercise -> dynamicTest(exercise.toString(), () -> contract(exercise)));
    }

    private static void contract(Exercise exercise) {
        assertTrue(exercise.id().matches("\\d\\d\\.\\d+"), exercise.id());
        assertEquals("Right.", exercise.judge(exercise.expected()));
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < exercise.wrongAnswers().size(); i++) {
            String message = exercise.judge(exercise.wrongAnswers().get(i));
            assertTrue(
                    message.contains(exercise.diagnoses().get(i)),
                    "wrong answer " + i + " of " + exercise.id() + " gets: " + message);
            messages.add(message);
        }
        String missing = exercise.judge(null);
        assertTrue(missing.startsWith("Not answered yet. Hint: "), missing);
        assertFalse(missing.contains("Read the lesson again"), "an own hint for " + exercise.id());
        messages.add(missing);
        messages.forEach(message -> assertSecret(exercise.expected(), message));
        if (exercise.expected() instanceof Double) {
            assertEquals(missing, exercise.judge(Double.NaN));
        }
    }

    /**
     * No message spells out a number of the answer, in any of the usual roundings, nor the word.
     */
    private static void assertSecret(Object expected, String message) {
        if (expected instanceof String word) {
            assertFalse(message.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)));
        }
        double[] numbers =
                expected instanceof double[] several
                        ? several
                        : expected instanceof Double one ? new double[] {one} : new double[0];
        for (double number : numbers) {
            for (String format : new String[] {"%.0f", "%.1f", "%.2f", "%.3f", "%.4f", "%,.0f"}) {
                String digits = String.format(Locale.ROOT, format, Math.abs(number));
                if (digits.replaceAll("[0.,]", "").length() >= 2) {
                    assertFalse(message.contains(digits), digits + " is in: " + message);
                }
            }
        }
    }

    @Test
    void anUnknownExerciseIsRefusedWithTheKnownOnes() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Exercises.check("99.9", 1))
                        .getMessage();
        assertTrue(message.contains("99.9") && message.contains("00.1"), message);
    }

    @Test
    void anAnswerOfAnotherTypeIsRefused() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Exercises.check("00.1", true))
                        .getMessage();
        assertTrue(message.contains("00.1 asks for a number"), message);
    }

    @Test
    void numbersAreComparedRelatively() {
        Exercise exercise = Exercise.number("00.9", () -> 2e-5).hint("h");
        assertEquals("Right.", exercise.judge(2.001e-5));
        assertEquals("Not right yet. Hint: h", exercise.judge(2.1e-5));
        assertEquals("Not right yet. Hint: h", exercise.judge(0.0));
        assertEquals("Right.", exercise.tolerance(0.1).judge(2.1e-5));
        assertEquals("Not right yet. Hint: h", exercise.judge(Double.POSITIVE_INFINITY));
    }

    @Test
    void anInfiniteWrongAnswerIsNotEveryAnswer() {
        Exercise exercise =
                Exercise.number("00.9", () -> 2.0)
                        .wrong(() -> Double.POSITIVE_INFINITY, "Infinite.")
                        .hint("h");
        assertEquals("Not right yet. Hint: h", exercise.judge(3.0));
        assertEquals("Not right: Infinite. Hint: h", exercise.judge(Double.POSITIVE_INFINITY));
    }

    @Test
    void severalNumbersMustAllBeRight() {
        Exercise exercise = Exercise.numbers("00.9", () -> new double[] {0.25, 0.75}).hint("h");
        assertEquals("Right.", exercise.judge(new double[] {0.25, 0.75}));
        assertEquals("Not right yet. Hint: h", exercise.judge(new double[] {0.75, 0.25}));
        assertEquals(
                "Not right yet: there are 1 numbers where 2 are asked for. Hint: h",
                exercise.judge(new double[] {0.25}));
        assertEquals("Not answered yet. Hint: h", exercise.judge(new double[] {0.25, Double.NaN}));
    }

    @Test
    void functionsWordsAndYesOrNo() {
        DoubleUnaryOperator square = x -> x * x;
        DoubleUnaryOperator missing = x -> Double.NaN;
        Exercise function = Exercise.function("00.9", square).hint("h");
        assertEquals("Right.", function.judge((DoubleUnaryOperator) x -> Math.pow(x, 2)));
        assertEquals("Not answered yet. Hint: h", function.judge(missing));
        assertEquals("Not right yet. Hint: h", function.judge((DoubleUnaryOperator) x -> x));
        DoubleUnaryOperator identity = x -> x;
        assertEquals("Right.", function.at(0, 1).judge(identity));
        Exercise word = Exercise.word("00.9", "evidence").hint("h");
        assertEquals("Right.", word.judge(" Evidence"));
        assertEquals("Not answered yet. Hint: h", word.judge(""));
        assertEquals("Right.", Exercise.yesOrNo("00.9", false).judge(false));
        assertEquals("Not right yet. Hint: h", Exercise.yesOrNo("0", true).hint("h").judge(false));
    }
}
