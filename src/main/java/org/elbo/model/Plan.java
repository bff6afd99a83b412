package org.elbo.model;

import java.util.Objects;
import org.elbo.autodiff.Activation;
import org.elbo.internal.Check;

/**
 * What the descriptions of all models with an encoder and a decoder have in common: each choice but
 * the data's dimension has a default.
 *
 * @param <B> the builder itself, which each method returns
 */
abstract class Plan<B extends Plan<B>> {
    final int data;
    int[] hidden = {400};
    Activation activation = Activation.TANH;
    Decoder decoder = Decoder.BERNOULLI;

    Plan(int data) {
        this.data = Check.positive("data dimension", data);
    }

    abstract B self();

    /**
     * The hidden layers of the encoder; the decoder has them in reverse. Default: one of 400.
     *
     * @param sizes from the data's side to the latents'; none makes a linear model
     * @return this
     */
    public B hidden(int... sizes) {
        hidden = sizes.clone();
        return self();
    }

    /**
     * The activation of the hidden layers. Default: tanh.
     *
     * @param function the activation
     * @return this
     */
    public B activation(Activation function) {
        activation = Objects.requireNonNull(function, "activation");
        return self();
    }

    /**
     * The distribution of the data given the latents. Default: Bernoulli.
     *
     * @param distribution Bernoulli for data of 0 and 1, Gaussian for real data
     * @return this
     */
    public B decoder(Decoder distribution) {
        decoder = Objects.requireNonNull(distribution, "decoder");
        return self();
    }
}
