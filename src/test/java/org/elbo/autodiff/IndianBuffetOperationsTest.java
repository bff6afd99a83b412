package org.elbo.autodiff;

import static org.elbo.autodiff.GradientCheck.check;
import static org.elbo.autodiff.GradientCheck.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.elbo.prob.Bernoulli;
import org.elbo.prob.Beta;
import org.elbo.prob.BinaryConcrete;
import org.elbo.prob.Kl;
import org.elbo.prob.Kumaraswamy;
import org.elbo.prob.StickBreaking;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The operations of the Indian buffet against the distributions of package prob. */
class IndianBuffetOperationsTest {
    private static final double TOLERANCE = 1e-5;

    private interface Element {
        double at(int row, int column);
    }

    private static double[][] elementwise(double[][] like, Element element) {
        double[][] y = new double[like.length][like[0].length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y[i].length; j++) {
                y[i][j] = element.at(i, j);
            }
        }
        return y;
    }

    private static INDArray exponentials(int rows, int columns) {
        Random rng = new Random(3);
        INDArray e = Nd4j.create(rows, columns);
        for (int i = 0; i < e.length(); i++) {
            e.putScalar(i, rng.nextExponential());
        }
        return e;
    }

    /** The probability of a greater draw is (1 - x^a)^b, and exp(-e) is uniform. */
    @Test
    void logOfDrawInvertsTheCumulative() {
        INDArray noise = exponentials(3, 6);
        check(
                TOLERANCE,
                (t, v) -> t.kumaraswamyLogSample(v[0], v[1], t.constant(noise)),
                in ->
                        elementwise(
                                in[0],
                                (i, j) -> quantileLog(in[0][i][j], in[1][i][j], noise, i, j)),
                random(3, 6, 1, 1),
                random(3, 6, 1, 2));
    }

    private static double quantileLog(double logA, double logB, INDArray noise, int i, int j) {
        double u = Math.exp(-noise.getFloat(i, j));
        return Math.log(1 - Math.pow(u, Math.exp(-logB))) / Math.exp(logA);
    }

    @Test
    void drawsHaveTheCumulativeOfTheDistribution() {
        Tape tape = new Tape();
        Value y =
                tape.kumaraswamyLogSample(
                        tape.constant(Math.log(2.5), 1, 1),
                        tape.constant(Math.log(0.4), 1, 1),
                        tape.constant(1.3, 1, 1));
        double x = Math.exp(y.data().getFloat(0));
        assertEquals(Math.exp(-1.3), 1 - Kumaraswamy.of(2.5, 0.4).cumulative(x), 1e-6);
    }

    @Test
    void divergenceIsThatOfPackageProb() {
        for (double alpha : new double[] {0.5, 1, 10}) {
            check(
                    TOLERANCE,
                    (t, v) -> t.kumaraswamyKl(v[0], v[1], alpha),
                    in ->
                            elementwise(
                                    in[0],
                                    (i, j) -> kl(in[0][i][j], in[1][i][j], Beta.of(alpha, 1))),
                    random(2, 7, 1, 4),
                    random(2, 7, 1, 5));
        }
    }

    private static double kl(double logA, double logB, Beta prior) {
        return Kl.divergence(Kumaraswamy.of(Math.exp(logA), Math.exp(logB)), prior, 1).value();
    }

    @Test
    void runningSums() {
        check(
                TOLERANCE,
                (t, v) -> t.cumulativeSums(v[0]),
                in -> elementwise(in[0], (i, j) -> Arrays.stream(in[0][i], 0, j + 1).sum()),
                random(3, 5, 1, 6));
    }

    @Test
    void logOdds() {
        double[][] logP = elementwise(random(3, 5, 2, 7), (i, j) -> -0.02 - 0.7 * i - j * j);
        check(
                TOLERANCE,
                (t, v) -> t.logitOfLog(v[0]),
                in -> elementwise(in[0], (i, j) -> StickBreaking.logit(in[0][i][j])),
                logP);
    }

    /** A thousand sticks of mean log length -1000 to -1 each: all finite, forward and back. */
    @Test
    void thousandSticksStayFinite() {
        for (double logA : new double[] {-7, 0, 7}) {
            Tape tape = new Tape();
            Parameter a = Parameter.of("logA", Nd4j.ones(1, 1000).mul(logA));
            Parameter b = Parameter.of("logB", Nd4j.zeros(1, 1000));
            Value noise = tape.constant(exponentials(1, 1000));
            Value nu = tape.kumaraswamyLogSample(tape.parameter(a), tape.parameter(b), noise);
            Value logit = tape.logitOfLog(tape.cumulativeSums(nu));
            tape.backward(tape.sum(logit));
            for (INDArray x : new INDArray[] {logit.data(), a.gradient(), b.gradient()}) {
                assertTrue(Double.isFinite(x.sumNumber().doubleValue()), "logA " + logA);
            }
        }
    }

    @Test
    void certainEventsHaveLogOdds16() {
        Tape tape = new Tape();
        Parameter x = Parameter.of("x", Nd4j.create(new float[][] {{0, -1e-9f, -1e-6f}}));
        Value y = tape.logitOfLog(tape.parameter(x));
        tape.backward(tape.sum(y));
        assertEquals(23 * Math.log(2), y.data().getFloat(0), 1e-4);
        assertEquals(y.data().getFloat(0), y.data().getFloat(1));
        assertEquals(0, x.gradient().getFloat(0));
        assertEquals(1e6, x.gradient().getFloat(2), 10);
    }

    @Test
    void relaxedCoins() {
        double[][] logit = random(2, 6, 2, 8);
        double[][] y = random(2, 6, 3, 9);
        for (double temperature : new double[] {0.1, 0.7, 3}) {
            check(
                    TOLERANCE,
                    (t, v) -> t.binaryConcrete(v[0], v[1], temperature),
                    in -> elementwise(in[0], (i, j) -> (in[0][i][j] + in[1][i][j]) / temperature),
                    logit,
                    y);
            check(
                    TOLERANCE,
                    (t, v) -> t.binaryConcreteLogDensity(v[0], temperature, v[1]),
                    in ->
                            elementwise(
                                    in[0],
                                    (i, j) ->
                                            BinaryConcrete.of(in[0][i][j], temperature)
                                                    .logDensityOfLogit(in[1][i][j])),
                    logit,
                    y);
        }
    }

    @Test
    void divergenceOfCoins() {
        check(
                TOLERANCE,
                (t, v) -> t.bernoulliKl(v[0], v[1]),
                in ->
                        elementwise(
                                in[0],
                                (i, j) ->
                                        Kl.divergence(
                                                Bernoulli.ofLogit(in[0][i][j]),
                                                Bernoulli.ofLogit(in[1][i][j]))),
                random(2, 6, 3, 10),
                random(2, 6, 3, 11));
    }

    @Test
    void badArgumentsAreRefused() {
        Tape tape = new Tape();
        Value x = tape.constant(-1, 2, 3);
        Value other = tape.constant(-1, 2, 4);
        for (double bad : new double[] {0, -1, Double.NaN}) {
            refused("temperature", () -> tape.binaryConcrete(x, x, bad));
            refused("temperature", () -> tape.binaryConcreteLogDensity(x, bad, x));
            refused("alpha", () -> tape.kumaraswamyKl(x, x, bad));
        }
        refused("logB has shape [2, 4]", () -> tape.kumaraswamyKl(x, other, 1));
        refused("noise has shape [2, 4]", () -> tape.kumaraswamyLogSample(x, x, other));
        refused("[2, 4]", () -> tape.binaryConcrete(x, other, 1));
    }

    private static void refused(String words, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(words), message);
    }
}
