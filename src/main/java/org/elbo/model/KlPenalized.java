package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model whose loss has a KL term that training may weigh: by annealing, by a constant weight, by
 * free bits. Training always takes the loss with a penalty, which may also disturb the data on
 * purpose, as word dropout does. Whoever judges the model takes the plain loss, the negative ELBO.
 */
public interface KlPenalized extends Model {
    /**
     * Records the loss that training minimises: the penalty of the KL term less the expected
     * log-likelihood.
     *
     * @param tape records it
     * @param batch data [batch, dataDimension]
     * @param penalty how the KL term counts
     * @param rng draws the noise
     * @return a value of shape [1, 1] in nats per datum; the negative ELBO only for {@link
     *     KlPenalty#PLAIN}, and only if training disturbs nothing
     * @throws IllegalArgumentException if the data do not fit the model
     */
    Value loss(Tape tape, INDArray batch, KlPenalty penalty, RandomGenerator rng);

    /** Records the negative ELBO of a batch. */
    @Override
    default Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
        return loss(tape, batch, KlPenalty.PLAIN, rng);
    }
}
