package org.elbo.prob;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * Stochastic gradients of {@code E_q[f(z)]} with respect to the mean, the log-variances and the
 * direction of a {@link RankOneGaussian}: the sibling of {@link GradientEstimators} in several
 * dimensions. With u = 0 the first two are the gradients of a diagonal Gaussian.
 *
 * <p>Both estimators take {@code E[grad f]} for the mean, the identity of Bonnet (Rezende, Mohamed
 * and Wierstra 2014, arXiv:1401.4082, equation 7). For a parameter theta of the covariance {@code C
 * = R R'} one uses the identity of Price, {@code E[1/2 tr(H dC/dtheta)]} with the Hessian H of f
 * (equations 8 and 9), the other the path through the draw, {@code E[grad f' (dR/dtheta) epsilon]}
 * (equation 10).
 */
public final class VectorGradientEstimators {
    private VectorGradientEstimators() {}

    /**
     * The path estimator: {@code z = mean + R epsilon} is differentiated. It needs the gradient of
     * f.
     *
     * @param q the Gaussian
     * @param gradient the gradient of f [dimension] at a point
     * @param draws how many draws
     * @param rng the source of randomness
     * @return the average gradient of all draws, with standard errors
     * @throws IllegalArgumentException if draws is not positive
     */
    public static VectorGradient reparameterized(
            RankOneGaussian q,
            Function<double[], double[]> gradient,
            int draws,
            RandomGenerator rng) {
        return draw(q, (z, epsilon) -> path(q, gradient.apply(z), epsilon), draws, rng);
    }

    /**
     * The estimator of Bonnet and Price. It needs the gradient and the Hessian of f.
     *
     * @param q the Gaussian
     * @param gradient the gradient of f [dimension] at a point
     * @param hessian the second derivatives of f [dimension][dimension] at a point
     * @param draws how many draws
     * @param rng the source of randomness
     * @return the average gradient of all draws, with standard errors
     * @throws IllegalArgumentException if draws is not positive
     */
    public static VectorGradient bonnetAndPrice(
            RankOneGaussian q,
            Function<double[], double[]> gradient,
            Function<double[], double[][]> hessian,
            int draws,
            RandomGenerator rng) {
        return draw(q, (z, unused) -> chain(q, gradient.apply(z), hessian.apply(z)), draws, rng);
    }

    /**
     * The exact gradient, where the averages of the gradient and the Hessian of f under q are
     * known: the chain rule of equation 9 applied to them.
     *
     * @param q the Gaussian
     * @param gradient {@code E[grad f]} [dimension]
     * @param hessian {@code E[H]} [dimension][dimension]
     * @return the gradient without noise: its standard errors are 0
     */
    public static VectorGradient exact(RankOneGaussian q, double[] gradient, double[][] hessian) {
        double[][] exact = chain(q, gradient, hessian);
        return VectorGradient.of(2, () -> exact);
    }

    private static VectorGradient draw(
            RankOneGaussian q,
            BiFunction<double[], double[], double[][]> term,
            int draws,
            RandomGenerator rng) {
        return VectorGradient.of(
                Check.positive("draws", draws),
                () -> {
                    double[] epsilon = new double[q.dimension()];
                    Arrays.setAll(epsilon, i -> rng.nextGaussian());
                    return term.apply(q.reparameterize(epsilon), epsilon);
                });
    }

    /**
     * With y = V u and p = y'H y: dC/dlogVar_i and dC/du_i under {@code 1/2 tr(H .)}, for C = V -
     * eta y y' and deta/ds = -eta^2.
     */
    private static double[][] chain(RankOneGaussian q, double[] gradient, double[][] hessian) {
        int k = q.dimension();
        double[] v = q.variance();
        double[] u = q.direction();
        double[] y = new double[k];
        double[] hy = new double[k];
        Arrays.setAll(y, i -> v[i] * u[i]);
        Arrays.setAll(hy, i -> RankOneGaussian.dot(hessian[i], y));
        double etaP = q.eta() * RankOneGaussian.dot(y, hy);
        double[][] result = {gradient, new double[k], new double[k]};
        for (int i = 0; i < k; i++) {
            double byEta = q.eta() * (etaP * u[i] - hy[i]);
            result[1][i] = 0.5 * (v[i] * hessian[i][i] + y[i] * (byEta - q.eta() * hy[i]));
            result[2][i] = v[i] * byEta;
        }
        return result;
    }

    /** With w = sigma u, a = sigma grad f, c = w'epsilon, b = a'w: as on the tape. */
    private static double[][] path(RankOneGaussian q, double[] gradient, double[] epsilon) {
        int k = q.dimension();
        double[] u = q.direction();
        double[] sigma = Arrays.stream(q.variance()).map(Math::sqrt).toArray();
        double[] w = new double[k];
        double[] a = new double[k];
        Arrays.setAll(w, i -> sigma[i] * u[i]);
        Arrays.setAll(a, i -> sigma[i] * gradient[i]);
        double c = RankOneGaussian.dot(w, epsilon);
        double b = RankOneGaussian.dot(a, w);
        double root = Math.sqrt(q.eta());
        double curve = Math.pow(q.eta() / (1 + root), 2) * (2 + root) * b * c;
        double kappa = q.kappa();
        double[][] result = {gradient, new double[k], new double[k]};
        for (int i = 0; i < k; i++) {
            double byW = curve * w[i] - kappa * (c * a[i] + b * epsilon[i]);
            result[1][i] = 0.5 * (a[i] * (epsilon[i] - kappa * c * w[i]) + w[i] * byW);
            result[2][i] = sigma[i] * byW;
        }
        return result;
    }
}
