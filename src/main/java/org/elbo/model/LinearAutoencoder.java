package org.elbo.model;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.nn.Dense;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An autoencoder without nonlinearity, trained on the squared error. At the minimum its decoder
 * spans the same subspace as the first principal components (Baldi and Hornik 1989); its latents
 * are a linear map of PCA's, not the components themselves.
 */
public final class LinearAutoencoder implements Model {
    private final int dataDimension;
    private final int latentDimension;
    private final Dense encoder;
    private final Dense decoder;

    private LinearAutoencoder(int data, int latent, RandomGenerator rng) {
        dataDimension = data;
        latentDimension = latent;
        encoder = Dense.of("encoder", data, latent, Activation.IDENTITY, rng);
        decoder = Dense.of("decoder", latent, data, Activation.IDENTITY, rng);
    }

    /**
     * Creates a model with Glorot's weights and biases of zero.
     *
     * @param dataDimension the number of dimensions of a datum
     * @param latentDimension the number of dimensions of the code, as a rule smaller
     * @param rng draws the weights
     * @return a new model
     */
    public static LinearAutoencoder of(
            int dataDimension, int latentDimension, RandomGenerator rng) {
        return new LinearAutoencoder(dataDimension, latentDimension, rng);
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

    /** Records the squared error, summed over the dimensions; no noise is drawn. */
    @Override
    public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
        Value x = tape.constant(Networks.columnsChecked("batch", batch, dataDimension));
        Value z = encoder.apply(tape, x);
        return tape.mean(tape.squaredError(decoder.apply(tape, z), x));
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
     * The data that codes stand for.
     *
     * @param z codes [rows, latentDimension]
     * @return [rows, dataDimension]
     */
    public INDArray decode(INDArray z) {
        Networks.columnsChecked("z", z, latentDimension);
        return Networks.forward(z, dataDimension, decoder::apply);
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
     * The directions that the decoder spans, to be compared with principal components.
     *
     * @return a copy [latentDimension, dataDimension]; the rows are neither orthogonal nor of
     *     length 1
     */
    public INDArray directions() {
        return decoder.weight().value().dup('c');
    }

    @Override
    public String toString() {
        return String.format(
                "LinearAutoencoder %d -> %d -> %d", dataDimension, latentDimension, dataDimension);
    }
}
