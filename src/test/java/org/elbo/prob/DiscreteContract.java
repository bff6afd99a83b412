package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every discrete distribution keeps; a subclass adds only the distribution and its values. */
abstract class DiscreteContract {
    private static final int DRAWS = 100_000;

    /** The distribution under test. */
    abstract DiscreteDistribution distribution();

    /** The expected probabilities, by hand. */
    abstract double[] expected();

    @Test
    void probabilitiesAreTheExpectedOnes() {
        DiscreteDistribution d = distribution();
        assertEquals(expected().length, d.size());
        assertArrayEquals(expected(), d.probabilities(), 1e-14);
        for (int x = 0; x < d.size(); x++) {
            assertEquals(
                    Math.log(expected()[x]),
                    d.logDensity(x),
                    1e-13 * (1 + Math.abs(d.logDensity(x))));
            assertEquals(d.logDensity(x), d.logDensity(Integer.valueOf(x)));
        }
    }

    @Test
    void probabilitiesSumToOne() {
        assertEquals(1, Arrays.stream(distribution().probabilities()).sum(), 1e-14);
    }

    @Test
    void probabilityIsZeroOutside() {
        DiscreteDistribution d = distribution();
        for (int x : new int[] {-1, d.size(), Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertEquals(0, d.probability(x));
            assertEquals(Double.NEGATIVE_INFINITY, d.logDensity(x));
        }
    }

    @Test
    void entropyIsMinusTheMeanLogProbability() {
        double sum = 0;
        for (double p : expected()) {
            sum -= p > 0 ? p * Math.log(p) : 0;
        }
        assertEquals(sum, distribution().entropy(), 1e-14);
        assertTrue(distribution().entropy() <= Math.log(distribution().size()) + 1e-14);
    }

    /**
     * Each frequency at 5 standard errors: false alarms below 6e-7 each, were the seed not fixed.
     */
    @Test
    void samplesHaveTheProbabilities() {
        DiscreteDistribution d = distribution();
        double[] frequency = new double[d.size()];
        for (int x : d.samples(DRAWS, new Random(1))) {
            frequency[x] += 1.0 / DRAWS;
        }
        for (int x = 0; x < d.size(); x++) {
            double p = expected()[x];
            assertEquals(p, frequency[x], 5 * Math.sqrt(p * (1 - p) / DRAWS) + 1e-9);
        }
    }

    /** The mean at 5 standard errors, as above; the variance from the moments. */
    @Test
    void meanAndVarianceAreThoseOfTheProbabilities() {
        double first = 0;
        double second = 0;
        for (int x = 0; x < expected().length; x++) {
            first += x * expected()[x];
            second += x * x * expected()[x];
        }
        assertEquals(first, distribution().mean(), 1e-13);
        assertEquals(second - first * first, distribution().variance(), 1e-13);
    }
}
