package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RankOneGaussianTest {
    /** D = (1, 1/2), u = (1, 1/2): precision {{2, 1/2}, {1/2, 3/4}} of determinant 5/4. */
    @Nested
    class Contract extends MultivariateContract {
        @Override
        RankOneGaussian distribution() {
            return RankOneGaussian.of(
                    new double[] {1, -0.5}, new double[] {0, Math.log(2)}, new double[] {1, 0.5});
        }

        @Override
        double[][] logDensities() {
            double constant = 0.5 * Math.log(1.25) - Math.log(2 * Math.PI);
            // -1/2 (2 a^2 + a b + 3/4 b^2) at (a, b) = (0, 0), (-1, 1/2), (2, -2).
            return new double[][] {
                {1, -0.5, constant},
                {0, 0, constant - 0.5 * (2 - 0.5 + 3.0 / 16)},
                {3, -2.5, constant - 0.5 * (8 - 4 + 3)}
            };
        }
    }

    private static RankOneGaussian random(int k, double size, Random rng) {
        double[][] x = new double[3][k];
        for (int i = 0; i < k; i++) {
            x[0][i] = rng.nextGaussian();
            x[1][i] = rng.nextGaussian();
            x[2][i] = size * rng.nextGaussian();
        }
        return RankOneGaussian.of(x[0], x[1], x[2]);
    }

    private static void assertSame(RealMatrix a, RealMatrix b, double tolerance) {
        assertEquals(0, a.subtract(b).getNorm(), tolerance * (1 + a.getNorm()));
    }

    @Test
    void covarianceFactorDeterminantAndDivergenceAreThoseOfTheMatrices() {
        Random rng = new Random(1);
        for (double size : new double[] {0, 1e-9, 1e-3, 1, 30}) {
            for (int k = 1; k <= 6; k++) {
                RankOneGaussian q = random(k, size, rng);
                RealMatrix precision = MatrixUtils.createRealMatrix(q.precision());
                LUDecomposition lu = new LUDecomposition(precision);
                RealMatrix inverse = lu.getSolver().getInverse();
                assertSame(inverse, MatrixUtils.createRealMatrix(q.covariance()), 1e-10);
                RealMatrix factor = MatrixUtils.createRealMatrix(q.factor());
                assertSame(inverse, factor.multiply(factor.transpose()), 1e-10);
                assertEquals(-Math.log(lu.getDeterminant()), q.logDeterminant(), 1e-10);
                MultivariateGaussian standard = DiagonalGaussian.standard(k).toMultivariate();
                double general = Kl.divergence(q.toMultivariate(), standard);
                assertEquals(general, Kl.toStandard(q), 1e-9 * (1 + general));
                double[] noise = new Random(k).doubles(k).toArray();
                RealMatrix moved = MatrixUtils.createColumnRealMatrix(q.mean());
                moved = moved.add(factor.multiply(MatrixUtils.createColumnRealMatrix(noise)));
                assertArrayEquals(moved.getColumn(0), q.reparameterize(noise), 1e-10);
            }
        }
    }

    @Test
    void aZeroDirectionLeavesTheDiagonalGaussian() {
        double[] mean = {1, -2, 0.5};
        double[] logVar = {0.3, -1, 2};
        RankOneGaussian q = RankOneGaussian.of(mean, logVar, new double[3]);
        DiagonalGaussian d = DiagonalGaussian.of(mean, logVar);
        assertEquals(d.entropy(), q.entropy(), 1e-14);
        assertEquals(Kl.toStandard(d), Kl.toStandard(q), 1e-13);
        assertArrayEquals(d.sample(new Random(1)), q.sample(new Random(1)), 1e-14);
        assertArrayEquals(logVar, q.logVar(), 1e-14);
    }

    @Test
    void badArgumentsAreRefused() {
        double[] two = new double[2];
        double[] three = new double[3];
        double[] nan = {0, Double.NaN};
        assertThrows(IllegalArgumentException.class, () -> RankOneGaussian.of(two, two, three));
        assertThrows(IllegalArgumentException.class, () -> RankOneGaussian.of(two, three, two));
        assertThrows(IllegalArgumentException.class, () -> RankOneGaussian.of(two, nan, two));
        assertThrows(IllegalArgumentException.class, () -> RankOneGaussian.of(two, two, nan));
        double[] none = {};
        assertThrows(IllegalArgumentException.class, () -> RankOneGaussian.of(none, none, none));
        double[] mutable = {1, 1};
        RankOneGaussian q = RankOneGaussian.of(two, two, mutable);
        mutable[0] = 5;
        q.direction()[1] = 7;
        assertTrue(q.toString().contains("u = [1.0, 1.0]"), q.toString());
    }
}
