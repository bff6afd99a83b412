package org.elbo.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;

/** A multilayer perceptron: dense layers, one after the other. */
public final class Mlp implements Module {
    private final List<Dense> layers;

    private Mlp(List<Dense> layers) {
        this.layers = layers;
    }

    /**
     * Creates a perceptron.
     *
     * @param name its layers are called name.0, name.1 and so on
     * @param sizes the sizes from input to output, such as {784, 400, 20}; at least two
     * @param hidden the activation of all layers but the last
     * @param output the activation of the last layer
     * @param rng draws the weights
     * @return a new perceptron with one layer less than there are sizes
     */
    public static Mlp of(
            String name, int[] sizes, Activation hidden, Activation output, RandomGenerator rng) {
        Check.that(
                sizes.length >= 2,
                "%s has %d sizes but needs at least input and output",
                name,
                sizes.length);
        List<Dense> layers = new ArrayList<>();
        for (int i = 0; i + 1 < sizes.length; i++) {
            Activation activation = i + 2 < sizes.length ? hidden : output;
            layers.add(Dense.of(name + "." + i, sizes[i], sizes[i + 1], activation, rng));
        }
        return new Mlp(List.copyOf(layers));
    }

    /**
     * Computes all layers.
     *
     * @param tape records them
     * @param x the input [batch, sizes[0]]
     * @return [batch, last size]
     */
    public Value apply(Tape tape, Value x) {
        Value y = x;
        for (int i = 0; i < layers.size(); i++) {
            y = layers.get(i).apply(tape, y);
        }
        return y;
    }

    /**
     * The layers.
     *
     * @return from input to output
     */
    public List<Dense> layers() {
        return layers;
    }

    @Override
    public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    @Override
    public String toString() {
        return layers.stream().map(Dense::toString).collect(Collectors.joining(", ", "Mlp(", ")"));
    }
}
