package org.elbo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.nn.Dense;
import org.elbo.nn.Module;

/**
 * The recognition model q(xi|v), a product over the stochastic layers of N(xi_l; mu_l(v), C_l(v)):
 * hidden layers of v, either shared by all stochastic layers or each with its own, and on them one
 * linear layer for every vector that describes mu_l and C_l.
 */
final class RecognitionNetwork implements Module {
    private final List<List<Dense>> trunks = new ArrayList<>();
    private final List<List<Dense>> heads = new ArrayList<>();
    private final Covariance covariance;

    /** Sizes of the trunk from data to the last hidden layer; the latents from bottom to top. */
    RecognitionNetwork(
            int[] sizes,
            int[] latents,
            Covariance covariance,
            boolean shared,
            Activation activation,
            RandomGenerator rng) {
        this.covariance = covariance;
        int last = sizes[sizes.length - 1];
        for (int l = 0; l < latents.length; l++) {
            if (l == 0 || !shared) {
                trunks.add(trunk(shared ? "recognition" : name(l), sizes, activation, rng));
            }
            List<Dense> outputs = new ArrayList<>();
            for (String output : covariance.outputs()) {
                String name = name(l) + "." + output;
                outputs.add(Dense.of(name, last, latents[l], Activation.IDENTITY, rng));
            }
            heads.add(outputs);
        }
    }

    private static String name(int layer) {
        return "recognition.layer" + (layer + 1);
    }

    private static List<Dense> trunk(
            String name, int[] sizes, Activation activation, RandomGenerator rng) {
        List<Dense> trunk = new ArrayList<>();
        for (int i = 0; i + 1 < sizes.length; i++) {
            trunk.add(Dense.of(name + "." + i, sizes[i], sizes[i + 1], activation, rng));
        }
        return trunk;
    }

    /** The posterior of every stochastic layer, from bottom to top. */
    List<Posterior> apply(Tape tape, Value v) {
        List<Value> features = new ArrayList<>();
        for (List<Dense> trunk : trunks) {
            Value h = v;
            for (Dense layer : trunk) {
                h = layer.apply(tape, h);
            }
            features.add(h);
        }
        List<Posterior> posteriors = new ArrayList<>();
        for (int l = 0; l < heads.size(); l++) {
            Value h = features.get(Math.min(l, features.size() - 1));
            posteriors.add(
                    covariance.posterior(
                            heads.get(l).stream().map(head -> head.apply(tape, h)).toList()));
        }
        return posteriors;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(trunks, heads)
                .flatMap(List::stream)
                .flatMap(List::stream)
                .flatMap(layer -> layer.parameters().stream())
                .toList();
    }
}
