package org.elbo.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DciScoreTest {
    private static final double PENALTY = 0.02;

    private static DciScore ofAll(Representation r) {
        Sample all = r.all();
        return DciScore.of(all, all);
    }

    /** The lasso takes the penalty off the weight of 1, which leaves an error of its square. */
    @Test
    void theFactorsThemselvesScoreOne() {
        DciScore dci = ofAll(Representation.ofFactors(3, 6, 40));
        assertArrayEquals(new double[] {0, 1 - PENALTY, 0}, dci.importance()[1], 1e-12);
        assertEquals(1, dci.disentanglement(), 1e-12);
        assertEquals(1, dci.completeness(), 1e-12);
        assertEquals(1 - PENALTY * PENALTY, dci.informativeness(), 1e-12);
    }

    @Test
    void constantFactorsAndLatentsDoNotCount() {
        DciScore dci = ofAll(Known.shuffled(3, 1, 40));
        assertEquals(1, dci.disentanglement(), 1e-12);
        assertEquals(1, dci.completeness(), 1e-12);
        assertEquals(1 - PENALTY * PENALTY, dci.informativeness(), 1e-12);
    }

    /** The latents stay uncorrelated: the weights are cos and sin, each less the penalty. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 10, 30, 45})
    void aTurnByHand(double degrees) {
        double angle = Math.toRadians(degrees);
        DciScore dci = ofAll(Known.rotation(5, angle));
        double cos = Math.cos(angle) - PENALTY;
        double sin = Math.max(0, Math.sin(angle) - PENALTY);
        assertArrayEquals(new double[] {cos, sin}, dci.importance()[0], 1e-9);
        double p = cos / (cos + sin);
        double entropy = p < 1 ? -p * Math.log(p) - (1 - p) * Math.log(1 - p) : 0;
        assertEquals(1 - entropy / Math.log(2), dci.disentanglement(), 1e-9);
        assertEquals(1 - entropy / Math.log(2), dci.completeness(), 1e-9);
        double error = PENALTY * PENALTY + Math.pow(Math.sin(angle) - sin, 2);
        assertEquals(1 - error, dci.informativeness(), 1e-9);
    }

    /** Two latents with the same content, one factor without any. */
    @Test
    void importanceByHand() {
        double[][] importance = {{2, 0, 0}, {2, 1, 0}};
        DciScore dci = new DciScore(importance, new double[] {1, 1, 0});
        double entropy = (-2 * Math.log(2 / 3.0) - Math.log(1 / 3.0)) / 3 / Math.log(3);
        assertEquals((2 + 3 * (1 - entropy)) / 5, dci.disentanglement(), 1e-12);
        assertEquals((0 + 1 + 0) / 3.0, dci.completeness(), 1e-12);
        assertEquals(2 / 3.0, dci.informativeness(), 1e-12);
    }

    /** The penalty is above any correlation that 40,000 draws of noise show by chance. */
    @Test
    void noiseScoresNothing() {
        Representation noise = Known.noise(10, 10, 10, 10, 10);
        SplittableRandom rng = new SplittableRandom(9);
        // 50 correlations within 4 standard deviations: a false alarm once in 300 seeds.
        DciScore dci = DciScore.of(noise.sample(40_000, rng), noise.sample(1_000, rng));
        for (double[] row : dci.importance()) {
            assertArrayEquals(new double[5], row);
        }
        assertEquals(0, dci.disentanglement());
        assertEquals(0, dci.completeness());
        assertTrue(dci.informativeness() <= 0, "a constant guess explains nothing");
    }
}
