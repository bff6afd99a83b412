package org.elbo.model;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.elbo.nn.Mlp;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The plain autoencoder: an encoder network squeezes a datum into a short code, a decoder network
 * restores it. There is no distribution over the codes, so nothing says which codes are likely: it
 * reconstructs, and does not generate.
 *
 * <pre>{@code
 * Autoencoder ae = Autoencoder.builder(784).hidden(400).latent(20).build(new Random(1));
 * Trainer.of(ae, Adam.of(1e-3)).epochs(5).fit(Mnist.train().continuous());
 * INDArray restored = ae.reconstruct(digits);
 * }</pre>
 */
public final class Autoencoder implements Model {
    private final int dataDimension;
    private final int latentDimension;
    private final Reconstruction reconstruction;
    private final Mlp encoder;
    private final Mlp decoder;

    private Autoencoder(Builder plan, RandomGenerator rng) {
        dataDimension = plan.data;
        latentDimension = plan.latent;
        reconstruction = plan.reconstruction;
        int[] in = Networks.sizes(plan.data, plan.hidden, plan.latent);
        int[] out = Networks.sizes(plan.latent, Networks.reversed(plan.hidden), plan.data);
        encoder = Mlp.of("encoder", in, plan.activation, Activation.IDENTITY, rng);
        decoder = Mlp.of("decoder", out, plan.activation, Activation.IDENTITY, rng);
    }

    /**
     * Starts the description of a model.
     *
     * @param dataDimension the number of dimensions of a datum
     * @return a builder
     */
    public static Builder builder(int dataDimension) {
        return new Builder(dataDimension);
    }

    @Override
    public int dataDimension() {
        return dataDimension;
    }

    /**
     * The number of dimensions of the code.
     *
     * @return at least 1
     */
    public int latentDimension() {
        return latentDimension;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(encoder, decoder).flatMap(n -> n.parameters().stream()).toList();
    }

    /** Records the reconstruction error, summed over the dimensions; no noise is drawn. */
    @Override
    public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
        Value x = tape.constant(Networks.columnsChecked("batch", batch, dataDimension));
        Value z = encoder.apply(tape, x);
        return tape.mean(reconstruction.loss(tape, decoder.apply(tape, z), x));
    }

    /**
     * The code of each row.
     *
     * @param x data [rows, dataDimension]
     * @return [rows, latentDimension]
     */
    public INDArray encode(INDArray x) {
        Networks.columnsChecked("x", x, dataDimension);
        return Networks.forward(x, latentDimension, encoder::apply);
    }

    /**
     * The data that codes stand for; with a Bernoulli reconstruction the probabilities.
     *
     * @param z codes [rows, latentDimension]
     * @return [rows, dataDimension]
     */
    public INDArray decode(INDArray z) {
        Networks.columnsChecked("z", z, latentDimension);
        return Networks.forward(
                z,
                dataDimension,
                (tape, code) -> reconstruction.mean(tape, decoder.apply(tape, code)));
    }

    /**
     * Data through encoder and decoder.
     *
     * @param x data [rows, dataDimension]
     * @return [rows, dataDimension]
     */
    public INDArray reconstruct(INDArray x) {
        return decode(encode(x));
    }

    /**
     * The straight way from the code of one datum to that of another.
     *
     * @param a the first datum [1, dataDimension]
     * @param b the last datum [1, dataDimension]
     * @param steps the number of points, both ends included
     * @return the decoded points [steps, dataDimension]
     */
    public INDArray interpolate(INDArray a, INDArray b, int steps) {
        return decode(Networks.line(encode(a), encode(b), steps));
    }

    @Override
    public String toString() {
        long count = parameters().stream().mapToLong(Parameter::length).sum();
        return String.format(
                "Autoencoder %d -> %d -> %d, %,d parameters",
                dataDimension, latentDimension, dataDimension, count);
    }

    /** Describes an autoencoder; every choice but the data's dimension has a default. */
    public static final class Builder {
        private final int data;
        private int[] hidden = {400};
        private int latent = 20;
        private Activation activation = Activation.TANH;
        private Reconstruction reconstruction = Reconstruction.SQUARED_ERROR;

        private Builder(int data) {
            this.data = Check.positive("data dimension", data);
        }

        /**
         * The hidden layers of the encoder; the decoder has them in reverse. Default: one of 400.
         *
         * @param sizes from the data's side to the code's; none makes a linear model
         * @return this
         */
        public Builder hidden(int... sizes) {
            hidden = sizes.clone();
            return this;
        }

        /**
         * The number of dimensions of the code. Default: 20.
         *
         * @param dimension at least 1
         * @return this
         */
        public Builder latent(int dimension) {
            latent = Check.positive("latent dimension", dimension);
            return this;
        }

        /**
         * The activation of the hidden layers. Default: tanh.
         *
         * @param function the activation
         * @return this
         */
        public Builder activation(Activation function) {
            activation = Objects.requireNonNull(function, "activation");
            return this;
        }

        /**
         * What the loss compares. Default: the squared error.
         *
         * @param how squared error for real data, Bernoulli for data of 0 and 1
         * @return this
         */
        public Builder reconstruction(Reconstruction how) {
            reconstruction = Objects.requireNonNull(how, "reconstruction");
            return this;
        }

        /**
         * Makes the model, with Glorot's weights and biases of zero.
         *
         * @param rng draws the weights
         * @return a new model
         */
        public Autoencoder build(RandomGenerator rng) {
            return new Autoencoder(this, rng);
        }
    }
}
