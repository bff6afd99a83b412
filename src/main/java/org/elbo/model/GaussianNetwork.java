package org.elbo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.nn.Dense;
import org.elbo.nn.Module;

/**
 * A network whose output is a Gaussian with independent dimensions: hidden layers, then one layer
 * for the means and one for the log-variances (Kingma and Welling 2014, appendix C.2).
 */
public final class GaussianNetwork implements Module {
    private final List<Dense> hidden = new ArrayList<>();
    private final Dense mean;
    private final Dense logVar;

    private GaussianNetwork(String name, int[] sizes, Activation activation, RandomGenerator rng) {
        int last = sizes.length - 2;
        for (int i = 0; i < last; i++) {
            hidden.add(Dense.of(name + "." + i, sizes[i], sizes[i + 1], activation, rng));
        }
        Activation none = Activation.IDENTITY;
        mean = Dense.of(name + ".mean", sizes[last], sizes[last + 1], none, rng);
        logVar = Dense.of(name + ".logVar", sizes[last], sizes[last + 1], none, rng);
    }

    /**
     * Creates a network with Glorot's weights.
     *
     * @param name its parameters are called name.0.weight, ..., name.mean.weight, name.logVar.bias
     * @param sizes from input over the hidden layers to output; without hidden layers the means and
     *     log-variances are linear in the input
     * @param activation of the hidden layers
     * @param rng draws the weights
     * @return a new network
     */
    public static GaussianNetwork of(
            String name, int[] sizes, Activation activation, RandomGenerator rng) {
        return new GaussianNetwork(name, sizes, activation, rng);
    }

    /**
     * What the network says about a batch.
     *
     * @param mean the means [batch, dim]
     * @param logVar log sigma^2 [batch, dim]
     */
    public record Output(Value mean, Value logVar) implements Posterior {
        @Override
        public Value sample(Tape tape, Value epsilon) {
            return tape.reparameterize(mean, logVar, epsilon);
        }

        @Override
        public Value kl(Tape tape) {
            return tape.gaussianKl(mean, logVar);
        }

        @Override
        public Value logDensity(Tape tape, Value z) {
            return tape.gaussianLogLikelihood(mean, logVar, z);
        }

        @Override
        public Output repeated(Tape tape, int times) {
            return new Output(tape.repeatRows(mean, times), tape.repeatRows(logVar, times));
        }

        @Override
        public Value numbers(Tape tape) {
            Value zeros = tape.constant(0, mean.rows(), mean.columns());
            return tape.concat(tape.concat(mean, logVar), zeros);
        }
    }

    /**
     * Computes mean and log-variance.
     *
     * @param tape records them
     * @param x the input [batch, in]
     * @return both, of shape [batch, out]
     */
    public Output apply(Tape tape, Value x) {
        Value h = x;
        for (Dense layer : hidden) {
            h = layer.apply(tape, h);
        }
        return new Output(mean.apply(tape, h), logVar.apply(tape, h));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        hidden.forEach(layer -> all.addAll(layer.parameters()));
        all.addAll(mean.parameters());
        all.addAll(logVar.parameters());
        return List.copyOf(all);
    }
}
