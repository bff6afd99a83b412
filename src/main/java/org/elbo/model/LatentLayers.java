package org.elbo.model;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a recognition model says about all stochastic layers of a deep latent Gaussian model:
 * q(xi|v) for each row, independent from layer to layer.
 *
 * @param layers the layers, from bottom (next to the data) to top
 */
public record LatentLayers(List<LatentRankOne> layers) {
    /**
     * The means of all layers side by side, bottom to top.
     *
     * @return [rows, latentDimension]
     */
    public INDArray mean() {
        return beside(LatentRankOne::mean);
    }

    /**
     * Draws one xi for each row, all layers side by side, bottom to top.
     *
     * @param rng draws the noise
     * @return [rows, latentDimension]
     */
    public INDArray sample(RandomGenerator rng) {
        return beside(layer -> layer.sample(rng));
    }

    /**
     * KL(q(xi_l|v) || N(0, I)) of every layer; the sum of a row is the datum's KL. The mean of a
     * column tells how much the model uses the layer.
     *
     * @return [rows, number of layers], bottom to top, in nats
     */
    public INDArray kl() {
        return beside(LatentRankOne::kl);
    }

    private INDArray beside(Function<LatentRankOne, INDArray> part) {
        return Nd4j.hstack(layers.stream().map(part).toArray(INDArray[]::new));
    }
}
