package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.elbo.prob.Estimate;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ProbeTest {
    private static final int ROWS = 1000;

    /** Codes of three numbers, of which the last is always the same. */
    private static INDArray code(int seed) {
        Random rng = new Random(seed);
        INDArray z = Nd4j.create(ROWS, 3);
        for (int i = 0; i < ROWS; i++) {
            z.putScalar(i, 0, 100 + 5 * rng.nextGaussian());
            z.putScalar(i, 1, rng.nextGaussian());
            z.putScalar(i, 2, 7);
        }
        return z;
    }

    private static double[] of(INDArray z, int column, DoubleUnaryOperator f) {
        return Arrays.stream(z.getColumn(column).dup().toDoubleVector()).map(f).toArray();
    }

    private static double explained(DoubleUnaryOperator f) {
        INDArray train = code(1);
        INDArray test = code(2);
        return Probe.explained(
                train, of(train, 0, f), test, of(test, 0, f), new SplittableRandom(3));
    }

    @Test
    void straightAndBentFunctionsAreExplained() {
        assertEquals(1, explained(z -> 3 * z - 1), 0.02);
        assertEquals(1, explained(z -> Math.abs(z - 100)), 0.1);
    }

    @Test
    void severalNumbersAreExplainedAsEachAlone() {
        INDArray train = code(1);
        INDArray test = code(2);
        double[][] values = {of(train, 0, z -> z), of(train, 1, Math::abs)};
        double[][] truth = {of(test, 0, z -> z), of(test, 1, Math::abs)};
        double[] both = Probe.explained(train, values, test, truth, new SplittableRandom(3));
        for (int j = 0; j < 2; j++) {
            SplittableRandom rng = new SplittableRandom(3);
            double one = Probe.explained(train, values[j], test, truth[j], rng);
            assertEquals(one, both[j], 1e-9);
        }
    }

    @Test
    void whatTheCodeDoesNotTellIsNotExplained() {
        INDArray train = code(1);
        INDArray test = code(2);
        double[] other = of(code(4), 0, z -> z);
        double[] another = of(code(5), 0, z -> z);
        double share = Probe.explained(train, other, test, another, new SplittableRandom(3));
        assertTrue(share < 0.05 && share > -0.5, "" + share);
    }

    /** Half the noise's variance goes into the number: the code can explain half of it. */
    @Test
    void noiseLimitsTheShare() {
        INDArray train = code(1);
        INDArray test = code(2);
        Random rng = new Random(6);
        DoubleUnaryOperator noisy = z -> z + rng.nextGaussian();
        double share =
                Probe.explained(
                        train, of(train, 1, noisy), test, of(test, 1, noisy), new Random(3));
        assertTrue(share > 0.35 && share < 0.55, "" + share);
    }

    private static int[] thirds(INDArray z) {
        return Arrays.stream(of(z, 1, v -> v < -0.4 ? 2 : v < 0.4 ? 0 : 1))
                .mapToInt(v -> (int) v)
                .toArray();
    }

    @Test
    void classesAreToldFromACodeThatHasThem() {
        INDArray train = code(1);
        INDArray test = code(2);
        Estimate right =
                Probe.accuracy(
                        train, thirds(train), test, thirds(test), 3, new SplittableRandom(3));
        assertTrue(right.value() > 0.95, right.toString());
        Estimate guessed =
                Probe.accuracy(
                        train, thirds(code(7)), test, thirds(code(8)), 3, new SplittableRandom(3));
        assertTrue(Math.abs(guessed.standardErrorsFrom(1 / 3.0)) < 5, guessed.toString());
    }

    @Test
    void badArgumentsAreRefused() {
        INDArray z = code(1);
        int[] labels = new int[ROWS];
        Random rng = new Random(1);
        refused("1 targets", () -> Probe.accuracy(z, new int[1], z, labels, 2, rng));
        refused("1 truths", () -> Probe.accuracy(z, labels, z, new int[1], 2, rng));
        refused("[rows, 3]", () -> Probe.accuracy(z, labels, Nd4j.ones(ROWS, 2), labels, 2, rng));
        labels[4] = 2;
        refused("label 4 is 2", () -> Probe.accuracy(z, labels, z, labels, 2, rng));
        double[] same = new double[ROWS];
        refused("is 0.0 in all", () -> Probe.explained(z, same, z, same, rng));
        double[] nan = new double[ROWS];
        nan[3] = Double.NaN;
        double[][] two = {same, same};
        refused("values of 1 numbers", () -> Probe.explained(z, new double[1][], z, two, rng));
        double[][] uneven = {same, new double[1]};
        refused("number 1 has 1 values", () -> Probe.explained(z, uneven, z, two, rng));
        refused("values[3]", () -> Probe.explained(z, nan, z, same, rng));
    }

    private static void refused(String words, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(words), message);
    }
}
