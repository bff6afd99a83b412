package org.elbo.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Every measure against an independent program on the same half disentangled code, numpy and
 * scikit-learn (src/test/reference/metrics.py).
 */
class MetricsAgainstPythonTest {
    private static final int[] SIZES = {3, 4, 5, 6};
    private static final Representation CODE =
            Representation.of(SIZES, MetricsAgainstPythonTest::codes);
    private static final Sample ALL = CODE.all();
    private static final Expected EXPECTED = Expected.read();
    private static final double TOLERANCE = 1e-6;

    private record Expected(
            double[][] information,
            double mutualInformationGap,
            double[][] rSquared,
            double sap,
            double[][] importance,
            double disentanglement,
            double completeness,
            double informativeness,
            double[][] logProbabilities,
            double higgins,
            double factorVae) {
        static Expected read() {
            try (Reader in =
                    new InputStreamReader(
                            Expected.class.getResourceAsStream("expected.json"),
                            StandardCharsets.UTF_8)) {
                return new Gson().fromJson(in, Expected.class);
            } catch (IOException e) {
                throw new IllegalStateException("expected.json cannot be read", e);
            }
        }
    }

    private static double[][] codes(int[][] factors) {
        return Arrays.stream(factors)
                .map(v -> code(v[0] / 2.0, v[1] / 3.0, v[2] / 4.0, v[3] / 5.0))
                .toArray(double[][]::new);
    }

    private static double[] code(double a, double b, double c, double d) {
        return new double[] {
            a + 0.37 * b,
            b * b + 0.53 * c,
            Math.sin(3 * c) + 0.21 * d,
            d - 0.83 * a * b,
            0.1 * Math.cos(40 * a + 17 * b + 5 * c + 23 * d)
        };
    }

    private static void assertTable(double[][] expected, double[][] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], actual[i], TOLERANCE);
        }
    }

    @Test
    void mutualInformationGap() {
        MutualInformationGap gap = MutualInformationGap.of(ALL);
        assertTable(EXPECTED.information, gap.information());
        assertEquals(EXPECTED.mutualInformationGap, gap.score(), TOLERANCE);
    }

    @Test
    void separatedAttributePredictability() {
        SapScore sap = SapScore.of(ALL);
        assertTable(EXPECTED.rSquared, sap.rSquared());
        assertEquals(EXPECTED.sap, sap.score(), TOLERANCE);
    }

    @Test
    void disentanglementCompletenessInformativeness() {
        DciScore dci = DciScore.of(everySecond(0), everySecond(1));
        assertTable(EXPECTED.importance, dci.importance());
        assertEquals(EXPECTED.disentanglement, dci.disentanglement(), TOLERANCE);
        assertEquals(EXPECTED.completeness, dci.completeness(), TOLERANCE);
        assertEquals(EXPECTED.informativeness, dci.informativeness(), TOLERANCE);
    }

    private static Sample everySecond(int from) {
        int[] rows = IntStream.iterate(from, i -> i < ALL.size(), i -> i + 2).toArray();
        return new Sample(
                Arrays.stream(rows).mapToObj(i -> ALL.factors()[i]).toArray(int[][]::new),
                Arrays.stream(rows).mapToObj(i -> ALL.codes()[i]).toArray(double[][]::new));
    }

    /** Fitted step by step in both programs: five digits. */
    @Test
    void linearClassifier() {
        SoftmaxRegression classifier = SoftmaxRegression.fit(ALL.codes(), ALL.factor(0), SIZES[0]);
        for (int i = 0; i < EXPECTED.logProbabilities.length; i++) {
            double[] actual = classifier.logProbabilities(ALL.codes()[30 * i]);
            assertArrayEquals(EXPECTED.logProbabilities[i], actual, 1e-5);
        }
    }

    /**
     * Both programs measure on 40,000 points of their own, and must agree within 5 standard errors
     * of the difference (a false alarm once in 900,000 seeds; the guesses are fitted to 10,000
     * points of their own too, which moves the accuracies by far less).
     */
    @Test
    void theMeasuresThatSample() {
        double higgins = new HigginsMetric(3, 10_000, 40_000).score(CODE, new SplittableRandom(1));
        assertEquals(EXPECTED.higgins, higgins, 5 * error(EXPECTED.higgins));
        double votes = new FactorVaeMetric(3, 10_000, 40_000).score(CODE, new SplittableRandom(2));
        assertEquals(EXPECTED.factorVae, votes, 5 * error(EXPECTED.factorVae));
    }

    private static double error(double accuracy) {
        return Math.sqrt(2 * accuracy * (1 - accuracy) / 40_000);
    }
}
