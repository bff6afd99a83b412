package org.elbo.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares an operation with a formula in double precision: its value with the formula's, its
 * gradient with central differences of the formula. The loss is the sum of the results, each
 * multiplied by its own fixed weight, so that an error in one place cannot hide behind another.
 */
final class GradientCheck {
    private static final double STEP = 1e-5;

    private GradientCheck() {}

    /** Inputs as matrices; the reference maps them to the result, row after row. */
    static void check(
            double tolerance,
            BiFunction<Tape, Value[], Value> operation,
            Function<double[][][], double[][]> reference,
            double[][]... inputs) {
        Parameter[] parameters = new Parameter[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            parameters[i] = Parameter.of("input" + i, Nd4j.create(inputs[i]));
            inputs[i] = rounded(parameters[i].value());
        }
        Tape tape = new Tape();
        for (int repeat = 0; repeat < 2; repeat++) { // the second time with reused memory
            tape.clear();
            Value[] values = new Value[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                values[i] = tape.parameter(parameters[i]);
            }
            Value result = operation.apply(tape, values);
            double[][] expected = reference.apply(inputs);
            close("value", tolerance, expected, result.data());
            Value weights = tape.constant(weights(result.rows(), result.columns()));
            tape.backward(tape.sum(tape.multiply(result, weights)));
            for (int i = 0; i < inputs.length; i++) {
                double[][] derivative = differences(reference, inputs, i);
                close("gradient by input " + i, tolerance, derivative, parameters[i].gradient());
            }
        }
    }

    /** Random matrix with elements around zero. */
    static double[][] random(int rows, int columns, double size, long seed) {
        Random rng = new Random(seed);
        double[][] x = new double[rows][columns];
        for (double[] row : x) {
            for (int j = 0; j < columns; j++) {
                row[j] = size * rng.nextGaussian();
            }
        }
        return x;
    }

    static double[][] zeros(int rows, int columns) {
        return new double[rows][columns];
    }

    private static double[][] rounded(INDArray array) {
        double[][] x = new double[array.rows()][array.columns()];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[i].length; j++) {
                x[i][j] = array.getFloat(i, j);
            }
        }
        return x;
    }

    private static INDArray weights(int rows, int columns) {
        return Nd4j.create(random(rows, columns, 1, 99));
    }

    private static double[][] differences(
            Function<double[][][], double[][]> reference, double[][][] inputs, int which) {
        double[][] x = inputs[which];
        double[][] derivative = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[i].length; j++) {
                double at = x[i][j];
                x[i][j] = at + STEP;
                double up = loss(reference.apply(inputs));
                x[i][j] = at - STEP;
                double down = loss(reference.apply(inputs));
                x[i][j] = at;
                derivative[i][j] = (up - down) / (2 * STEP);
            }
        }
        return derivative;
    }

    private static double loss(double[][] result) {
        double[][] weights =
                rounded(
                        weights(result.length, result[0].length)
                                .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT));
        double sum = 0;
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < result[i].length; j++) {
                sum += weights[i][j] * result[i][j];
            }
        }
        return sum;
    }

    /** Errors relative to the largest element, which is what single precision can promise. */
    static void close(String what, double tolerance, double[][] expected, INDArray actual) {
        double size = 1e-3;
        for (double[] row : expected) {
            for (double v : row) {
                size = Math.max(size, Math.abs(v));
            }
        }
        assertEquals(expected.length, actual.rows(), what + ": rows");
        assertEquals(expected[0].length, actual.columns(), what + ": columns");
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                String where = what + " at " + i + ", " + j;
                assertEquals(expected[i][j], actual.getFloat(i, j), tolerance * size, where);
            }
        }
    }
}
