package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    /** Greedy takes 9 and is left with 1; the best is 8 + 7. */
    @Test
    void greedIsNotBest() {
        assertArrayEquals(new int[] {1, 0}, Assignment.best(new double[][] {{9, 8}, {7, 1}}));
    }

    @Test
    void agreesWithTryingAll() {
        Random rng = new Random(1);
        for (int trial = 0; trial < 300; trial++) {
            int rows = 1 + rng.nextInt(5);
            double[][] gain = new double[rows][rows + rng.nextInt(3)];
            for (double[] row : gain) {
                Arrays.setAll(row, j -> trialGain(rng));
            }
            int[] best = Assignment.best(gain);
            assertEquals(rows, Arrays.stream(best).distinct().count());
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += gain[i][best[i]];
            }
            assertEquals(largest(gain, 0, new boolean[gain[0].length]), sum, 1e-12);
        }
    }

    /** Whole numbers, so that ties occur, of both signs. */
    private static double trialGain(Random rng) {
        return rng.nextInt(9) - 4;
    }

    private static double largest(double[][] gain, int row, boolean[] taken) {
        if (row == gain.length) {
            return 0;
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                largest = Math.max(largest, gain[row][j] + largest(gain, row + 1, taken));
                taken[j] = false;
            }
        }
        return largest;
    }
}
