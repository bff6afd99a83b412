package org.elbo.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SapScoreTest {
    @Test
    void theFactorsThemselvesScoreOne() {
        assertEquals(1, SapScore.of(Representation.ofFactors(3, 6, 40).all()).score(), 1e-12);
        assertEquals(1, SapScore.of(Known.shuffled(3, 1, 40).all()).score(), 1e-12);
    }

    /** The squared correlations with either latent are cos^2 and sin^2: the gap is cos 2 angle. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 10, 30, 45, 70, 90})
    void aTurnByHand(double degrees) {
        double angle = Math.toRadians(degrees);
        SapScore sap = SapScore.of(Known.rotation(5, angle).all());
        assertEquals(Math.pow(Math.sin(angle), 2), sap.rSquared()[0][1], 1e-12);
        assertEquals(Math.abs(Math.cos(2 * angle)), sap.score(), 1e-12);
    }

    /**
     * A squared correlation of nothing is about chi-squared(1) / n; the gap is less than the top.
     */
    @Test
    void noiseScoresNothing() {
        int n = 20_000;
        Sample sample = Known.noise(10, 10, 10, 10).sample(n, new SplittableRandom(8));
        // 40 numbers above 25 / n: a false alarm once in 40,000 seeds.
        assertTrue(SapScore.of(sample).score() < 25.0 / n);
    }

    /** A parabola knows all about a factor but the straight line sees nothing. */
    @Test
    void curvesGoUnseen() {
        Representation square =
                Representation.of(
                        new int[] {5, 2},
                        factors -> {
                            double[][] z = new double[factors.length][];
                            for (int i = 0; i < z.length; i++) {
                                z[i] = new double[] {Math.pow(factors[i][0] - 2, 2), factors[i][1]};
                            }
                            return z;
                        });
        SapScore sap = SapScore.of(square.all());
        assertEquals(0, sap.rSquared()[0][0], 1e-12);
        assertEquals(0.5, sap.score(), 1e-12);
    }
}
