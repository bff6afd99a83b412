package org.elbo.prob;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A mixture of Gaussians on the line: the simplest density with several peaks. Its entropy has no
 * closed form and is found by quadrature.
 */
public final class GaussianMixture implements UnivariateDistribution {
    private final Mixture<Double> mixture;
    private final List<Gaussian> components;

    private GaussianMixture(double[] weights, List<Gaussian> components) {
        this.components = List.copyOf(components);
        this.mixture = Mixture.of(weights, this.components);
    }

    /**
     * A mixture of Gaussians.
     *
     * @param weights the probabilities of the components, which sum to 1
     * @param components as many Gaussians
     * @return the distribution
     * @throws IllegalArgumentException if the weights are no probabilities or the numbers differ
     */
    public static GaussianMixture of(double[] weights, Gaussian... components) {
        return new GaussianMixture(weights, Arrays.asList(components));
    }

    /**
     * The distribution of the component's index.
     *
     * @return one probability per component
     */
    public Categorical weights() {
        return mixture.weights();
    }

    /**
     * The components.
     *
     * @return an immutable list
     */
    public List<Gaussian> components() {
        return components;
    }

    /**
     * The component from which a value came, by Bayes' rule.
     *
     * @param x the value
     * @return one probability per component
     */
    public Categorical responsibilities(double x) {
        return mixture.responsibilities(x);
    }

    @Override
    public double logDensity(double x) {
        return mixture.logDensity(x);
    }

    @Override
    public double cumulative(double x) {
        return average(g -> g.cumulative(x));
    }

    @Override
    public double mean() {
        return average(Gaussian::mean);
    }

    @Override
    public double variance() {
        double mean = mean();
        return average(g -> g.variance() + (g.mean() - mean) * (g.mean() - mean));
    }

    private double average(ToDoubleFunction<Gaussian> f) {
        double sum = 0;
        for (int k = 0; k < components.size(); k++) {
            sum += weights().probability(k) * f.applyAsDouble(components.get(k));
        }
        return sum;
    }

    @Override
    public double[] breakpoints() {
        return components.stream().flatMapToDouble(g -> Arrays.stream(g.breakpoints())).toArray();
    }

    @Override
    public Double sample(RandomGenerator rng) {
        return mixture.sample(rng);
    }

    /**
     * Names the distribution.
     *
     * @return its weights and components
     */
    @Override
    public String toString() {
        return "GaussianMixture(" + weights() + ", " + components + ")";
    }
}
