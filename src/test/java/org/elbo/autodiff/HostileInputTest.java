package org.elbo.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is wrong is refused, and the message says what, where, what was expected and found. */
class HostileInputTest {
    private final Tape tape = new Tape();

    private Value zeros(int rows, int columns) {
        return tape.constant(0, rows, columns);
    }

    private static void refused(Executable executable, String... words) {
        String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
        assertTrue(!message.contains("\n"), "one line: " + message);
    }

    @Test
    void arraysThatAreNotMatricesOfNumbers() {
        refused(() -> tape.constant(null), "constant", "null");
        refused(() -> tape.constant(Nd4j.create(2, 3, 4)), "constant", "[2, 3, 4]", "reshape");
        refused(() -> tape.constant(Nd4j.create(new float[] {1, 2})), "[2]", "matrix");
        refused(() -> tape.constant(Nd4j.scalar(1f)), "[]", "matrix");
        refused(() -> tape.constant(Nd4j.empty(DataType.FLOAT)), "matrix");
        refused(() -> tape.constant(Nd4j.create(DataType.BOOL, 2, 2)), "BOOL", "cast");
        refused(() -> Parameter.of("enc.w", null), "enc.w", "null");
        refused(() -> Parameter.of("enc.w", Nd4j.create(2, 3, 4)), "enc.w", "[2, 3, 4]");
        assertThrows(NullPointerException.class, () -> Parameter.of(null, Nd4j.ones(1, 1)));
    }

    @Test
    void shapesThatDoNotFit() {
        Value a = zeros(2, 3);
        Value b = zeros(2, 4);
        INDArray x = Nd4j.ones(DataType.FLOAT, 3, 2);
        refused(() -> tape.add(a, b), "[2, 4]", "[2, 3]");
        refused(() -> tape.subtract(a, b), "[2, 4]", "[2, 3]");
        refused(() -> tape.multiply(a, b), "multiply", "[2, 4]", "[2, 3]");
        refused(() -> tape.bernoulliLogLikelihood(a, x), "bernoulli", "[3, 2]", "[2, 3]");
        refused(() -> tape.gaussianLogLikelihood(a, a, x), "gaussian", "x", "[3, 2]", "[2, 3]");
        refused(() -> tape.gaussianLogLikelihood(a, b, x), "logVar", "[2, 4]", "[2, 3]");
        refused(() -> tape.gaussianKl(a, b), "gaussianKl", "logVar", "[2, 4]");
        refused(() -> tape.reparameterize(a, a, x), "epsilon", "[3, 2]", "[2, 3]");
        refused(() -> tape.squaredError(a, x), "squaredError", "[3, 2]", "[2, 3]");
        refused(() -> tape.concat(a, zeros(3, 3)), "concat", "2", "3");
        refused(() -> tape.rows(a, 0, 2), "row 2", "2 rows");
        refused(() -> tape.rows(a, -1), "row -1", "2 rows");
        refused(() -> tape.rows(a), "none is chosen");
        refused(() -> tape.columns(a, 1, 4), "columns 1 to 4", "[2, 3]");
        refused(() -> tape.columns(a, -1, 2), "columns -1 to 2");
        refused(() -> tape.columns(a, 2, 2), "columns 2 to 2");
        refused(() -> tape.repeatRows(a, 0), "times");
        refused(() -> tape.scaleGradient(a, b), "scaleGradient", "[2, 4]", "[2, 1]");
        refused(() -> tape.logMeanExp(a, 2), "logMeanExp", "column", "[2, 3]");
        refused(() -> tape.logMeanExp(zeros(7, 1), 2), "multiple of 2", "[7, 1]");
        refused(() -> tape.logMeanExp(zeros(7, 1), 0), "k is 0");
        refused(() -> tape.constant(1, 0, 3), "rows");
        refused(() -> tape.constant(new float[5], 2, 3), "5", "[2, 3]");
        refused(() -> tape.noise(0, 3, new Random(1)), "rows");
        refused(() -> tape.noise(3, -1, new Random(1)), "columns");
        refused(() -> tape.noise(65536, 65536, new Random(1)), "[65536, 65536]", "too large");
        refused(() -> tape.repeatRows(zeros(1, 50_000), 50_000), "[50000, 50000]", "too large");
        assertThrows(NullPointerException.class, () -> tape.noise(2, 3, null));
        assertEquals(0, tape.sum(zeros(2, 3)).item(), "the tape still works");
    }

    @Test
    void layersThatDoNotFit() {
        Value x = zeros(2, 3);
        Activation tanh = Activation.TANH;
        refused(() -> tape.dense(x, zeros(4, 5), zeros(1, 5), tanh), "[2, 3]", "[2, 4]", "weight");
        refused(() -> tape.dense(x, zeros(3, 5), zeros(5, 1), tanh), "bias", "[5, 1]", "[1, 5]");
        assertThrows(
                NullPointerException.class, () -> tape.dense(x, zeros(3, 5), zeros(1, 5), null));
        assertThrows(NullPointerException.class, () -> tape.parameter(null));
        assertThrows(NullPointerException.class, () -> tape.exp(null));
    }

    @Test
    void lossesThatHaveNoDerivative() {
        Value x = tape.parameter(Parameter.of("w", Nd4j.ones(2, 2)));
        refused(() -> tape.backward(x), "loss", "[2, 2]", "sum");
        Value constant = tape.sum(zeros(2, 2));
        refused(() -> tape.backward(constant), "no parameter");
        assertThrows(IllegalStateException.class, x::item);
        Value unused = tape.exp(x);
        tape.backward(tape.sum(x));
        String message = assertThrows(IllegalStateException.class, unused::gradient).getMessage();
        assertTrue(message.contains("backward"), message);
    }

    @Test
    void valuesOfAnotherTapeOrAnEarlierStep() {
        Value old = zeros(2, 2);
        refused(() -> new Tape().exp(old), "another tape");
        tape.clear();
        refused(() -> tape.exp(old), "clear()");
    }

    @Test
    void aRefusedOperationLeavesTheTapeUsable() {
        Parameter w = Parameter.of("w", Nd4j.ones(2, 2));
        Value v = tape.parameter(w);
        refused(() -> tape.add(v, zeros(1, 1)), "[1, 1]");
        tape.backward(tape.sum(tape.exp(v)));
        assertEquals((float) Math.E, w.gradient().getFloat(1, 1), 1e-6);
    }

    @Test
    void notANumberIsCarriedToTheLossAndNotHidden() {
        for (Activation activation : Activation.values()) {
            tape.clear();
            Value nan = tape.constant(Double.NaN, 2, 2);
            assertTrue(Double.isNaN(tape.sum(tape.activate(nan, activation)).item()));
        }
        tape.clear();
        Value nan = tape.constant(Double.NaN, 2, 2);
        Value one = tape.constant(1, 2, 2);
        assertTrue(Double.isNaN(tape.mean(tape.bernoulliLogLikelihood(nan, one)).item()));
        assertTrue(Double.isNaN(tape.mean(tape.gaussianLogLikelihood(one, nan, one)).item()));
        assertTrue(Double.isNaN(tape.mean(tape.gaussianKl(one, nan)).item()));
        assertTrue(Double.isNaN(tape.sum(tape.reparameterize(one, nan, one)).item()));
        assertTrue(
                Double.isNaN(
                        tape.sum(tape.dense(nan, one, tape.constant(0, 1, 2), Activation.RELU))
                                .item()));
    }

    @Test
    void hugeLogitsGiveFiniteLikelihoods() {
        Value logits = tape.constant(new float[] {1e4f, -1e4f, 1e4f, -1e4f}, 2, 2);
        Value x = tape.constant(new float[] {1, 0, 0, 1}, 2, 2);
        INDArray likelihood = tape.bernoulliLogLikelihood(logits, x).data();
        assertArrayEquals(new float[] {0, -2e4f}, likelihood.dup().data().asFloat(), 1e-3f);
    }

    /** Groups of two: far below and far above what exp can hold, log 0, and a NaN. */
    @Test
    void hugeLogWeightsHaveFiniteLogMeans() {
        float zero = Float.NEGATIVE_INFINITY;
        float[] x = {1e4f, 1e4f, -1e4f, -1e4f, 5, zero, zero, zero, 1, Float.NaN};
        Parameter w = Parameter.of("w", Nd4j.create(x, new long[] {10, 1}, 'c'));
        Value means = tape.logMeanExp(tape.parameter(w), 2);
        float half = (float) (5 - Math.log(2));
        float[] expected = {1e4f, -1e4f, half, zero, Float.NaN};
        assertArrayEquals(expected, means.data().dup().data().asFloat(), 1e-6f);
        tape.backward(tape.sum(means));
        float[] gradient = w.gradient().dup().data().asFloat();
        float[] shares = {0.5f, 0.5f, 0.5f, 0.5f, 1, 0};
        assertArrayEquals(shares, java.util.Arrays.copyOf(gradient, 6), 1e-6f);
    }

    @Test
    void parametersAreCopiedAndCheckedOnAssignment() {
        INDArray value = Nd4j.ones(DataType.FLOAT, 2, 2);
        Parameter w = Parameter.of("enc.w", value);
        value.assign(7);
        assertEquals(1, w.value().getFloat(0, 0));
        refused(() -> w.assign(new float[3]), "enc.w", "4", "3");
        w.assign(new float[] {1, 2, 3, 4});
        assertEquals(3, w.value().getFloat(1, 0));
    }
}
