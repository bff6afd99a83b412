package org.elbo.notebook.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.elbo.prob.ProbabilisticPca;
import org.junit.jupiter.api.Test;

/** The answers of notebook 09 by plain arithmetic and by the closed form of probabilistic PCA. */
class Lesson09Test {
    private static double expected(int index) {
        return (Double) Lesson09.exercises().get(index).expected();
    }

    @Test
    void theBoundIsTheLogOfTheMeanWeight() {
        double sum = 1 + Math.exp(-2) + Math.exp(-1) + Math.exp(-8);
        assertEquals(-101 + Math.log(sum / 4), expected(0), 1e-12);
    }

    @Test
    void divergenceAndCollapseAreThoseOfProbabilisticPca() {
        double[] eigenvalues = {6, 2.5, 1.2, 0.4, 0.2};
        double[][] covariance = new double[5][5];
        for (int i = 0; i < 5; i++) {
            covariance[i][i] = eigenvalues[i];
        }
        ProbabilisticPca pca = ProbabilisticPca.ofCovariance(new double[5], covariance, 5, 1.5);
        assertEquals(pca.kl()[0], expected(1), 1e-9);
        assertEquals(5 - pca.usedLatents(), expected(2));
    }
}
