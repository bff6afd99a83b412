package org.elbo.nn;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/** A dense layer: activation(x w + b), with w of shape [in, out] and b of shape [1, out]. */
public final class Dense implements Module {
    private final Parameter weight;
    private final Parameter bias;
    private final Activation activation;

    private Dense(Parameter weight, Parameter bias, Activation activation) {
        this.weight = weight;
        this.bias = bias;
        this.activation = activation;
    }

    /**
     * Creates a layer with Glorot's uniform weights and a bias of zeros.
     *
     * @param name the parameters are called name.weight and name.bias
     * @param in the number of inputs
     * @param out the number of outputs
     * @param activation applied to each sum
     * @param rng draws the weights
     * @return a new layer
     */
    public static Dense of(
            String name, int in, int out, Activation activation, RandomGenerator rng) {
        return of(name, in, out, activation, Initializer.GLOROT_UNIFORM, rng);
    }

    /**
     * Creates a layer with a bias of zeros.
     *
     * @param name the parameters are called name.weight and name.bias
     * @param in the number of inputs
     * @param out the number of outputs
     * @param activation applied to each sum
     * @param initializer makes the weights
     * @param rng draws the weights
     * @return a new layer
     */
    public static Dense of(
            String name,
            int in,
            int out,
            Activation activation,
            Initializer initializer,
            RandomGenerator rng) {
        Objects.requireNonNull(activation, "activation");
        return new Dense(
                initializer.parameter(name + ".weight", in, out, rng),
                Initializer.ZERO.parameter(name + ".bias", 1, out, rng),
                activation);
    }

    /**
     * Computes the layer.
     *
     * @param tape records it
     * @param x the input [batch, in]
     * @return [batch, out]
     */
    public Value apply(Tape tape, Value x) {
        return tape.dense(x, weight, bias, activation);
    }

    /**
     * The weight.
     *
     * @return [in, out]
     */
    public Parameter weight() {
        return weight;
    }

    /**
     * The bias.
     *
     * @return [1, out]
     */
    public Parameter bias() {
        return bias;
    }

    /**
     * The activation.
     *
     * @return the function applied to each sum
     */
    public Activation activation() {
        return activation;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public String toString() {
        return "Dense " + weight.rows() + " -> " + weight.columns() + " " + activation;
    }
}
