package org.elbo.nn;

import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Packing;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/**
 * A layer of gated recurrent units (see {@link Tape#gru}). The columns of its weights and of its
 * biases are those of the reset gate, the update gate and the candidate, as in PyTorch.
 */
public final class Gru implements Recurrent {
    private final Parameter weight;
    private final Parameter recurrent;
    private final Parameter bias;
    private final Parameter recurrentBias;

    private Gru(Parameter weight, Parameter recurrent, Parameter bias, Parameter recurrentBias) {
        this.weight = weight;
        this.recurrent = recurrent;
        this.bias = bias;
        this.recurrentBias = recurrentBias;
    }

    /**
     * Creates a layer with Glorot's uniform weights and biases of zero.
     *
     * @param name the parameters are called name.weight, name.recurrent, name.bias and
     *     name.recurrentBias
     * @param inputs the number of inputs
     * @param units the number of units
     * @param rng draws the weights
     * @return a new layer
     */
    public static Gru of(String name, int inputs, int units, RandomGenerator rng) {
        Initializer glorot = Initializer.GLOROT_UNIFORM;
        return new Gru(
                glorot.parameter(name + ".weight", inputs, 3 * units, rng),
                glorot.parameter(name + ".recurrent", units, 3 * units, rng),
                Initializer.ZERO.parameter(name + ".bias", 1, 3 * units, rng),
                Initializer.ZERO.parameter(name + ".recurrentBias", 1, 3 * units, rng));
    }

    @Override
    public int units() {
        return recurrent.rows();
    }

    /** The outputs: as many as there are units. */
    @Override
    public int stateSize() {
        return units();
    }

    @Override
    public Value apply(Tape tape, Value x, Value start, Packing packing) {
        Value gates = tape.dense(x, weight, bias, Activation.IDENTITY);
        Value u = tape.parameter(recurrent);
        return tape.gru(gates, u, tape.parameter(recurrentBias), start, packing);
    }

    @Override
    public Value state(Tape tape, Value outputs) {
        return outputs;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, recurrent, bias, recurrentBias);
    }

    @Override
    public String toString() {
        return "Gru " + weight.rows() + " -> " + units();
    }
}
