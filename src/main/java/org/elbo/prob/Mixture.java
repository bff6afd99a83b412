package org.elbo.prob;

import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * A mixture: a component is drawn by its weight, then a value from the component. Density {@code
 * sum w_k p_k(x)}. It has no entropy in closed form; on the line see {@link GaussianMixture}.
 *
 * @param <T> the type of a value
 */
public final class Mixture<T> implements Distribution<T> {
    private final Categorical weights;
    private final List<Distribution<T>> components;

    private Mixture(Categorical weights, List<Distribution<T>> components) {
        this.weights = weights;
        this.components = components;
    }

    /**
     * A mixture of any distributions over the same values.
     *
     * @param weights the probabilities of the components, which sum to 1
     * @param components as many distributions
     * @param <T> the type of a value
     * @return the distribution
     * @throws IllegalArgumentException if the weights are no probabilities or the numbers differ
     */
    public static <T> Mixture<T> of(double[] weights, List<? extends Distribution<T>> components) {
        Check.that(
                weights.length == components.size(),
                "%d weights but %d components",
                weights.length,
                components.size());
        return new Mixture<>(Categorical.of(weights), List.copyOf(components));
    }

    /**
     * The distribution of the component's index.
     *
     * @return one probability per component
     */
    public Categorical weights() {
        return weights;
    }

    /**
     * The components.
     *
     * @return an immutable list
     */
    public List<Distribution<T>> components() {
        return components;
    }

    /**
     * The component from which a value came, by Bayes' rule: {@code w_k p_k(x) / p(x)}.
     *
     * @param x the value
     * @return one probability per component
     * @throws IllegalArgumentException if no component can give the value
     */
    public Categorical responsibilities(T x) {
        return Categorical.ofLog(logTerms(x));
    }

    /**
     * The log density, {@code log sum w_k p_k(x)}, without underflow.
     *
     * @param x the value
     * @return nats
     */
    @Override
    public double logDensity(T x) {
        return LogSumExp.of(logTerms(x));
    }

    private double[] logTerms(T x) {
        double[] terms = new double[components.size()];
        for (int k = 0; k < terms.length; k++) {
            terms[k] = weights.logDensity(k) + components.get(k).logDensity(x);
        }
        return terms;
    }

    @Override
    public T sample(RandomGenerator rng) {
        return components.get(weights.sample(rng)).sample(rng);
    }
}
