package org.elbo.prob;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.elbo.internal.Check;

/**
 * The Kullback-Leibler divergence {@code KL(q || p) = E_q[log q(x) - log p(x)]} in nats: what is
 * lost when p stands for q. It is never negative, zero only for q = p, not symmetric, and positive
 * infinity where q has mass and p has none.
 */
public final class Kl {
    private Kl() {}

    /**
     * Between Gaussians on the line: {@code log(sd_p / sd_q) + (sd_q^2 + (mean_q - mean_p)^2) / (2
     * sd_p^2) - 1/2}.
     *
     * @param q the distribution that is drawn from
     * @param p the distribution that stands for it
     * @return nats
     */
    public static double divergence(Gaussian q, Gaussian p) {
        double ratio = q.standardDeviation() / p.standardDeviation();
        double shift = (q.mean() - p.mean()) / p.standardDeviation();
        return 0.5 * (ratio * ratio + shift * shift - 1) - Math.log(ratio);
    }

    /**
     * Between Gaussians with diagonal covariance: the sum over dimensions of the divergences on the
     * line.
     *
     * @param q the distribution that is drawn from
     * @param p the distribution that stands for it
     * @return nats, summed over the dimensions
     * @throws IllegalArgumentException if the dimensions differ
     */
    public static double divergence(DiagonalGaussian q, DiagonalGaussian p) {
        sameDimension(q, p);
        double sum = 0;
        for (int i = 0; i < q.dimension(); i++) {
            sum += divergence(q.marginal(i), p.marginal(i));
        }
        return sum;
    }

    /**
     * From a Gaussian with diagonal covariance to the standard Gaussian, {@code -1/2 sum (1 +
     * logVar - mean^2 - exp(logVar))}: the second term of the variational autoencoder's bound.
     * Kingma and Welling (2014, arXiv:1312.6114), appendix B and equation (10).
     *
     * @param q the distribution that is drawn from
     * @return {@code KL(q || N(0, I))} in nats, summed over the dimensions
     */
    public static double toStandard(DiagonalGaussian q) {
        double[] mean = q.mean();
        double[] logVar = q.logVar();
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += 1 + logVar[i] - mean[i] * mean[i] - Math.exp(logVar[i]);
        }
        return -0.5 * sum;
    }

    /**
     * From a Gaussian with rank-one correlations to the standard Gaussian, {@code 1/2 (tr C +
     * |mean|^2 - k - log det C)}: what one stochastic layer adds to the free energy of Rezende,
     * Mohamed and Wierstra (2014, arXiv:1401.4082).
     *
     * @param q the distribution that is drawn from
     * @return {@code KL(q || N(0, I))} in nats, summed over the dimensions
     */
    public static double toStandard(RankOneGaussian q) {
        double[] mean = q.mean();
        double[] variance = q.variance();
        double[] u = q.direction();
        double sum = -q.logDeterminant();
        for (int i = 0; i < mean.length; i++) {
            double y = variance[i] * u[i];
            sum += variance[i] - q.eta() * y * y + mean[i] * mean[i] - 1;
        }
        return 0.5 * sum;
    }

    /**
     * Between Gaussians with full covariance: {@code 1/2 (tr(S_p^-1 S_q) + (m_p - m_q)' S_p^-1 (m_p
     * - m_q) - k + log(det S_p / det S_q))}, the general formula of the slides.
     *
     * @param q the distribution that is drawn from
     * @param p the distribution that stands for it
     * @return nats, summed over the dimensions
     * @throws IllegalArgumentException if the dimensions differ
     */
    public static double divergence(MultivariateGaussian q, MultivariateGaussian p) {
        sameDimension(q, p);
        double trace = p.traceOfInverseTimes(MatrixUtils.createRealMatrix(q.covariance()));
        double shift =
                p.quadratic(new ArrayRealVector(p.mean()).subtract(new ArrayRealVector(q.mean())));
        return 0.5 * (trace + shift - q.dimension() + p.logDeterminant() - q.logDeterminant());
    }

    private static void sameDimension(MultivariateDistribution q, MultivariateDistribution p) {
        Check.that(
                q.dimension() == p.dimension(),
                "q has %d dimensions but p has %d",
                q.dimension(),
                p.dimension());
    }

    /**
     * Between coins or dice: {@code sum q(x) log(q(x) / p(x))}, where {@code 0 log 0 = 0}.
     *
     * @param q the distribution that is drawn from
     * @param p the distribution that stands for it
     * @return nats; positive infinity if p is zero where q is not
     * @throws IllegalArgumentException if the numbers of values differ
     */
    public static double divergence(DiscreteDistribution q, DiscreteDistribution p) {
        Check.that(q.size() == p.size(), "q has %d values but p has %d", q.size(), p.size());
        double sum = 0;
        for (int x = 0; x < q.size(); x++) {
            double probability = q.probability(x);
            sum += probability > 0 ? probability * (q.logDensity(x) - p.logDensity(x)) : 0;
        }
        return sum;
    }

    /**
     * Between Beta distributions: {@code log(B(a_p, b_p) / B(a_q, b_q)) + (a_q - a_p) psi(a_q) +
     * (b_q - b_p) psi(b_q) + (a_p - a_q + b_p - b_q) psi(a_q + b_q)}, where psi is the digamma
     * function.
     *
     * @param q the distribution that is drawn from
     * @param p the distribution that stands for it
     * @return nats
     */
    public static double divergence(Beta q, Beta p) {
        double da = q.a() - p.a();
        double db = q.b() - p.b();
        return p.logNormaliser()
                - q.logNormaliser()
                + da * Digamma.of(q.a())
                + db * Digamma.of(q.b())
                - (da + db) * Digamma.of(q.a() + q.b());
    }

    /**
     * From a Kumaraswamy to a Beta distribution, {@code (a - alpha) E[log x] + (beta - 1) S + log(a
     * b) + log B(alpha, beta) - 1 + 1 / b}, where {@code S = -E[log(1 - x)]} is an infinite sum
     * (Nalisnick and Smyth 2017, arXiv:1605.06197). For beta = 1, the prior of the Indian buffet's
     * sticks, the sum drops out and the error is 0.
     *
     * @param q the distribution that is drawn from, with shapes a and b
     * @param p the distribution that stands for it, with shapes alpha and beta
     * @param terms how many terms of the sum are added
     * @return nats, with a bound of the error
     * @throws IllegalArgumentException if terms is not positive
     */
    public static TruncatedSeries divergence(Kumaraswamy q, Beta p, int terms) {
        Check.positive("terms", terms);
        double rest =
                (q.a() - p.a()) * q.meanLog()
                        + Math.log(q.a())
                        + Math.log(q.b())
                        + p.logNormaliser()
                        - 1
                        + 1 / q.b();
        return p.b() == 1
                ? new TruncatedSeries(rest, 0)
                : LogComplementSeries.of(q, terms).affine(p.b() - 1, rest);
    }

    /**
     * Between any two distributions on the line, by adaptive quadrature over the support of q.
     *
     * @param q the distribution that is drawn from
     * @param p the distribution that stands for it
     * @return nats, to about ten digits; positive infinity if p is zero where q is not
     * @throws IllegalStateException if the integral does not converge
     */
    public static double byQuadrature(UnivariateDistribution q, UnivariateDistribution p) {
        boolean[] infinite = {false};
        double[] cuts =
                Arrays.copyOf(q.breakpoints(), q.breakpoints().length + p.breakpoints().length);
        System.arraycopy(p.breakpoints(), 0, cuts, q.breakpoints().length, p.breakpoints().length);
        double value =
                Quadrature.integrate(
                        x -> {
                            double density = q.density(x);
                            double logRatio = density > 0 ? q.logDensity(x) - p.logDensity(x) : 0;
                            infinite[0] |= logRatio == Double.POSITIVE_INFINITY;
                            return Double.isInfinite(logRatio) ? 0 : density * logRatio;
                        },
                        q.lower(),
                        q.upper(),
                        cuts);
        return infinite[0] ? Double.POSITIVE_INFINITY : value;
    }

    /**
     * Between any two distributions over the same values, as the mean of {@code log q(x) - log
     * p(x)} over draws from q. Unlike the divergence the estimate can be negative.
     *
     * @param q the distribution that is drawn from
     * @param p the distribution that stands for it
     * @param draws how many draws
     * @param rng the source of randomness
     * @param <T> the type of a value
     * @return nats, with the standard error; positive infinity if p is zero at a draw
     * @throws IllegalArgumentException if draws is not positive
     */
    public static <T> Estimate bySampling(
            Distribution<T> q, Distribution<T> p, int draws, RandomGenerator rng) {
        return Estimate.of(
                draws,
                () -> {
                    T x = q.sample(rng);
                    return q.logDensity(x) - p.logDensity(x);
                });
    }
}
