package org.elbo.prob;

import java.util.Locale;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.elbo.internal.Check;

/**
 * The evidence lower bound of one datum, {@code E_q[log p(x|z)] - KL(q(z) || p(z))}, exact in
 * models that can be solved. It is at most {@code log p(x)}, and what is missing is {@code KL(q(z)
 * || p(z|x))}: Kingma and Welling (2014, arXiv:1312.6114), equations (1) to (3).
 *
 * @param expectedLogLikelihood {@code E_q[log p(x|z)]} in nats, how well the latent variables of q
 *     explain the datum
 * @param kl {@code KL(q(z) || p(z))} in nats, how far q is from the prior
 */
public record Elbo(double expectedLogLikelihood, double kl) {
    /**
     * The bound itself.
     *
     * @return {@code expectedLogLikelihood - kl} in nats
     */
    public double value() {
        return expectedLogLikelihood - kl;
    }

    /**
     * The bound in a discrete model, as a sum.
     *
     * @param model the model
     * @param x the datum
     * @param q any distribution over the latent values
     * @return the bound; its value is negative infinity if q has mass where the datum is impossible
     * @throws IllegalArgumentException if q has another number of values
     */
    public static Elbo of(DiscreteModel model, int x, DiscreteDistribution q) {
        double kl = Kl.divergence(q, model.prior());
        double sum = 0;
        for (int z = 0; z < q.size(); z++) {
            sum += q.probability(z) > 0 ? q.probability(z) * model.logLikelihood(x, z) : 0;
        }
        return new Elbo(sum, kl);
    }

    /**
     * The bound in a linear-Gaussian model, in closed form.
     *
     * @param model the model
     * @param x the datum [data dimension]
     * @param q any Gaussian over the latent vectors
     * @return the bound
     * @throws IllegalArgumentException if a dimension does not match
     */
    public static Elbo of(LinearGaussianModel model, double[] x, MultivariateGaussian q) {
        double kl = Kl.divergence(q, model.prior().toMultivariate());
        return new Elbo(model.expectedLogLikelihood(x, q.mean(), q.covariance()), kl);
    }

    /**
     * The bound in a linear-Gaussian model for a q of independent components, in closed form.
     *
     * @param model the model
     * @param x the datum [data dimension]
     * @param q a diagonal Gaussian over the latent vectors
     * @return the bound
     * @throws IllegalArgumentException if a dimension does not match
     */
    public static Elbo of(LinearGaussianModel model, double[] x, DiagonalGaussian q) {
        double kl = Kl.divergence(q, model.prior());
        return new Elbo(model.expectedLogLikelihood(x, q.mean(), q.covariance()), kl);
    }

    /**
     * The bound in a model with one latent number, by quadrature.
     *
     * @param model the model
     * @param x the datum
     * @param q any distribution over the latent number
     * @param <X> the type of the data
     * @return the bound; its value is negative infinity if q has mass where the prior or the
     *     likelihood is zero
     */
    public static <X> Elbo of(QuadratureModel<X> model, X x, UnivariateDistribution q) {
        double kl = Kl.byQuadrature(q, model.prior());
        if (kl == Double.POSITIVE_INFINITY) {
            return new Elbo(Double.NEGATIVE_INFINITY, kl);
        }
        boolean[] impossible = {false};
        double mean =
                Quadrature.expectation(
                        q,
                        z -> {
                            double logLikelihood = model.logLikelihood(x, z);
                            impossible[0] |= logLikelihood == Double.NEGATIVE_INFINITY;
                            return Double.isInfinite(logLikelihood) ? 0 : logLikelihood;
                        });
        return new Elbo(impossible[0] ? Double.NEGATIVE_INFINITY : mean, kl);
    }

    /**
     * The Gaussian q with the largest bound, which is the one nearest to the posterior in {@code
     * KL(q || p(z|x))}. The search climbs in mean and log variance to the nearest top: where the
     * posterior has several humps, the start decides which.
     *
     * @param model the model
     * @param x the datum
     * @param start where the search begins
     * @param <X> the type of the data
     * @return the Gaussian at the top, to about five digits
     * @throws IllegalArgumentException if the bound is not finite at the start
     */
    public static <X> Gaussian maximize(QuadratureModel<X> model, X x, Gaussian start) {
        MultivariateFunction bound = at -> of(model, x, gaussian(at)).value();
        double[] from = {start.mean(), Math.log(start.variance())};
        double first = bound.value(from);
        Check.that(Double.isFinite(first), "start has the bound %s: choose another start", first);
        return gaussian(
                new SimplexOptimizer(1e-12, 1e-12)
                        .optimize(
                                new ObjectiveFunction(bound),
                                GoalType.MAXIMIZE,
                                new InitialGuess(from),
                                new NelderMeadSimplex(2, 0.1),
                                new MaxEval(10_000))
                        .getPoint());
    }

    private static Gaussian gaussian(double[] meanAndLogVar) {
        return Gaussian.of(meanAndLogVar[0], Math.exp(meanAndLogVar[1] / 2));
    }

    /**
     * The bound as a mean over draws from q of {@code log p(x, z) - log q(z)}: equation (6).
     *
     * @param model the model
     * @param x the datum
     * @param q any distribution over the latent variables
     * @param draws how many draws
     * @param rng the source of randomness
     * @param <Z> the type of the latent variable
     * @param <X> the type of the data
     * @return the bound in nats, with its standard error
     * @throws IllegalArgumentException if draws is not positive
     */
    public static <Z, X> Estimate bySampling(
            LatentModel<Z, X> model, X x, Distribution<Z> q, int draws, RandomGenerator rng) {
        return Estimate.of(
                draws,
                () -> {
                    Z z = q.sample(rng);
                    return model.logJoint(x, z) - q.logDensity(z);
                });
    }

    /**
     * The bound where its second term is known: a mean over draws from q of {@code log p(x|z)},
     * less the divergence; equation (7). It usually varies less than {@link
     * #bySampling(LatentModel, Object, Distribution, int, RandomGenerator)}.
     *
     * @param model the model
     * @param x the datum
     * @param q any distribution over the latent variables
     * @param kl {@code KL(q(z) || p(z))} in nats
     * @param draws how many draws
     * @param rng the source of randomness
     * @param <Z> the type of the latent variable
     * @param <X> the type of the data
     * @return the bound in nats, with its standard error
     * @throws IllegalArgumentException if draws is not positive or the divergence negative or NaN
     */
    public static <Z, X> Estimate bySampling(
            LatentModel<Z, X> model,
            X x,
            Distribution<Z> q,
            double kl,
            int draws,
            RandomGenerator rng) {
        Check.that(kl >= 0, "kl is %s but a divergence is never negative", kl);
        return Estimate.of(draws, () -> model.logLikelihood(x, q.sample(rng)) - kl);
    }

    /**
     * The bound and its parts as text.
     *
     * @return as in {@code ELBO -3.5000 = E_q[log p(x|z)] -2.0000 - KL 1.5000 nats}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "ELBO %.4f = E_q[log p(x|z)] %.4f - KL %.4f nats",
                value(),
                expectedLogLikelihood,
                kl);
    }
}
