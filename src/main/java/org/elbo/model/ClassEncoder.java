package org.elbo.model;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.elbo.nn.Dense;
import org.elbo.nn.Initializer;
import org.elbo.nn.Module;

/**
 * The network of q(z|x, y). In its first layer a datum's share is computed once, however many
 * classes it is paired with; a class only adds its own weights.
 */
final class ClassEncoder implements Module {
    private final Parameter dataWeight;
    private final Dense classes;
    private final Activation activation;
    private final GaussianNetwork rest;

    /** Sizes from data over at least one hidden layer to latents. */
    ClassEncoder(int[] sizes, int count, Activation activation, RandomGenerator rng) {
        Check.that(sizes.length > 2, "hidden names no layer but the class enters at the first");
        this.activation = activation;
        dataWeight =
                Initializer.GLOROT_UNIFORM.parameter(
                        "encoder.data.weight", sizes[0], sizes[1], rng);
        classes = Dense.of("encoder.class", count, sizes[1], Activation.IDENTITY, rng);
        int[] others = Arrays.copyOfRange(sizes, 1, sizes.length);
        rest = GaussianNetwork.of("encoder", others, activation, rng);
    }

    /** q(z|x, y) of pairs: the datum's row in x of each, and its class [pairs, classes]. */
    GaussianNetwork.Output apply(Tape tape, Value x, int[] rows, Value y) {
        Value none = tape.constant(0, 1, dataWeight.columns());
        Value shared = tape.dense(x, tape.parameter(dataWeight), none, Activation.IDENTITY);
        Value sums = tape.add(tape.rows(shared, rows), classes.apply(tape, y));
        return rest.apply(tape, tape.activate(sums, activation));
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(List.of(dataWeight), classes.parameters(), rest.parameters())
                .flatMap(List::stream)
                .toList();
    }
}
