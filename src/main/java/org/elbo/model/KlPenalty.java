package org.elbo.model;

import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;

/**
 * How a training loss counts the divergence from the prior: weight times the sum over the latent
 * dimensions j of max(freeBits, mean over the batch of KL_j). A weight that grows from 0 to 1 is KL
 * annealing (Bowman et al. 2016), a constant weight above 1 is the beta-VAE (Higgins et al. 2017),
 * free bits are those of Kingma et al. (2016, arXiv:1606.04934). Only {@link #PLAIN} gives the
 * negative ELBO; with any other the loss is something to train on, never a result.
 *
 * @param weight what a nat of divergence costs, at least 0
 * @param freeBits the nats that each latent dimension has for nothing, at least 0
 */
public record KlPenalty(double weight, double freeBits) {
    /** The KL term as it stands in the ELBO: weight 1, no free bits. */
    public static final KlPenalty PLAIN = new KlPenalty(1, 0);

    /**
     * Checks both numbers.
     *
     * @param weight what a nat of divergence costs
     * @param freeBits the free nats of each latent dimension
     * @throws IllegalArgumentException if a number is negative, infinite or NaN
     */
    public KlPenalty {
        Check.that(
                weight >= 0 && weight < Double.POSITIVE_INFINITY,
                "the weight of the KL term is %s but must be at least 0 and finite",
                weight);
        Check.that(
                freeBits >= 0 && freeBits < Double.POSITIVE_INFINITY,
                "free bits are %s nats but must be at least 0 and finite",
                freeBits);
    }

    /**
     * Records the penalty of a batch.
     *
     * @param tape records it
     * @param kl the divergences, a column for each latent dimension [batch, latentDimension]
     * @return [1, 1], in nats per datum
     */
    public Value of(Tape tape, Value kl) {
        return freeBits == 0
                ? tape.scale(tape.sum(kl), weight / kl.rows())
                : tape.scale(tape.freeBits(kl, freeBits), weight);
    }
}
