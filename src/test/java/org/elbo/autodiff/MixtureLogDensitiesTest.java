package org.elbo.autodiff;

import static org.elbo.autodiff.GradientCheck.check;
import static org.elbo.autodiff.GradientCheck.random;
import static org.elbo.autodiff.GradientCheck.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.elbo.prob.DiagonalGaussian;
import org.elbo.prob.LogSumExp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** Values and central differences against the densities of package prob. */
class MixtureLogDensitiesTest {
    private static double[][] mixture(double[][][] in, double own, double other) {
        int n = in[0].length;
        int dim = in[0][0].length;
        double[][] y = zeros(n, 1 + dim);
        for (int i = 0; i < n; i++) {
            double[][] terms = new double[1 + dim][n];
            for (int j = 0; j < n; j++) {
                double weight = i == j ? own : other;
                terms[0][j] = weight;
                for (int d = 0; d < dim; d++) {
                    double log = logNormal(in[0][j][d], in[1][j][d], in[2][i][d]);
                    terms[1 + d][j] = weight + log;
                    terms[0][j] += log;
                }
            }
            for (int c = 0; c <= dim; c++) {
                y[i][c] = LogSumExp.of(terms[c]);
            }
        }
        return y;
    }

    private static double logNormal(double mu, double logVar, double x) {
        DiagonalGaussian q = DiagonalGaussian.of(new double[] {mu}, new double[] {logVar});
        return q.logDensity(new double[] {x});
    }

    @ParameterizedTest
    @CsvSource({"1, 1, -1, -2", "4, 3, -2, -2", "5, 2, -3.5, -0.7", "3, 60, 0, 0"})
    void valuesAndGradients(int n, int dim, double own, double other) {
        check(
                2e-5,
                (t, v) -> t.mixtureLogDensities(v[0], v[1], v[2], own, other),
                in -> mixture(in, own, other),
                random(n, dim, 1, 61),
                random(n, dim, 0.5, 62),
                random(n, dim, 1, 63));
    }

    /** Components far apart: no exponential overflows, none of the sums is log 0. */
    @Test
    void farApart() {
        check(
                2e-5,
                (t, v) -> t.mixtureLogDensities(v[0], v[1], v[2], -2, -3),
                in -> mixture(in, -2, -3),
                random(4, 3, 40, 64),
                random(4, 3, 1, 65),
                random(4, 3, 40, 66));
    }

    /** More components than fit into a tile, and enough for several threads. */
    @Test
    void manyComponents() {
        int n = 2500;
        double[][][] in = {random(n, 1, 1, 67), random(n, 1, 0.5, 68), random(n, 1, 1, 69)};
        Tape tape = Tape.withoutGradients();
        Value[] v = new Value[3];
        for (int i = 0; i < 3; i++) {
            v[i] = tape.constant(Nd4j.create(in[i]));
        }
        Value y = tape.mixtureLogDensities(v[0], v[1], v[2], -Math.log(n), -Math.log(n));
        double[][] expected = mixture(in, -Math.log(n), -Math.log(n));
        GradientCheck.close("value", 2e-5, expected, y.data());
    }

    /** A Gaussian with itself as the only component is a Gaussian. */
    @Test
    void oneComponentIsTheGaussianItself() {
        Tape tape = Tape.withoutGradients();
        Value mu = tape.constant(Nd4j.create(random(1, 5, 1, 70)));
        Value logVar = tape.constant(Nd4j.create(random(1, 5, 1, 71)));
        Value z = tape.constant(Nd4j.create(random(1, 5, 1, 72)));
        double mixture = tape.mixtureLogDensities(mu, logVar, z, 0, -1).data().getDouble(0);
        assertEquals(tape.gaussianLogLikelihood(mu, logVar, z).item(), mixture, 1e-5);
    }

    @Test
    void refusesOtherShapes() {
        Tape tape = new Tape();
        Value a = tape.constant(0, 2, 3);
        Value b = tape.constant(0, 3, 3);
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> tape.mixtureLogDensities(a, a, b, 0, 0));
        assertThrows(error, () -> tape.mixtureLogDensities(a, b, a, 0, 0));
        assertThrows(error, () -> tape.mixtureLogDensities(a, a, a, Double.NaN, 0));
    }
}
