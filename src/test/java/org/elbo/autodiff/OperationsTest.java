package org.elbo.autodiff;

import static org.elbo.autodiff.GradientCheck.check;
import static org.elbo.autodiff.GradientCheck.random;
import static org.elbo.autodiff.GradientCheck.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elbo.prob.LogSumExp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation against a formula in double precision and its central differences. */
class OperationsTest {
    private static final double TOLERANCE = 1e-5;

    private static double activation(Activation activation, double x) {
        return switch (activation) {
            case IDENTITY -> x;
            case TANH -> Math.tanh(x);
            case RELU -> Math.max(x, 0);
            case ELU -> x > 0 ? x : Math.expm1(x);
            case SOFTPLUS -> Math.log1p(Math.exp(x));
            case SIGMOID -> 1 / (1 + Math.exp(-x));
        };
    }

    private static double[][] map(double[][] x, DoubleUnaryOperator f) {
        return elementwise(x.length, x[0].length, (i, j) -> f.applyAsDouble(x[i][j]));
    }

    private interface Element {
        double at(int row, int column);
    }

    private static double[][] elementwise(int rows, int columns, Element element) {
        double[][] y = zeros(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y[i][j] = element.at(i, j);
            }
        }
        return y;
    }

    private static double[][] rowSums(int rows, int columns, Element element) {
        return elementwise(rows, 1, (i, unused) -> sum(columns, j -> element.at(i, j)));
    }

    private static double sum(int n, IntToDoubleFunction term) {
        return IntStream.range(0, n).mapToDouble(term).sum();
    }

    private static double[][] layer(Activation activation, double[][][] in) {
        double[][] x = in[0];
        double[][] w = in[1];
        double[][] b = in[2];
        return elementwise(
                x.length,
                b[0].length,
                (i, j) -> activation(activation, b[0][j] + sum(w.length, k -> x[i][k] * w[k][j])));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void denseLayer(Activation activation) {
        check(
                TOLERANCE,
                (t, v) -> t.dense(v[0], v[1], v[2], activation),
                in -> layer(activation, in),
                random(3, 5, 1, 1),
                random(5, 4, 1, 2),
                random(1, 4, 1, 3));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activations(Activation activation) {
        check(
                TOLERANCE,
                (t, v) -> t.activate(v[0], activation),
                in -> map(in[0], x -> activation(activation, x)),
                random(3, 7, 2, 4));
    }

    @Test
    void sumsDifferencesAndMultiples() {
        double[][] a = random(3, 4, 1, 5);
        double[][] b = random(3, 4, 1, 6);
        check(
                TOLERANCE,
                (t, v) -> t.add(v[0], v[1]),
                in -> elementwise(3, 4, (i, j) -> in[0][i][j] + in[1][i][j]),
                a,
                b);
        check(
                TOLERANCE,
                (t, v) -> t.subtract(v[0], v[1]),
                in -> elementwise(3, 4, (i, j) -> in[0][i][j] - in[1][i][j]),
                a,
                b);
        check(
                TOLERANCE,
                (t, v) -> t.combine(v[0], 0.25, v[1], -3),
                in -> elementwise(3, 4, (i, j) -> 0.25 * in[0][i][j] - 3 * in[1][i][j]),
                a,
                b);
        check(TOLERANCE, (t, v) -> t.scale(v[0], 2.5), in -> map(in[0], x -> 2.5 * x), a);
        check(TOLERANCE, (t, v) -> t.negate(v[0]), in -> map(in[0], x -> -x), a);
        check(TOLERANCE, (t, v) -> t.affine(v[0], -2, 7), in -> map(in[0], x -> 7 - 2 * x), a);
    }

    @Test
    void productsAndExponentials() {
        check(
                TOLERANCE,
                (t, v) -> t.multiply(v[0], v[1]),
                in -> elementwise(2, 5, (i, j) -> in[0][i][j] * in[1][i][j]),
                random(2, 5, 1, 7),
                random(2, 5, 1, 8));
        check(TOLERANCE, (t, v) -> t.exp(v[0]), in -> map(in[0], Math::exp), random(2, 5, 2, 9));
        check(
                TOLERANCE,
                (t, v) -> t.multiply(v[0], v[0]),
                in -> map(in[0], x -> x * x),
                random(2, 5, 1, 10));
    }

    @Test
    void piecesOfMatrices() {
        check(
                TOLERANCE,
                (t, v) -> t.columns(v[0], 1, 4),
                in -> elementwise(3, 3, (i, j) -> in[0][i][j + 1]),
                random(3, 6, 1, 11));
        check(
                TOLERANCE,
                (t, v) -> t.add(t.columns(v[0], 0, 3), t.columns(v[0], 2, 5)),
                in -> elementwise(3, 3, (i, j) -> in[0][i][j] + in[0][i][j + 2]),
                random(3, 5, 1, 12));
        check(
                TOLERANCE,
                (t, v) -> t.concat(v[0], v[1]),
                in -> elementwise(3, 5, (i, j) -> j < 2 ? in[0][i][j] : in[1][i][j - 2]),
                random(3, 2, 1, 13),
                random(3, 3, 1, 14));
        check(
                TOLERANCE,
                (t, v) -> t.concat(v[0], v[0]),
                in -> elementwise(3, 4, (i, j) -> in[0][i][j % 2]),
                random(3, 2, 1, 15));
        check(
                TOLERANCE,
                (t, v) -> t.repeatRows(v[0], 3),
                in -> elementwise(6, 2, (i, j) -> in[0][i / 3][j]),
                random(2, 2, 1, 16));
    }

    /** In any order, one twice and one never; narrow, wider than a thread's share, than a tile. */
    @ParameterizedTest
    @ValueSource(ints = {2, 300, 2500})
    void chosenRows(int columns) {
        int[] which = {2, 0, 2, 3};
        check(
                TOLERANCE,
                (t, v) -> t.rows(v[0], which),
                in -> elementwise(4, columns, (i, j) -> in[0][which[i]][j]),
                random(4, columns, 1, 40));
        check( // with a second use of the same value
                TOLERANCE,
                (t, v) -> t.add(t.rows(v[0], 1, 0), v[0]),
                in -> elementwise(2, columns, (i, j) -> in[0][1 - i][j] + in[0][i][j]),
                random(2, columns, 1, 41));
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 1", "4, 10, 1", "4, 10, 60", "2, 2500, 1"})
    void logSoftmax(int rows, int columns, double size) {
        check(
                TOLERANCE,
                (t, v) -> t.logSoftmax(v[0]),
                in -> logSoftmax(in[0]),
                random(rows, columns, size, 42));
    }

    private static double[][] logSoftmax(double[][] x) {
        double[] sums = Stream.of(x).mapToDouble(LogSumExp::of).toArray();
        return elementwise(x.length, x[0].length, (i, j) -> x[i][j] - sums[i]);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "2, 2500", "60, 70"})
    void sumsAndMeans(int rows, int columns) {
        double[][] x = random(rows, columns, 1, 17);
        check(
                TOLERANCE,
                (t, v) -> t.sum(v[0]),
                in -> new double[][] {{sum(rows, i -> sum(columns, j -> in[0][i][j]))}},
                x);
        check(
                TOLERANCE,
                (t, v) -> t.mean(v[0]),
                in ->
                        new double[][] {
                            {sum(rows, i -> sum(columns, j -> in[0][i][j])) / (rows * columns)}
                        },
                x);
        check(
                TOLERANCE,
                (t, v) -> t.rowSums(v[0]),
                in -> rowSums(rows, columns, (i, j) -> in[0][i][j]),
                x);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 1", "2, 3", "3, 50", "1, 2500"})
    void logMeansOfExponentials(int rows, int k) {
        double[][] x = random(rows * k, 1, 2, 34);
        check(
                TOLERANCE,
                (t, v) -> t.logMeanExp(v[0], k),
                in ->
                        elementwise(
                                rows,
                                1,
                                (i, unused) ->
                                        Math.log(sum(k, j -> Math.exp(in[0][i * k + j][0])) / k)),
                x);
    }

    /** The identity, but with rows of the derivative multiplied: checked against row factors. */
    @Test
    void scaledGradients() {
        Parameter x = Parameter.of("x", org.nd4j.linalg.factory.Nd4j.create(random(3, 2, 1, 35)));
        Tape tape = new Tape();
        Value factors = tape.constant(new float[] {0, 1, -3}, 3, 1);
        Value scaled = tape.scaleGradient(tape.parameter(x), factors);
        assertEquals(x.value(), scaled.data());
        tape.backward(tape.sum(tape.multiply(scaled, scaled)));
        GradientCheck.close(
                "gradient",
                TOLERANCE,
                elementwise(
                        3, 2, (i, j) -> new double[] {0, 1, -3}[i] * 2 * x.value().getDouble(i, j)),
                x.gradient());
    }

    @Test
    void reparameterization() {
        check(
                TOLERANCE,
                (t, v) -> t.reparameterize(v[0], v[1], t.constant(eps())),
                in ->
                        elementwise(
                                3,
                                4,
                                (i, j) ->
                                        in[0][i][j]
                                                + Math.exp(in[1][i][j] / 2) * eps().getFloat(i, j)),
                random(3, 4, 1, 19),
                random(3, 4, 1, 20));
    }

    private static org.nd4j.linalg.api.ndarray.INDArray eps() {
        return org.nd4j.linalg.factory.Nd4j.create(random(3, 4, 1, 18))
                .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
    }

    @ParameterizedTest
    @CsvSource({"1", "10", "40"})
    void bernoulli(double size) {
        double[][] x = map(random(3, 6, 1, 21), v -> v > 0 ? 1 : 0);
        check(
                TOLERANCE,
                (t, v) -> t.bernoulliLogLikelihood(v[0], v[1]),
                in ->
                        rowSums(
                                3,
                                6,
                                (i, j) ->
                                        in[1][i][j] * in[0][i][j]
                                                - Math.max(in[0][i][j], 0)
                                                - Math.log1p(Math.exp(-Math.abs(in[0][i][j])))),
                random(3, 6, size, 22),
                x);
    }

    @Test
    void gaussian() {
        check(
                TOLERANCE,
                (t, v) -> t.gaussianLogLikelihood(v[0], v[1], v[2]),
                in -> rowSums(3, 5, (i, j) -> logNormal(in[2][i][j], in[0][i][j], in[1][i][j])),
                random(3, 5, 1, 23),
                random(3, 5, 1, 24),
                random(3, 5, 1, 25));
        check(
                TOLERANCE,
                (t, v) -> t.standardGaussianLogLikelihood(v[0]),
                in -> rowSums(3, 5, (i, j) -> logNormal(in[0][i][j], 0, 0)),
                random(3, 5, 1, 26));
    }

    private static double logNormal(double x, double mu, double logVar) {
        double d = x - mu;
        return -Math.log(Math.sqrt(2 * Math.PI * Math.exp(logVar)))
                - d * d / (2 * Math.exp(logVar));
    }

    @Test
    void kl() {
        check(
                TOLERANCE,
                (t, v) -> t.gaussianKl(v[0], v[1]),
                in ->
                        rowSums(
                                3,
                                5,
                                (i, j) -> {
                                    double mu = in[0][i][j];
                                    double logVar = in[1][i][j];
                                    return (mu * mu + Math.exp(logVar) - 1 - logVar) / 2;
                                }),
                random(3, 5, 1, 27),
                random(3, 5, 1, 28));
    }

    @Test
    void klOfEachDimension() {
        check(
                TOLERANCE,
                (t, v) -> t.gaussianKlTerms(v[0], v[1]),
                in -> elementwise(3, 5, (i, j) -> klTerm(in[0][i][j], in[1][i][j])),
                random(3, 5, 1, 34),
                random(3, 5, 1, 35));
        check( // more than a tile
                TOLERANCE,
                (t, v) -> t.rowSums(t.gaussianKlTerms(v[0], v[1])),
                in -> rowSums(2, 1100, (i, j) -> klTerm(in[0][i][j], in[1][i][j])),
                random(2, 1100, 1, 36),
                random(2, 1100, 1, 37));
    }

    /** Below, between and above the means of the columns, which are 0.2, -0.1, 0.6 and so on. */
    @ParameterizedTest
    @CsvSource({"0", "0.3", "10"})
    void freeBits(double lambda) {
        double[][] kl = random(3, 6, 1, 38);
        check(
                TOLERANCE,
                (t, v) -> t.freeBits(v[0], lambda),
                in ->
                        new double[][] {
                            {sum(6, j -> Math.max(lambda, sum(3, i -> in[0][i][j]) / 3))}
                        },
                kl);
        check( // with a second use of the same value
                TOLERANCE,
                (t, v) -> t.add(t.freeBits(v[0], lambda), t.sum(v[0])),
                in ->
                        new double[][] {
                            {
                                sum(6, j -> Math.max(lambda, sum(3, i -> in[0][i][j]) / 3))
                                        + sum(3, i -> sum(6, j -> in[0][i][j]))
                            }
                        },
                kl);
    }

    @Test
    void squaredErrors() {
        check(
                TOLERANCE,
                (t, v) -> t.squaredError(v[0], v[1]),
                in -> rowSums(3, 5, (i, j) -> Math.pow(in[0][i][j] - in[1][i][j], 2)),
                random(3, 5, 1, 29),
                random(3, 5, 1, 30));
    }

    @Test
    void aComposition() {
        check(
                1e-4,
                (t, v) -> {
                    Value h = t.dense(v[0], v[1], v[2], Activation.TANH);
                    Value kl = t.gaussianKl(t.columns(h, 0, 2), t.columns(h, 2, 4));
                    return t.add(kl, t.rowSums(t.multiply(h, t.activate(h, Activation.SOFTPLUS))));
                },
                in -> {
                    double[][] h = layer(Activation.TANH, in);
                    return elementwise(
                            3,
                            1,
                            (i, unused) ->
                                    sum(2, j -> klTerm(h[i][j], h[i][j + 2]))
                                            + sum(
                                                    4,
                                                    j ->
                                                            h[i][j]
                                                                    * activation(
                                                                            Activation.SOFTPLUS,
                                                                            h[i][j])));
                },
                random(3, 5, 1, 31),
                random(5, 4, 1, 32),
                random(1, 4, 1, 33));
    }

    private static double klTerm(double mu, double logVar) {
        return (mu * mu + Math.exp(logVar) - 1 - logVar) / 2;
    }
}
