package org.elbo.autodiff;

import static org.elbo.autodiff.GradientCheck.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Operations on matrices so large that threads share them, piece by piece, give the very same
 * numbers and gradients as on a few rows at a time.
 */
class PiecesTest {
    private static final int PARTS = 5;

    private interface Operation extends BiFunction<Tape, Value[], Value> {}

    private static Named<Operation> op(String name, Operation operation) {
        return Named.of(name, operation);
    }

    private static Stream<Named<Operation>> operations() {
        return Stream.of(
                op("columns", (t, v) -> t.columns(v[0], 3, 20)),
                op("concat", (t, v) -> t.concat(v[0], t.columns(v[1], 0, 7))),
                op("repeatRows", (t, v) -> t.repeatRows(v[0], 3)),
                op("rowSums", (t, v) -> t.rowSums(v[0])),
                op("scaleGradient", (t, v) -> t.scaleGradient(v[0], t.columns(v[1], 0, 1))),
                op("multiply", (t, v) -> t.multiply(v[0], v[1])),
                op("squaredError", (t, v) -> t.squaredError(v[0], v[1])),
                op("reparameterize", (t, v) -> t.reparameterize(v[0], v[1], v[2])),
                op("gaussianKl", (t, v) -> t.gaussianKl(v[0], v[1])),
                op("gaussianKlTerms", (t, v) -> t.gaussianKlTerms(v[0], v[1])),
                op("gaussian", (t, v) -> t.gaussianLogLikelihood(v[0], v[1], v[2])),
                op("standard Gaussian", (t, v) -> t.standardGaussianLogLikelihood(v[0])),
                op("bernoulli", (t, v) -> t.bernoulliLogLikelihood(v[0], v[1])),
                op("rankOneKl", (t, v) -> t.rankOneKl(v[0], v[1], v[2])),
                op("rankOneLogDeterminant", (t, v) -> t.rankOneLogDeterminant(v[0], v[1])),
                op("rankOne", (t, v) -> t.rankOneReparameterize(v[0], v[1], v[2], v[3])),
                op("rankOne density", (t, v) -> t.rankOneLogLikelihood(v[0], v[1], v[2], v[3])));
    }

    private static Stream<Arguments> cases() {
        return Stream.concat(
                operations()
                        .flatMap( // many rows to a piece; one row larger than a tile
                                o ->
                                        Stream.of(
                                                Arguments.of(o, 605, 31),
                                                Arguments.of(o, 10, 2500))),
                Stream.of(
                        Arguments.of(
                                op("logMeanExp", (t, v) -> t.logMeanExp(v[0], 5)), 30_000, 1)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theWholeIsMadeOfItsParts(Operation operation, int rows, int columns) {
        double[][][] inputs = new double[4][][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = random(rows, columns, 1, 60 + i);
        }
        float[][] whole = results(operation, inputs, 0, rows);
        for (int part = 0; part < PARTS; part++) {
            float[][] some =
                    results(operation, inputs, part * rows / PARTS, (part + 1) * rows / PARTS);
            for (int i = 0; i < whole.length; i++) {
                int from = part * whole[i].length / PARTS;
                float[] expected = Arrays.copyOfRange(whole[i], from, from + some[i].length);
                assertArrayEquals(expected, some[i], i == 0 ? "values" : "gradient by " + (i - 1));
            }
        }
    }

    /** Values, then the gradients by all inputs, of the given rows. */
    private static float[][] results(Operation operation, double[][][] inputs, int from, int to) {
        Tape tape = new Tape();
        Parameter[] parameters = new Parameter[inputs.length];
        Value[] values = new Value[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            double[][] rows = Arrays.copyOfRange(inputs[i], from, to);
            parameters[i] = Parameter.of("input" + i, Nd4j.create(rows));
            values[i] = tape.parameter(parameters[i]);
        }
        Value y = operation.apply(tape, values);
        tape.backward(tape.sum(tape.multiply(y, y)));
        return Stream.concat(
                        Stream.of(y.data()), Arrays.stream(parameters).map(Parameter::gradient))
                .map(x -> x.dup().data().asFloat())
                .toArray(float[][]::new);
    }

    /** All means are above 0 free nats, so that it is the mean over the rows of their sums. */
    @Test
    void freeBitsOfManyRows() {
        Parameter kl = Parameter.of("kl", Nd4j.ones(605, 31));
        Tape tape = new Tape();
        Value y = tape.freeBits(tape.parameter(kl), 0);
        assertEquals(31, y.item(), 1e-3);
        tape.backward(y);
        float[] expected = new float[605 * 31];
        Arrays.fill(expected, 1f / 605);
        assertArrayEquals(expected, kl.gradient().dup().data().asFloat());
    }
}
