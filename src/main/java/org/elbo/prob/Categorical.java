package org.elbo.prob;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/** A die: value k, from 0 to size - 1, with probability p[k]. */
public final class Categorical implements DiscreteDistribution {
    private final double[] p;

    private Categorical(double[] p) {
        this.p = p;
    }

    /**
     * A die with given probabilities.
     *
     * @param p the probabilities, which sum to 1 up to rounding
     * @return the distribution
     * @throws IllegalArgumentException if there is none, one is not a probability, or they do not
     *     sum to 1
     */
    public static Categorical of(double... p) {
        return new Categorical(Check.probabilities("p", p));
    }

    /**
     * A die whose probabilities are proportional to the exponentials of the arguments (softmax).
     *
     * @param logWeights log probabilities up to a common constant; negative infinity stands for
     *     probability zero
     * @return the distribution
     * @throws IllegalArgumentException if no weight is positive or one is infinite or NaN
     */
    public static Categorical ofLog(double... logWeights) {
        double max = Arrays.stream(logWeights).max().orElse(Double.NEGATIVE_INFINITY);
        Check.finite("the greatest of the log weights", max);
        double[] weights = Arrays.stream(logWeights).map(w -> Math.exp(w - max)).toArray();
        double sum = Arrays.stream(weights).sum();
        return new Categorical(Arrays.stream(weights).map(w -> w / sum).toArray());
    }

    /**
     * The die on which all values are equally likely.
     *
     * @param size the number of values
     * @return the distribution
     * @throws IllegalArgumentException if size is not positive
     */
    public static Categorical uniform(int size) {
        return ofLog(new double[Check.positive("size", size)]);
    }

    @Override
    public int size() {
        return p.length;
    }

    @Override
    public double logDensity(int x) {
        return Math.log(probability(x));
    }

    @Override
    public double probability(int x) {
        return x >= 0 && x < p.length ? p[x] : 0;
    }

    @Override
    public Integer sample(RandomGenerator rng) {
        double u = rng.nextDouble();
        int last = 0;
        for (int k = 0; k < p.length; k++) {
            last = p[k] > 0 ? k : last;
            u -= p[k];
            if (u < 0) {
                return k;
            }
        }
        return last;
    }

    /**
     * Names the distribution.
     *
     * @return as in {@code Categorical[0.5, 0.5]}
     */
    @Override
    public String toString() {
        return "Categorical" + Arrays.toString(p);
    }
}
