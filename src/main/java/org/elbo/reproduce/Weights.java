package org.elbo.reproduce;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.nn.Module;

/** First weights other than Glorot's. */
final class Weights {
    private Weights() {}

    /** Draws all weights and biases from N(0, deviation^2), as Kingma and Welling (2014) did. */
    static <M extends Module> M gaussian(M module, double deviation, RandomGenerator rng) {
        for (Parameter p : module.parameters()) {
            float[] numbers = new float[p.length()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) (deviation * rng.nextGaussian());
            }
            p.assign(numbers);
        }
        return module;
    }
}
