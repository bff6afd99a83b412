package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

/** The answers of notebook 15 against simulation and regression. */
class Lesson15Test {
    private static double expected(int index) {
        return (Double) Lesson15.exercises().get(index).expected();
    }

    /** With 200,000 draws a standard deviation is off by 0.5 % once in 600 times. */
    @Test
    void theErrorOfADifferenceIsItsSpread() {
        Random rng = new Random(1);
        int draws = 200_000;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            double shared = rng.nextGaussian();
            double own = Math.sqrt(1 - 0.98 * 0.98) * rng.nextGaussian();
            double difference = 0.25 * shared - 0.24 * (0.98 * shared + own);
            squares += difference * difference;
        }
        double spread = Math.sqrt(squares / draws);
        assertEquals(spread, expected(0), 0.005 * spread);
    }

    @Test
    void theCurveReachesItsGoalOnTheLineThroughBothPoints() {
        SimpleRegression line = new SimpleRegression();
        line.addData(Math.log10(5), 109);
        line.addData(Math.log10(50), 103);
        assertEquals(100, line.predict(Math.log10(expected(1))), 1e-9);
    }

    @Test
    void soManyDigitsGiveTheStandardError() {
        assertEquals(0.1, 25 / Math.sqrt(expected(2)), 1e-12);
    }
}
