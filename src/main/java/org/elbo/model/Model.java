package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.nn.Module;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Something that a loss teaches: parameters, and what they cost on a batch of data. */
public interface Model extends Module {
    /**
     * The number of dimensions of a datum, for images the number of pixels.
     *
     * @return at least 1
     */
    int dataDimension();

    /**
     * The number of columns of a training batch: those of a datum, and whatever else the loss needs
     * to know of it, such as its label.
     *
     * @return at least {@link #dataDimension()}, which is the default
     */
    default int batchDimension() {
        return dataDimension();
    }

    /**
     * Records the loss of a batch: summed over the dimensions of a datum, averaged over the batch.
     *
     * @param tape records it
     * @param batch data [batch, batchDimension]
     * @param rng draws the noise, if the model has any
     * @return a value of shape [1, 1], as a rule in nats per datum
     * @throws IllegalArgumentException if the data do not fit the model
     */
    Value loss(Tape tape, INDArray batch, RandomGenerator rng);
}
