package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The answers from closed forms worked out on paper. */
class Lesson04Test {
    private static final List<Exercise> EXERCISES = Lesson04.exercises();

    @Test
    void theGapOfTwoWeightsIsTheLogOfArithmeticOverGeometricMean() {
        assertEquals("Right.", EXERCISES.get(0).judge(Math.log(2.5 / 2)));
    }

    @Test
    void theGapOfALognormalWeightIsHalfTheVarianceOfItsLog() {
        assertEquals("Right.", EXERCISES.get(1).judge(2 * 2 / 2.0));
    }

    @Test
    void aHundredAndFiftyWeightsMakeTheGapSmall() {
        assertEquals("Right.", EXERCISES.get(2).judge(150.0));
    }
}
