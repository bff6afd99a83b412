package org.elbo.nn;

import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Packing;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/**
 * A layer of long short-term memory (see {@link Tape#lstm}). The columns of its weights and of its
 * bias are those of the input gate, the forget gate, the candidate and the output gate, as in
 * PyTorch, whose two biases are one here.
 */
public final class Lstm implements Recurrent {
    private final Parameter weight;
    private final Parameter recurrent;
    private final Parameter bias;

    private Lstm(Parameter weight, Parameter recurrent, Parameter bias) {
        this.weight = weight;
        this.recurrent = recurrent;
        this.bias = bias;
    }

    /**
     * Creates a layer with Glorot's uniform weights and biases of zero, but of 1 for the forget
     * gates, so that a cell remembers until it learns to forget (Jozefowicz et al. 2015).
     *
     * @param name the parameters are called name.weight, name.recurrent and name.bias
     * @param inputs the number of inputs
     * @param units the number of units
     * @param rng draws the weights
     * @return a new layer
     */
    public static Lstm of(String name, int inputs, int units, RandomGenerator rng) {
        Initializer glorot = Initializer.GLOROT_UNIFORM;
        Parameter weight = glorot.parameter(name + ".weight", inputs, 4 * units, rng);
        Parameter recurrent = glorot.parameter(name + ".recurrent", units, 4 * units, rng);
        Parameter bias = Initializer.ZERO.parameter(name + ".bias", 1, 4 * units, rng);
        for (int i = units; i < 2 * units; i++) {
            bias.value().putScalar(i, 1);
        }
        return new Lstm(weight, recurrent, bias);
    }

    @Override
    public int units() {
        return recurrent.rows();
    }

    /** The outputs and the cells: twice the units. */
    @Override
    public int stateSize() {
        return 2 * units();
    }

    @Override
    public Value apply(Tape tape, Value x, Value start, Packing packing) {
        Value gates = tape.dense(x, weight, bias, Activation.IDENTITY);
        return tape.lstm(gates, tape.parameter(recurrent), start, packing);
    }

    @Override
    public Value state(Tape tape, Value outputs) {
        return tape.concat(outputs, tape.cells(outputs));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, recurrent, bias);
    }

    @Override
    public String toString() {
        return "Lstm " + weight.rows() + " -> " + units();
    }
}
