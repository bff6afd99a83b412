package org.elbo.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MutualInformationGapTest {
    @Test
    void theFactorsThemselvesScoreOne() {
        MutualInformationGap gap =
                MutualInformationGap.of(Representation.ofFactors(3, 6, 40).all());
        assertEquals(1, gap.score(), 1e-12);
        assertArrayEquals(
                new double[] {Math.log(3), Math.log(6), Math.log(40)}, gap.entropy(), 1e-12);
        assertEquals(Math.log(40), gap.information()[2][2], 1e-12);
        assertEquals(0, gap.information()[1][2], 1e-12);
        assertEquals(1, MutualInformationGap.of(Known.shuffled(3, 6, 40).all()).score(), 1e-12);
    }

    /** Forty values in twenty bins, two by two: one bit of each is lost. */
    @Test
    void tooFewBinsLoseInformation() {
        Sample all = Representation.ofFactors(40, 2).all();
        double forty = (Math.log(40) - Math.log(2)) / Math.log(40);
        assertEquals((forty + 1) / 2, MutualInformationGap.of(all, 20).score(), 1e-12);
    }

    /**
     * Two coins turned by 45 degrees: a latent is -1, 0, 0 or 1 (in some unit), which tells log 2 /
     * 2 nats of either coin. Both latents do, so the gap is 0.
     */
    @Test
    void anEighthOfATurnLeavesNoGap() {
        MutualInformationGap gap = MutualInformationGap.of(Known.rotation(2, Math.PI / 4).all(), 3);
        double half = Math.log(2) / 2;
        for (double[] row : gap.information()) {
            assertArrayEquals(new double[] {half, half}, row, 1e-12);
        }
        assertEquals(0, gap.score(), 1e-12);
    }

    /** Twice the sample's size times a plug-in information is about chi-squared. */
    @Test
    void noiseLeavesTheBiasOfThePlugIn() {
        int n = 20_000;
        Sample sample = Known.noise(10, 10, 10, 10, 10).sample(n, new SplittableRandom(7));
        MutualInformationGap gap = MutualInformationGap.of(sample);
        double freedom = 19 * 9;
        for (double[] row : gap.information()) {
            for (double information : row) {
                // 5 standard deviations each for 50 numbers: a false alarm once in 35,000 seeds.
                assertEquals(freedom, 2 * n * information, 5 * Math.sqrt(2 * freedom));
            }
        }
        assertTrue(gap.score() < 5 * Math.sqrt(2 * freedom) / (2 * n) / Math.log(10));
    }

    @Test
    void aConstantFactorDoesNotCount() {
        assertEquals(1, MutualInformationGap.of(Known.shuffled(3, 1, 4).all()).score(), 1e-12);
        assertTrue(Double.isNaN(MutualInformationGap.of(Known.shuffled(1, 1).all()).score()));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Sample all = Representation.ofFactors(2, 2).all();
        assertThrows(IllegalArgumentException.class, () -> MutualInformationGap.of(all, 0));
    }
}
