package org.elbo.prob;

import java.util.random.RandomGenerator;

/** A distribution over the integers 0 to {@link #size()} - 1. */
public interface DiscreteDistribution extends Distribution<Integer> {
    /**
     * The number of values.
     *
     * @return at least 1
     */
    int size();

    /**
     * The logarithm of the probability of a value.
     *
     * @param x the value
     * @return {@code log P(x)} in nats; negative infinity for a value of probability zero and
     *     outside 0 to size - 1
     */
    double logDensity(int x);

    @Override
    default double logDensity(Integer x) {
        return logDensity(x.intValue());
    }

    /**
     * The probability of a value.
     *
     * @param x the value
     * @return a number from 0 to 1
     */
    default double probability(int x) {
        return Math.exp(logDensity(x));
    }

    /**
     * The probabilities of all values.
     *
     * @return a new array [size]
     */
    default double[] probabilities() {
        double[] p = new double[size()];
        for (int x = 0; x < p.length; x++) {
            p[x] = probability(x);
        }
        return p;
    }

    /**
     * The mean.
     *
     * @return {@code E[x]}
     */
    default double mean() {
        double sum = 0;
        for (int x = 0; x < size(); x++) {
            sum += x * probability(x);
        }
        return sum;
    }

    /**
     * The variance.
     *
     * @return {@code E[(x - mean)^2]}
     */
    default double variance() {
        double mean = mean();
        double sum = 0;
        for (int x = 0; x < size(); x++) {
            sum += (x - mean) * (x - mean) * probability(x);
        }
        return sum;
    }

    /**
     * The entropy {@code -sum P(x) log P(x)}, where {@code 0 log 0 = 0}.
     *
     * @return nats, from 0 to log size
     */
    default double entropy() {
        double sum = 0;
        for (int x = 0; x < size(); x++) {
            double p = probability(x);
            sum -= p > 0 ? p * logDensity(x) : 0;
        }
        return sum;
    }

    /**
     * Draws many values.
     *
     * @param count how many
     * @param rng the source of randomness
     * @return an array of that length
     */
    default int[] samples(int count, RandomGenerator rng) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = sample(rng);
        }
        return values;
    }
}
