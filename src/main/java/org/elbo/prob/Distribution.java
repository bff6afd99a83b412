package org.elbo.prob;

import java.util.random.RandomGenerator;

/**
 * A probability distribution over values of type {@code T}.
 *
 * @param <T> the type of a value: {@link Double}, {@link Integer} or {@code double[]}
 */
public interface Distribution<T> {
    /**
     * The logarithm of the density at a point (of the probability, for a discrete distribution).
     *
     * @param x the point
     * @return {@code log p(x)} in nats; negative infinity outside the support
     */
    double logDensity(T x);

    /**
     * Draws one value.
     *
     * @param rng the source of randomness; the same seed gives the same value
     * @return a value drawn from this distribution
     */
    T sample(RandomGenerator rng);
}
