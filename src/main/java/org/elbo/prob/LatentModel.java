package org.elbo.prob;

import java.util.random.RandomGenerator;

/**
 * A story of how data come about, {@code z ~ p(z)} and then {@code x ~ p(x|z)}, simple enough for
 * its evidence {@code p(x)} and its posterior {@code p(z|x)} to be exact.
 *
 * @param <Z> the type of the latent variable
 * @param <X> the type of the data
 */
public interface LatentModel<Z, X> {
    /**
     * One run of the story.
     *
     * @param z the latent variable
     * @param x the data
     * @param <Z> the type of the latent variable
     * @param <X> the type of the data
     */
    record Draw<Z, X>(Z z, X x) {}

    /**
     * The prior {@code p(z)}.
     *
     * @return a distribution over latent variables
     */
    Distribution<Z> prior();

    /**
     * The distribution {@code p(x|z)} of the data for a given latent variable; as a function of z
     * it is the likelihood.
     *
     * @param z the latent variable
     * @return a distribution over data
     */
    Distribution<X> likelihood(Z z);

    /**
     * The log evidence, {@code log p(x) = log integral p(x|z) p(z) dz}.
     *
     * @param x the data
     * @return nats; negative infinity for impossible data
     */
    double logEvidence(X x);

    /**
     * The posterior by Bayes' rule, {@code p(z|x) = p(x|z) p(z) / p(x)}.
     *
     * @param x the data
     * @return a distribution over latent variables
     * @throws IllegalArgumentException if the data are impossible, {@code p(x) = 0}
     */
    Distribution<Z> posterior(X x);

    /**
     * The log prior, {@code log p(z)}.
     *
     * @param z the latent variable
     * @return nats
     */
    default double logPrior(Z z) {
        return prior().logDensity(z);
    }

    /**
     * The log likelihood, {@code log p(x|z)}.
     *
     * @param x the data
     * @param z the latent variable
     * @return nats
     */
    default double logLikelihood(X x, Z z) {
        return likelihood(z).logDensity(x);
    }

    /**
     * The log joint density, {@code log p(x, z) = log p(x|z) + log p(z)}.
     *
     * @param x the data
     * @param z the latent variable
     * @return nats
     */
    default double logJoint(X x, Z z) {
        double logPrior = logPrior(z);
        return logPrior == Double.NEGATIVE_INFINITY ? logPrior : logPrior + logLikelihood(x, z);
    }

    /**
     * Ancestral sampling: draws the latent variable from the prior, then the data given it.
     *
     * @param rng the source of randomness
     * @return both
     */
    default Draw<Z, X> sample(RandomGenerator rng) {
        Z z = prior().sample(rng);
        return new Draw<>(z, likelihood(z).sample(rng));
    }
}
