package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The answers from closed forms worked out on paper. */
class Lesson03Test {
    private static final List<Exercise> EXERCISES = Lesson03.exercises();

    @Test
    void theDivergenceOfTheCoinsIsHalfTheLogOf25Ninths() {
        assertEquals("Right.", EXERCISES.get(0).judge(0.5 * Math.log(25 / 9.0)));
    }

    @Test
    void theEncodersTermIsTwoMinusLogTwo() {
        assertEquals("Right.", EXERCISES.get(1).judge(2 - Math.log(2)));
    }

    @Test
    void theCoveringFitHasTheMixturesSpread() {
        assertEquals("Right.", EXERCISES.get(2).judge(Math.sqrt(1 + 0.3 * 0.7 * 25)));
    }
}
