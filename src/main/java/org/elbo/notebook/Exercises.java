package org.elbo.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.elbo.internal.Check;
import org.elbo.notebook.exercises.Exercise;
import org.elbo.notebook.exercises.Lesson00;
import org.elbo.notebook.exercises.Lesson01;
import org.elbo.notebook.exercises.Lesson02;
import org.elbo.notebook.exercises.Lesson03;
import org.elbo.notebook.exercises.Lesson04;
import org.elbo.notebook.exercises.Lesson05;
import org.elbo.notebook.exercises.Lesson06;
import org.elbo.notebook.exercises.Lesson07;
import org.elbo.notebook.exercises.Lesson08;
import org.elbo.notebook.exercises.Lesson09;
import org.elbo.notebook.exercises.Lesson10;
import org.elbo.notebook.exercises.Lesson11;
import org.elbo.notebook.exercises.Lesson12;
import org.elbo.notebook.exercises.Lesson13;
import org.elbo.notebook.exercises.Lesson14;
import org.elbo.notebook.exercises.Lesson15;

/**
 * Checks a reader's answer to an exercise: {@code Exercises.check("00.1", answer)} says right, or
 * what is wrong and a hint, and never gives the answer away. An answer that is still NaN or null
 * counts as not given yet.
 */
public final class Exercises {
    /** One entry for each lesson; a new lesson is added here. */
    private static final List<Supplier<List<Exercise>>> LESSONS =
            List.of(
                    Lesson00::exercises,
                    Lesson01::exercises,
                    Lesson02::exercises,
                    Lesson03::exercises,
                    Lesson04::exercises,
                    Lesson05::exercises,
                    Lesson06::exercises,
                    Lesson07::exercises,
                    Lesson08::exercises,
                    Lesson09::exercises,
                    Lesson10::exercises,
                    Lesson11::exercises,
                    Lesson12::exercises,
                    Lesson13::exercises,
                    Lesson14::exercises,
                    Lesson15::exercises);

    private Exercises() {}

    /**
     * All exercises, in the order of the lessons.
     *
     * @return the exercises by id
     */
    public static Map<String, Exercise> all() {
        Map<String, Exercise> all = new LinkedHashMap<>();
        for (Supplier<List<Exercise>> lesson : LESSONS) {
            for (Exercise exercise : lesson.get()) {
                Exercise twin = all.put(exercise.id(), exercise);
                if (twin != null) {
                    throw new IllegalStateException(
                            "two exercises have the id " + exercise.id() + ": rename one");
                }
            }
        }
        return all;
    }

    private static String checkAny(String id, Object answer) {
        Map<String, Exercise> all = all();
        Exercise exercise = all.get(id);
        Check.that(
                exercise != null,
                "there is no exercise '%s', only %s",
                id,
                String.join(", ", all.keySet()));
        return exercise.judge(answer);
    }

    /**
     * Checks a number.
     *
     * @param id the exercise, as named in the lesson
     * @param answer the answer; NaN means not answered yet
     * @return what to tell the reader
     * @throws IllegalArgumentException if there is no such exercise, or it asks for something other
     *     than a number
     */
    public static String check(String id, double answer) {
        return checkAny(id, answer);
    }

    /**
     * Checks several numbers.
     *
     * @param id the exercise, as named in the lesson
     * @param answer the answer; null or any NaN means not answered yet
     * @return what to tell the reader
     * @throws IllegalArgumentException if there is no such exercise, or it asks for something else
     */
    public static String check(String id, double[] answer) {
        return checkAny(id, answer);
    }

    /**
     * Checks a yes or no.
     *
     * @param id the exercise, as named in the lesson
     * @param answer the answer
     * @return what to tell the reader
     * @throws IllegalArgumentException if there is no such exercise, or it asks for something else
     */
    public static String check(String id, boolean answer) {
        return checkAny(id, answer);
    }

    /**
     * Checks a word, upper and lower case alike.
     *
     * @param id the exercise, as named in the lesson
     * @param answer the answer; null or blank means not answered yet
     * @return what to tell the reader
     * @throws IllegalArgumentException if there is no such exercise, or it asks for something else
     */
    public static String check(String id, String answer) {
        return checkAny(id, answer);
    }

    /**
     * Checks a function, by its values at some places.
     *
     * @param id the exercise, as named in the lesson
     * @param answer the answer; null, or NaN at every place, means not answered yet
     * @return what to tell the reader
     * @throws IllegalArgumentException if there is no such exercise, or it asks for something else
     */
    public static String check(String id, DoubleUnaryOperator answer) {
        return checkAny(id, answer);
    }
}
