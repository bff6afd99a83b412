package org.elbo.autodiff;

import static org.elbo.autodiff.GradientCheck.check;
import static org.elbo.autodiff.GradientCheck.random;
import static org.elbo.autodiff.GradientCheck.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.elbo.prob.DiagonalGaussian;
import org.elbo.prob.Kl;
import org.elbo.prob.MultivariateGaussian;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The operations with rank-one precision, their values and central differences, against matrices:
 * inverse and determinant by commons-math3, the divergence and density by the general formulas.
 */
class RankOneTest {
    private static final double TOLERANCE = 1e-5;
    private static final int K = 4;

    private static RealMatrix covariance(double[] logVar, double[] u) {
        RealMatrix precision = MatrixUtils.createColumnRealMatrix(u);
        precision = precision.multiply(precision.transpose());
        for (int i = 0; i < u.length; i++) {
            precision.addToEntry(i, i, Math.exp(-logVar[i]));
        }
        RealMatrix inverse = new LUDecomposition(precision).getSolver().getInverse();
        return inverse.add(inverse.transpose()).scalarMultiply(0.5);
    }

    private static double[][] rows(int rows, ToDoubleFunction<Integer> of) {
        double[][] y = zeros(rows, 1);
        for (int r = 0; r < rows; r++) {
            y[r][0] = of.applyAsDouble(r);
        }
        return y;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-4, 0.3, 1, 5})
    void logDeterminant(double size) {
        check(
                TOLERANCE,
                (t, v) -> t.rankOneLogDeterminant(v[0], v[1]),
                in ->
                        rows(
                                3,
                                r ->
                                        Math.log(
                                                new LUDecomposition(covariance(in[0][r], in[1][r]))
                                                        .getDeterminant())),
                random(3, K, 1, 41),
                random(3, K, size, 42));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-4, 0.3, 1, 5})
    void divergenceFromTheStandardGaussian(double size) {
        check(
                TOLERANCE,
                (t, v) -> t.rankOneKl(v[0], v[1], v[2]),
                in ->
                        rows(
                                3,
                                r ->
                                        Kl.divergence(
                                                gaussian(in, r),
                                                DiagonalGaussian.standard(K).toMultivariate())),
                random(3, K, 1, 43),
                random(3, K, 1, 44),
                random(3, K, size, 45));
    }

    private static MultivariateGaussian gaussian(double[][][] in, int row) {
        return MultivariateGaussian.of(in[0][row], covariance(in[1][row], in[2][row]).getData());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-4, 0.3, 1, 5})
    void logDensity(double size) {
        check(
                TOLERANCE,
                (t, v) -> t.rankOneLogLikelihood(v[0], v[1], v[2], v[3]),
                in -> rows(3, r -> gaussian(in, r).logDensity(in[3][r])),
                random(3, K, 1, 46),
                random(3, K, 1, 47),
                random(3, K, size, 48),
                random(3, K, 1, 49));
    }

    /**
     * The draw as a matrix: R = (I - ((1 - sqrt eta) / s) V u u') V^1/2, the paper's own form, with
     * its limit 1/2 where s = 0.
     */
    private static double[][] factor(double[] logVar, double[] u) {
        double s = 0;
        for (int i = 0; i < K; i++) {
            s += Math.exp(logVar[i]) * u[i] * u[i];
        }
        double kappa = s > 0 ? (1 - Math.sqrt(1 / (1 + s))) / s : 0.5;
        double[][] factor = zeros(K, K);
        for (int i = 0; i < K; i++) {
            for (int j = 0; j < K; j++) {
                double one = i == j ? 1 : 0;
                double rank = kappa * Math.exp(logVar[i]) * u[i] * u[j];
                factor[i][j] = (one - rank) * Math.exp(logVar[j] / 2);
            }
        }
        return factor;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1, 5})
    void reparameterization(double size) {
        double[][] epsilon = random(3, K, 1, 50);
        float[] noise = new float[3 * K];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) epsilon[i / K][i % K];
            epsilon[i / K][i % K] = noise[i];
        }
        check(
                TOLERANCE,
                (t, v) -> t.rankOneReparameterize(v[0], v[1], v[2], t.constant(noise, 3, K)),
                in -> {
                    double[][] z = zeros(3, K);
                    for (int r = 0; r < 3; r++) {
                        RealMatrix factor =
                                MatrixUtils.createRealMatrix(factor(in[1][r], in[2][r]));
                        double[] pushed = factor.operate(epsilon[r]);
                        for (int i = 0; i < K; i++) {
                            z[r][i] = in[0][r][i] + pushed[i];
                        }
                    }
                    return z;
                },
                random(3, K, 1, 51),
                random(3, K, 1, 52),
                random(3, K, size, 53));
    }

    @Test
    void aZeroDirectionIsTheDiagonalGaussian() {
        Tape tape = new Tape();
        Random rng = new Random(1);
        float[] numbers = new float[30];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) rng.nextGaussian();
        }
        Value mu = tape.constant(numbers, 3, 5);
        Value logVar = tape.constant(java.util.Arrays.copyOfRange(numbers, 15, 30), 3, 5);
        Value zero = tape.constant(0, 3, 5);
        Value one = tape.constant(1, 3, 5);
        same(
                tape.reparameterize(mu, logVar, one),
                tape.rankOneReparameterize(mu, logVar, zero, one));
        same(tape.gaussianKl(mu, logVar), tape.rankOneKl(mu, logVar, zero));
        same(tape.rowSums(logVar), tape.rankOneLogDeterminant(logVar, zero));
        same(
                tape.gaussianLogLikelihood(mu, logVar, one),
                tape.rankOneLogLikelihood(mu, logVar, zero, one));
    }

    private static void same(Value a, Value b) {
        assertEquals(0, a.data().distance2(b.data()), 1e-5);
    }

    /**
     * The covariance of draws against the inverse of the precision. Six entries, each within 4.5
     * standard errors sqrt((c_ii c_jj + c_ij^2) / n): a false alarm once in 24,000 seeds.
     */
    @Test
    void drawsHaveTheInverseOfThePrecisionForTheirCovariance() {
        double[] logVar = {0.3, -0.8, 0.1};
        double[] u = {1.2, -0.7, 0.5};
        int n = 100_000;
        Tape tape = new Tape();
        Value rows = tape.constant(0, n, 3);
        Random rng = new Random(3);
        float[] noise = new float[3 * n];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) rng.nextGaussian();
        }
        Value z =
                tape.rankOneReparameterize(
                        rows,
                        tape.repeatRows(tape.constant(floats(logVar), 1, 3), n),
                        tape.repeatRows(tape.constant(floats(u), 1, 3), n),
                        tape.constant(noise, n, 3));
        RealMatrix expected = covariance(logVar, u);
        RealMatrix draws = MatrixUtils.createRealMatrix(z.data().toDoubleMatrix());
        RealMatrix found = draws.transpose().multiply(draws).scalarMultiply(1.0 / n);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j <= i; j++) {
                double c = expected.getEntry(i, j);
                double spread = expected.getEntry(i, i) * expected.getEntry(j, j) + c * c;
                assertEquals(c, found.getEntry(i, j), 4.5 * Math.sqrt(spread / n));
            }
        }
    }

    private static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    @Test
    void hugeDirectionsStayFinite() {
        Tape tape = new Tape();
        Parameter u = Parameter.of("u", org.nd4j.linalg.factory.Nd4j.ones(1, 3).mul(1e10));
        Value zero = tape.constant(0, 1, 3);
        Value direction = tape.parameter(u);
        Value z = tape.rankOneReparameterize(zero, zero, direction, tape.constant(1, 1, 3));
        // All of epsilon lies along u, where the standard deviation is 1 / |u|.
        assertEquals(0, z.data().maxNumber().doubleValue(), 1e-6);
        // tr C = 2, log |C| = -log(3e20).
        Value kl = tape.rankOneKl(zero, zero, direction);
        assertEquals((2 - 3 + Math.log(3e20)) / 2, kl.item(), 1e-4);
        tape.backward(tape.add(kl, tape.sum(z)));
        assertTrue(Double.isFinite(u.gradient().sumNumber().doubleValue()));
    }

    @Test
    void shapesThatDoNotFitAndNotANumber() {
        Tape tape = new Tape();
        Value a = tape.constant(0, 2, 3);
        Value b = tape.constant(0, 2, 4);
        Value nan = tape.constant(Double.NaN, 2, 3);
        Value c = tape.constant(0, 3, 3);
        refused(() -> tape.rankOneKl(a, b, a), "rankOneKl: logVar has shape [2, 4]");
        refused(() -> tape.rankOneKl(a, a, b), "rankOneKl: u has shape [2, 4]");
        refused(() -> tape.rankOneLogDeterminant(a, b), "u has shape [2, 4]");
        refused(() -> tape.rankOneReparameterize(a, b, a, a), "logVar has shape [2, 4]");
        refused(() -> tape.rankOneReparameterize(a, a, b, a), "u has shape [2, 4]");
        refused(() -> tape.rankOneReparameterize(a, a, a, c), "epsilon has shape [3, 3]");
        refused(() -> tape.rankOneLogLikelihood(a, a, b, a), "[2, 4]");
        assertTrue(Double.isNaN(tape.sum(tape.rankOneKl(a, a, nan)).item()));
        assertTrue(Double.isNaN(tape.sum(tape.rankOneLogDeterminant(a, nan)).item()));
        assertTrue(Double.isNaN(tape.sum(tape.rankOneReparameterize(a, a, nan, a)).item()));
    }

    private static void refused(org.junit.jupiter.api.function.Executable call, String words) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(words), message);
    }
}
