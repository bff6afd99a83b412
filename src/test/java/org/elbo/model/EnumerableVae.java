package org.elbo.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.elbo.autodiff.Parameter;
import org.elbo.prob.DiagonalGaussian;
import org.elbo.prob.Gaussian;
import org.elbo.prob.GaussianMixture;
import org.elbo.prob.Kl;
import org.elbo.prob.Mixture;
import org.elbo.prob.Quadrature;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A VAE of N data and two latents, whose q(z|x) are chosen freely: datum n is the n-th unit vector
 * and the encoder is linear, so its weights are the posteriors' parameters. All expectations over
 * the aggregate posterior are sums over n and integrals over the plane.
 */
record EnumerableVae(double[][] mean, double[][] logVar) {
    /** Posteriors that overlap, without symmetry. */
    static EnumerableVae overlapping() {
        return new EnumerableVae(
                new double[][] {{0, 0.5}, {1, 1.5}, {-1, -1}, {2, 0.3}, {-0.5, 1}},
                new double[][] {{-1, 0}, {-2, -1.5}, {0.2, -1}, {-1, -2}, {-0.5, -0.5}});
    }

    /** Posteriors around some points, which are far apart if the points are. */
    static EnumerableVae around(double standardDeviation, double[]... points) {
        double[] log = new double[2];
        Arrays.fill(log, 2 * Math.log(standardDeviation));
        double[][] logVar = new double[points.length][];
        Arrays.fill(logVar, log);
        return new EnumerableVae(points, logVar);
    }

    int size() {
        return mean.length;
    }

    INDArray data() {
        return Nd4j.eye(size());
    }

    Vae vae() {
        Vae vae = Vae.builder(size()).hidden().latent(2).build(new SplittableRandom(1));
        for (Parameter p : vae.parameters()) {
            switch (p.name()) {
                case "encoder.mean.weight" -> p.assign(floats(mean));
                case "encoder.logVar.weight" -> p.assign(floats(logVar));
                default -> {}
            }
        }
        return vae;
    }

    private static float[] floats(double[][] rows) {
        float[] x = new float[rows.length * 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) rows[i / 2][i % 2];
        }
        return x;
    }

    DiagonalGaussian posterior(int n) {
        return DiagonalGaussian.of(mean[n], logVar[n]);
    }

    /** q(z). */
    Mixture<double[]> aggregate() {
        return Mixture.of(weights(), IntStream.range(0, size()).mapToObj(this::posterior).toList());
    }

    /** q(z_j). */
    GaussianMixture marginal(int j) {
        return GaussianMixture.of(
                weights(),
                IntStream.range(0, size())
                        .mapToObj(n -> posterior(n).marginal(j))
                        .toArray(Gaussian[]::new));
    }

    private double[] weights() {
        double[] weights = new double[size()];
        Arrays.fill(weights, 1.0 / size());
        return weights;
    }

    /** The mean of KL(q(z|x) || p(z)), in closed form. */
    double kl() {
        return IntStream.range(0, size())
                .mapToDouble(n -> Kl.divergence(posterior(n), DiagonalGaussian.standard(2)))
                .average()
                .orElseThrow();
    }

    /** KL(q(z) || p(z)), which the information lacks of the mean KL. */
    double indexCode() {
        Mixture<double[]> q = aggregate();
        DiagonalGaussian p = DiagonalGaussian.standard(2);
        return kl() - expectation(z -> q.logDensity(z) - p.logDensity(z));
    }

    double totalCorrelation() {
        Mixture<double[]> q = aggregate();
        GaussianMixture first = marginal(0);
        GaussianMixture second = marginal(1);
        return expectation(z -> q.logDensity(z) - first.logDensity(z[0]) - second.logDensity(z[1]));
    }

    double dimensionwise(int j) {
        GaussianMixture q = marginal(j);
        Gaussian p = Gaussian.standard();
        return Quadrature.expectation(q, z -> q.logDensity(z) - p.logDensity(z));
    }

    /** Over q(z), by the trapezoidal rule, which for sums of Gaussians converges exponentially. */
    private double expectation(ToDoubleFunction<double[]> f) {
        Mixture<double[]> q = aggregate();
        double step = 0.05;
        double sum = 0;
        for (double a = -9; a < 9; a += step) {
            for (double b = -9; b < 9; b += step) {
                double[] z = {a, b};
                sum += Math.exp(q.logDensity(z)) * f.applyAsDouble(z);
            }
        }
        return sum * step * step;
    }
}
