package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

/**
 * The laws of the Indian buffet. Each chi-square test raises a false alarm once in a million times,
 * were the seed not fixed.
 */
class IndianBuffetTest {
    private static final double FALSE_ALARM = 1e-6;
    private static final int DRAWS = 20_000;
    private static final IndianBuffet BUFFET = IndianBuffet.of(1.7);

    /** Counts against a law, from 0 to the last number that is expected at least 10 times. */
    private static void assertLaw(IntToDoubleFunction law, int[] values) {
        List<Double> expected = new ArrayList<>();
        double rest = 1;
        while (law.applyAsDouble(expected.size()) * values.length >= 10) {
            rest -= law.applyAsDouble(expected.size());
            expected.add(law.applyAsDouble(expected.size()) * values.length);
        }
        expected.add(rest * values.length);
        double[] counts = new double[expected.size()];
        for (int value : values) {
            counts[Math.min(value, counts.length - 1)]++;
        }
        assertChiSquare(expected, counts);
    }

    private static void assertChiSquare(List<Double> expected, double[] counts) {
        double distance = 0;
        for (int i = 0; i < counts.length; i++) {
            distance += Math.pow(counts[i] - expected.get(i), 2) / expected.get(i);
        }
        double limit =
                new ChiSquaredDistribution(counts.length - 1)
                        .inverseCumulativeProbability(1 - FALSE_ALARM);
        assertTrue(distance < limit, "chi square " + distance + " above " + limit);
    }

    private static IntToDoubleFunction poisson(double mean) {
        return new PoissonDistribution(mean)::probability;
    }

    private static int[] draws(int objects, ToIntFunction<FeatureMatrix> count) {
        Random rng = new Random(11);
        int[] values = new int[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            values[i] = count.applyAsInt(BUFFET.sample(objects, rng));
        }
        return values;
    }

    @Test
    void everyCustomerHasPoissonManyFeatures() {
        for (int customer : new int[] {0, 3, 7}) {
            assertLaw(poisson(1.7), draws(8, z -> z.count(customer)));
        }
    }

    @Test
    void customersTogetherHavePoissonManyDifferentFeatures() {
        assertLaw(poisson(1.7 * (1 + 1 / 2.0 + 1 / 3.0)), draws(3, FeatureMatrix::features));
        assertEquals(1.7 * (1 + 1 / 2.0 + 1 / 3.0), BUFFET.expectedFeatures(3), 1e-14);
    }

    /** The pairs of two customers that share a feature: Poisson(alpha / 2), by the matrix's law. */
    @Test
    void sharedFeaturesFollowTheirLawForEveryPair() {
        for (int[] pair : new int[][] {{0, 1}, {0, 4}, {3, 4}}) {
            assertLaw(poisson(1.7 / 2), draws(5, z -> shared(z, pair[0], pair[1])));
        }
    }

    private static int shared(FeatureMatrix z, int a, int b) {
        int count = 0;
        for (int k = 0; k < z.features(); k++) {
            count += z.get(a, k) * z.get(b, k);
        }
        return count;
    }

    /** All classes of two objects: how many features are the first's, the second's, and both's. */
    @Test
    void probabilitiesOfAllMatricesSumToOne() {
        double sum = 0;
        for (int first = 0; first < 25; first++) {
            for (int second = 0; second < 25; second++) {
                for (int both = 0; both < 25; both++) {
                    sum += Math.exp(BUFFET.logProbability(matrix(first, second, both)));
                }
            }
        }
        assertEquals(1, sum, 1e-12);
    }

    private static FeatureMatrix matrix(int first, int second, int both) {
        int[][] rows = new int[2][first + second + both];
        for (int k = 0; k < rows[0].length; k++) {
            rows[0][k] = k < first || k >= first + second ? 1 : 0;
            rows[1][k] = k >= first ? 1 : 0;
        }
        return FeatureMatrix.of(rows);
    }

    /** Both ways of sampling give each left-ordered form as often as the formula says. */
    @Test
    void bothSamplersFollowTheMatrixProbability() {
        Random rng = new Random(12);
        IndianBuffet buffet = IndianBuffet.of(0.8);
        assertForms(buffet, () -> buffet.sample(3, rng));
        assertForms(buffet, () -> buffet.sampleBySticks(3, 60, rng));
    }

    private static void assertForms(
            IndianBuffet buffet, java.util.function.Supplier<FeatureMatrix> sampler) {
        Map<FeatureMatrix, Double> counts = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            counts.merge(sampler.get().leftOrdered(), 1.0, Double::sum);
        }
        List<Double> expected = new ArrayList<>();
        List<Double> found = new ArrayList<>();
        double rest = DRAWS;
        double others = DRAWS;
        for (Map.Entry<FeatureMatrix, Double> form : counts.entrySet()) {
            double mean = DRAWS * Math.exp(buffet.logProbability(form.getKey()));
            if (mean >= 20) {
                expected.add(mean);
                found.add(form.getValue());
                rest -= mean;
                others -= form.getValue();
            }
        }
        expected.add(rest);
        found.add(others);
        assertTrue(found.size() > 50, "only " + found.size() + " forms");
        assertChiSquare(expected, found.stream().mapToDouble(x -> x).toArray());
    }

    @Test
    void probabilityIsThatOfTheFormWhateverTheOrder() {
        FeatureMatrix z = IndianBuffet.of(4).sample(6, new Random(13));
        FeatureMatrix moved = z.permuted(3, 5, 0, 1, 4, 2);
        assertNotEquals(z.leftOrdered(), moved.leftOrdered());
        assertEquals(BUFFET.logProbability(z), BUFFET.logProbability(moved), 1e-12);
        assertEquals(BUFFET.logProbability(z), BUFFET.logProbability(z.leftOrdered()), 1e-12);
    }

    /** The mean of a stick is (alpha / (1 + alpha))^k; z tests at 5 standard errors. */
    @Test
    void sticksAndWhatTruncationLosesHaveTheirMeans() {
        Random rng = new Random(14);
        double kept = 0;
        for (int k = 1; k <= 4; k++) {
            int last = k - 1;
            Estimate mean =
                    Estimate.of(DRAWS, () -> Math.exp(BUFFET.sampleLogSticks(4, rng)[last]));
            assertTrue(Math.abs(mean.standardErrorsFrom(Math.pow(1.7 / 2.7, k))) < 5, "" + mean);
            kept += Math.pow(1.7 / 2.7, k);
            assertEquals(1.7 - kept, BUFFET.lostToTruncation(k), 1e-14);
        }
    }

    /** Every matrix of 2 objects and 3 features, with the probability integrated by quadrature. */
    @Test
    void finiteModelHasTheProbabilityOfItsMatrices() {
        BetaBernoulli model = BetaBernoulli.of(1.7, 3);
        Beta prior = Beta.of(1.7 / 3, 1);
        Map<FeatureMatrix, Double> forms = new HashMap<>();
        Map<FeatureMatrix, FeatureMatrix> example = new HashMap<>();
        for (int bits = 0; bits < 64; bits++) {
            FeatureMatrix z =
                    FeatureMatrix.of(
                            new int[] {bits & 1, bits >> 1 & 1, bits >> 2 & 1},
                            new int[] {bits >> 3 & 1, bits >> 4 & 1, bits >> 5 & 1});
            double p = 1;
            for (int k = 0; k < 3; k++) {
                int m = z.owners(k);
                p *= Quadrature.expectation(prior, x -> Math.pow(x, m) * Math.pow(1 - x, 2 - m));
            }
            forms.merge(z.leftOrdered(), p, Double::sum);
            example.put(z.leftOrdered(), z);
        }
        double sum = 0;
        for (Map.Entry<FeatureMatrix, Double> form : forms.entrySet()) {
            double p = Math.exp(model.logProbability(example.get(form.getKey())));
            assertEquals(form.getValue(), p, 1e-9);
            sum += p;
        }
        assertEquals(1, sum, 1e-12);
    }

    /** The distance to the buffet's probability falls as 1 / K. */
    @Test
    void finiteModelTendsToTheBuffet() {
        FeatureMatrix form = BUFFET.sample(5, new Random(15)).leftOrdered();
        double before = Double.NaN;
        for (int k : new int[] {100, 1000, 10_000}) {
            FeatureMatrix z = widened(form, k);
            double distance =
                    BetaBernoulli.of(1.7, k).logProbability(z) - BUFFET.logProbability(form);
            assertTrue(!(Math.abs(distance * 9) > Math.abs(before)), k + ": " + distance);
            before = distance;
        }
        assertEquals(0, before, 0.01);
    }

    private static FeatureMatrix widened(FeatureMatrix z, int features) {
        int[][] rows = z.toArray();
        for (int n = 0; n < rows.length; n++) {
            rows[n] = java.util.Arrays.copyOf(rows[n], features);
        }
        return FeatureMatrix.of(rows);
    }

    /** Draws of the finite model: the mean count, at 5 standard errors. */
    @Test
    void finiteModelHasItsMeanCount() {
        BetaBernoulli model = BetaBernoulli.of(1.7, 4);
        Random rng = new Random(16);
        Estimate mean = Estimate.of(DRAWS, () -> model.sample(1, rng).count(0));
        assertTrue(Math.abs(mean.standardErrorsFrom(model.expectedCount())) < 5, "" + mean);
    }
}
