package org.elbo.model;

import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;

/**
 * How a training loss counts the divergence from the prior: weight times the sum over the latent
 * dimensions j of max(freeBits, mean over the batch of KL_j). A weight that grows from 0 to 1 is KL
 * annealing (Bowman et al. 2016), a constant weight above 1 is the beta-VAE (Higgins et al. 2017),
 * free bits are those of Kingma et al. (2016, arXiv:1606.04934). With a capacity C the sum is
 * replaced by its distance from C, so that a large weight holds it there (Burgess et al. 2018,
 * arXiv:1804.03599, equation 8). Only {@link #PLAIN} gives the negative ELBO; with any other the
 * loss is something to train on, never a result.
 *
 * @param weight what a nat of divergence costs, at least 0
 * @param freeBits the nats that each latent dimension has for nothing, at least 0
 * @param capacity the nats that all dimensions together shall carry, at least 0; 0 for as few as
 *     they like
 */
public record KlPenalty(double weight, double freeBits, double capacity) {
    /** The KL term as it stands in the ELBO: weight 1, no free bits. */
    public static final KlPenalty PLAIN = new KlPenalty(1, 0);

    /**
     * Checks the numbers.
     *
     * @param weight what a nat of divergence costs
     * @param freeBits the free nats of each latent dimension
     * @param capacity the nats that shall be carried
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
        Check.that(
                capacity >= 0 && capacity < Double.POSITIVE_INFINITY,
                "the capacity is %s nats but must be at least 0 and finite",
                capacity);
    }

    /**
     * A penalty without a capacity.
     *
     * @param weight what a nat of divergence costs, at least 0
     * @param freeBits the nats that each latent dimension has for nothing, at least 0
     * @throws IllegalArgumentException if a number is negative, infinite or NaN
     */
    public KlPenalty(double weight, double freeBits) {
        this(weight, freeBits, 0);
    }

    /**
     * Records the penalty of a batch.
     *
     * @param tape records it
     * @param kl the divergences, a column for each latent dimension [batch, latentDimension]
     * @return [1, 1], in nats per datum
     */
    public Value of(Tape tape, Value kl) {
        if (capacity == 0) {
            return nats(tape, kl, weight);
        }
        Value nats = nats(tape, kl, 1);
        double slope = nats.item() < capacity ? -weight : weight;
        return tape.affine(nats, slope, -slope * capacity);
    }

    private Value nats(Tape tape, Value kl, double factor) {
        return freeBits == 0
                ? tape.scale(tape.sum(kl), factor / kl.rows())
                : tape.scale(tape.freeBits(kl, freeBits), factor);
    }
}
