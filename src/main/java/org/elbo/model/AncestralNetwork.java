package org.elbo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.nn.Mlp;
import org.elbo.nn.Module;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The stochastic layers of a deep latent Gaussian model, from top to bottom: h_L = G_L xi_L, then
 * h_l = T_l(h_(l+1)) + G_l xi_l (Rezende, Mohamed and Wierstra 2014, equations 1 to 3). Noise is
 * scaled linearly by the square matrix G_l; T_l is a perceptron.
 */
final class AncestralNetwork implements Module {
    private final int[] latents;
    private final List<Parameter> factors = new ArrayList<>();
    private final List<Mlp> transforms = new ArrayList<>();

    /**
     * The latents from bottom to top, the scales of the first G_l, the hidden layers of each T_l.
     */
    AncestralNetwork(
            int[] latents,
            double[] scales,
            int[] hidden,
            Activation activation,
            RandomGenerator rng) {
        this.latents = latents;
        for (int l = 0; l < latents.length; l++) {
            String name = "generative.layer" + (l + 1);
            factors.add(Parameter.of(name + ".G", Nd4j.eye(latents[l]).muli(scales[l])));
            if (l + 1 < latents.length) {
                int[] sizes = Networks.sizes(latents[l + 1], hidden, latents[l]);
                transforms.add(Mlp.of(name + ".T", sizes, activation, Activation.IDENTITY, rng));
            }
        }
    }

    /** h_1 [batch, first latent], from the noise of all layers side by side, bottom to top. */
    Value apply(Tape tape, Value xi) {
        int to = xi.columns();
        Value h = null;
        for (int l = latents.length - 1; l >= 0; l--) {
            Value noise = scaled(tape, tape.columns(xi, to - latents[l], to), factors.get(l));
            h = h == null ? noise : tape.add(transforms.get(l).apply(tape, h), noise);
            to -= latents[l];
        }
        return h;
    }

    private static Value scaled(Tape tape, Value xi, Parameter factor) {
        Value zero = tape.constant(0, 1, factor.columns());
        return tape.dense(xi, tape.parameter(factor), zero, Activation.IDENTITY);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(
                        factors.stream(), transforms.stream().flatMap(t -> t.parameters().stream()))
                .toList();
    }
}
