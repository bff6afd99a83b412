package org.elbo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void timeLeftIsTheTimeOfTheRemainingStepsAtTheMeanPace() {
        Progress progress = new Progress(1, 4, 25, 100, 3.5, 10);
        assertEquals(30, progress.secondsLeft(), 1e-12);
        assertEquals(0.25, progress.fraction(), 1e-12);
    }

    @Test
    void timeLeftIsUnknownBeforeTheFirstStep() {
        Progress progress = new Progress(1, 4, 0, 100, Double.NaN, 0);
        assertTrue(Double.isNaN(progress.secondsLeft()));
        assertTrue(progress.toString().endsWith("?:?? left"), progress.toString());
    }

    @Test
    void printsAsOneLine() {
        assertEquals(
                "epoch 3/10, step 1800/6000, loss 112.31, 0:14 done, 0:33 left",
                new Progress(3, 10, 1800, 6000, 112.3141, 14.2).toString());
        assertEquals(
                "epoch 1/1, step 1/2, loss 1.00, 1:30 done, 1:30 left",
                new Progress(1, 1, 1, 2, 1, 90).toString());
    }
}
