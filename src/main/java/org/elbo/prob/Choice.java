package org.elbo.prob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * One of several strings, by chance; weights are relative.
 *
 * <pre>{@code
 * Choice number = Choice.of("one", 3).or("many", 2); // many with probability 2/5
 * }</pre>
 */
public final class Choice {
    private final List<String> values;
    private final double[] weights;
    private final double sum;

    private Choice(List<String> values, double[] weights) {
        this.values = values;
        this.weights = weights;
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        this.sum = total;
    }

    /**
     * A choice that is none.
     *
     * @param value the only value
     * @return the choice
     */
    public static Choice of(String value) {
        return of(value, 1);
    }

    /**
     * The first value of a choice; {@link #or} adds the others.
     *
     * @param value the value
     * @param weight its weight
     * @return the choice
     * @throws IllegalArgumentException if the weight is not positive and finite
     */
    public static Choice of(String value, double weight) {
        return new Choice(List.of(value), new double[] {Check.positive("weight", weight)});
    }

    /**
     * Equally likely values.
     *
     * @param values the values, at least one, all different
     * @return the choice
     * @throws IllegalArgumentException if there is none or one is there twice
     */
    public static Choice uniform(String... values) {
        Check.that(values.length > 0, "a choice needs at least one value");
        Choice choice = of(values[0]);
        for (int i = 1; i < values.length; i++) {
            choice = choice.or(values[i], 1);
        }
        return choice;
    }

    /**
     * This choice with one more value.
     *
     * @param value the value
     * @param weight its weight
     * @return the new choice
     * @throws IllegalArgumentException if the value is there already or the weight is not positive
     *     and finite
     */
    public Choice or(String value, double weight) {
        Check.that(!values.contains(value), "the choice has '%s' already", value);
        Check.positive("weight", weight);
        List<String> more = new ArrayList<>(values);
        more.add(value);
        double[] moreWeights = Arrays.copyOf(weights, weights.length + 1);
        moreWeights[weights.length] = weight;
        return new Choice(List.copyOf(more), moreWeights);
    }

    /**
     * The values.
     *
     * @return in the order in which they were added
     */
    public List<String> values() {
        return values;
    }

    /**
     * The probability of one of the values.
     *
     * @param index its place in {@link #values()}
     * @return from 0 to 1
     */
    public double probability(int index) {
        return weights[index] / sum;
    }

    /** One of the values. */
    String sample(RandomGenerator rng) {
        double u = rng.nextDouble() * sum;
        int k = 0;
        while (k < weights.length - 1 && (u -= weights[k]) >= 0) {
            k++;
        }
        return values.get(k);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < weights.length; k++) {
            text.append(k == 0 ? "" : " or ").append(values.get(k));
            text.append(String.format(Locale.ROOT, " (%.3g)", probability(k)));
        }
        return text.toString();
    }
}
