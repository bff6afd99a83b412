package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;

class ProbabilisticPcaTest {
    /** Three strong directions of five, and noise of variance 0.49. */
    private static double[][] data() {
        SplittableRandom rng = new SplittableRandom(31);
        double[][] w = new double[5][3];
        for (double[] row : w) {
            Arrays.setAll(row, j -> (3 - j) * rng.nextGaussian());
        }
        LinearGaussianModel truth = LinearGaussianModel.of(w, new double[] {1, 2, 3, 4, 5}, 0.7);
        double[][] x = new double[300][];
        Arrays.setAll(x, i -> truth.sample(rng).x());
        return x;
    }

    private static double meanLogDensity(MultivariateGaussian p, double[][] x) {
        return Arrays.stream(x).mapToDouble(p::logDensity).average().orElseThrow();
    }

    private static double meanLogEvidence(double[][] w, double[] b, double variance, double[][] x) {
        return meanLogDensity(LinearGaussianModel.of(w, b, Math.sqrt(variance)).evidence(), x);
    }

    @Test
    void likelihoodFromEigenvaluesIsThatOfTheGaussian() {
        double[][] x = data();
        for (double noise : new double[] {0.1, 0.5, 3, 1000}) {
            for (int latent = 1; latent <= 5; latent++) {
                ProbabilisticPca pca = ProbabilisticPca.fit(x, latent, noise);
                double exact = meanLogDensity(pca.model().evidence(), x);
                assertEquals(exact, pca.meanLogLikelihood(), 1e-10);
            }
        }
        ProbabilisticPca pca = ProbabilisticPca.fit(x, 3);
        assertEquals(meanLogDensity(pca.model().evidence(), x), pca.meanLogLikelihood(), 1e-10);
    }

    /** With D - 1 latents every covariance can be reached, so the fit is the Gaussian's own. */
    @Test
    void withAllDirectionsTheModelIsTheFullGaussian() {
        double[][] x = data();
        double[][] covariance = new Covariance(x, false).getCovarianceMatrix().getData();
        ProbabilisticPca pca = ProbabilisticPca.fit(x, 4);
        double[] mean = pca.model().evidence().mean();
        MultivariateGaussian full = MultivariateGaussian.of(mean, covariance);
        assertEquals(meanLogDensity(full, x), pca.meanLogLikelihood(), 1e-10);
        assertEquals(pca.eigenvalues()[4], pca.noiseVariance(), 1e-15);
    }

    @Test
    void noChangeOfTheParametersRaisesTheLikelihood() {
        double[][] x = data();
        SplittableRandom rng = new SplittableRandom(32);
        ProbabilisticPca free = ProbabilisticPca.fit(x, 2);
        ProbabilisticPca fixed = ProbabilisticPca.fit(x, 4, 4);
        for (ProbabilisticPca pca : new ProbabilisticPca[] {free, fixed}) {
            double[] b = pca.model().evidence().mean();
            for (int i = 0; i < 50; i++) {
                double size = i % 2 == 0 ? 0.03 : 0.5;
                double[][] w = pca.weights();
                double[] moved = b.clone();
                Arrays.stream(w).forEach(row -> shake(row, size, rng));
                shake(moved, size, rng);
                double variance = pca.noiseVariance();
                double best = pca.meanLogLikelihood();
                assertTrue(meanLogEvidence(w, b, variance, x) < best);
                assertTrue(meanLogEvidence(pca.weights(), moved, variance, x) < best);
                double scaled = variance * Math.exp(size * (rng.nextBoolean() ? 1 : -1));
                boolean raised = meanLogEvidence(pca.weights(), b, scaled, x) > best;
                assertTrue(pca == fixed || !raised, "noise " + scaled);
            }
        }
    }

    private static void shake(double[] v, double size, SplittableRandom rng) {
        for (int i = 0; i < v.length; i++) {
            v[i] += size * rng.nextGaussian();
        }
    }

    @Test
    void latentsBelowTheNoiseCollapse() {
        double[][] covariance =
                MatrixUtils.createRealDiagonalMatrix(new double[] {9, 4, 2, 1}).getData();
        ProbabilisticPca pca = ProbabilisticPca.ofCovariance(new double[4], covariance, 4, 3);
        assertEquals(2, pca.usedLatents());
        assertArrayEquals(new double[] {2.0 / 3, 0.25, 0, 0}, pca.activity(), 1e-12);
        assertArrayEquals(
                new double[] {Math.log(3) / 2, Math.log(4.0 / 3) / 2, 0, 0}, pca.kl(), 1e-12);
        RealMatrix w = MatrixUtils.createRealMatrix(pca.weights());
        double[] squares = {6, 1, 0, 0};
        for (int i = 0; i < 4; i++) {
            assertEquals(Math.sqrt(squares[i]), w.getColumnVector(i).getNorm(), 1e-12);
        }
        assertEquals(
                "ProbabilisticPca 4 -> 4, 2 latents used, noise variance 3.0000", pca.toString());
        ProbabilisticPca free = ProbabilisticPca.ofCovariance(new double[4], covariance, 2);
        assertEquals(1.5, free.noiseVariance(), 1e-12);
        assertEquals(2, free.usedLatents());
    }

    /** Activity and KL predicted from the eigenvalues, and measured on the posteriors. */
    @Test
    void activityAndDivergenceAreThoseOfThePosterior() {
        double[][] x = data();
        ProbabilisticPca pca = ProbabilisticPca.fit(x, 4, 2.5);
        double[][] means = new double[x.length][];
        double[] kl = new double[4];
        for (int n = 0; n < x.length; n++) {
            MultivariateGaussian posterior = pca.model().posterior(x[n]);
            means[n] = posterior.mean();
            for (int i = 0; i < 4; i++) {
                kl[i] += Kl.divergence(posterior.marginal(i), Gaussian.standard()) / x.length;
                for (int j = 0; j < i; j++) {
                    assertEquals(0, posterior.covariance()[i][j], 1e-12);
                }
            }
        }
        RealMatrix variances = new Covariance(means, false).getCovarianceMatrix();
        for (int i = 0; i < 4; i++) {
            assertEquals(variances.getEntry(i, i), pca.activity()[i], 1e-10);
        }
        assertArrayEquals(kl, pca.kl(), 1e-10);
        assertEquals(3, pca.usedLatents());
    }

    @Test
    void anglesBetweenSubspaces() {
        double c = Math.cos(0.3);
        double s = Math.sin(0.3);
        double[][] plane = {{1, 0, 0}, {3, 2, 0}};
        double[] angles = PrincipalAngles.degrees(plane, new double[][] {{1, 0, 0}, {5, c, s}});
        assertArrayEquals(new double[] {0, Math.toDegrees(0.3)}, angles, 1e-5);
        assertArrayEquals(
                new double[] {90}, PrincipalAngles.degrees(plane, new double[][] {{0, 0, -7}}));
        assertArrayEquals(
                new double[] {45},
                PrincipalAngles.degrees(new double[][] {{1, 1}}, new double[][] {{0, 1}}),
                1e-10);
        assertEquals(
                0, PrincipalAngles.degrees(plane, new double[][] {{1, 7, 0}})[0], 1e-5, "inside");
    }

    @Test
    void refusesWhatIsNoCovariance() {
        double[] mean = new double[2];
        double[][] good = {{2, 1}, {1, 2}};
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> ProbabilisticPca.ofCovariance(mean, good, 2));
        assertThrows(error, () -> ProbabilisticPca.ofCovariance(mean, good, 0, 1));
        assertThrows(error, () -> ProbabilisticPca.ofCovariance(mean, good, 3, 1));
        assertThrows(error, () -> ProbabilisticPca.ofCovariance(mean, good, 1, Double.NaN));
        assertThrows(error, () -> ProbabilisticPca.ofCovariance(new double[3], good, 1));
        double[][] skew = {{2, 1}, {0, 2}};
        assertThrows(error, () -> ProbabilisticPca.ofCovariance(mean, skew, 1));
        double[][] negative = {{1, 2}, {2, 1}};
        assertThrows(error, () -> ProbabilisticPca.ofCovariance(mean, negative, 1));
        double[][] line = {{1, 1}, {1, 1}};
        assertThrows(error, () -> ProbabilisticPca.ofCovariance(mean, line, 1));
        assertThrows(error, () -> ProbabilisticPca.fit(new double[][] {{1, 2}}, 1));
        assertThrows(error, () -> ProbabilisticPca.fit(new double[][] {{1, 2}, {3}}, 1));
        double[][] dependent = {{1, 2}, {2, 4}};
        assertThrows(error, () -> PrincipalAngles.degrees(dependent, good));
        assertThrows(error, () -> PrincipalAngles.degrees(good, new double[][] {{1, 2, 3}}));
    }
}
