package org.elbo.prob;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * The evidence {@code p(x)} estimated as a mean of weights. The mean is unbiased for {@code p(x)};
 * its logarithm is too small on average (Jensen), and with few effective draws by far.
 *
 * @param logEvidence the log of the mean weight, in nats; its standard error is that of the mean
 *     divided by the mean (delta method), and means little where the effective sample size is small
 * @param effectiveSampleSize {@code (sum w)^2 / sum w^2}: from 1, one weight counts, to the number
 *     of draws; 0 if all weights are zero
 */
public record Evidence(Estimate logEvidence, double effectiveSampleSize) {
    /**
     * Draws from the prior, weighted by the likelihood: {@code p(x) = E_p(z)[p(x|z)]}.
     *
     * @param model the model
     * @param x the datum
     * @param draws how many draws
     * @param rng the source of randomness
     * @param <Z> the type of the latent variable
     * @param <X> the type of the data
     * @return the estimate
     * @throws IllegalArgumentException if draws is not positive
     */
    public static <Z, X> Evidence byPriorSampling(
            LatentModel<Z, X> model, X x, int draws, RandomGenerator rng) {
        return of(draws, () -> model.logLikelihood(x, model.prior().sample(rng)));
    }

    /**
     * Draws from a proposal, weighted by the joint density over the proposal's: {@code p(x) =
     * E_q(z)[p(x, z) / q(z)]}. The proposal must have mass wherever the joint density has.
     *
     * @param model the model
     * @param x the datum
     * @param proposal the distribution q to draw from, best close to the posterior and wider
     * @param draws how many draws
     * @param rng the source of randomness
     * @param <Z> the type of the latent variable
     * @param <X> the type of the data
     * @return the estimate
     * @throws IllegalArgumentException if draws is not positive
     */
    public static <Z, X> Evidence byImportanceSampling(
            LatentModel<Z, X> model,
            X x,
            Distribution<Z> proposal,
            int draws,
            RandomGenerator rng) {
        return of(
                draws,
                () -> {
                    Z z = proposal.sample(rng);
                    return model.logJoint(x, z) - proposal.logDensity(z);
                });
    }

    private static Evidence of(int draws, DoubleSupplier logWeight) {
        double[] logWeights = new double[Check.positive("draws", draws)];
        for (int i = 0; i < draws; i++) {
            Interrupts.check(i);
            logWeights[i] = logWeight.getAsDouble();
        }
        return ofLogWeights(logWeights);
    }

    /**
     * The estimate from weights drawn elsewhere.
     *
     * @param logWeights the logarithms of independent weights whose expectation is the evidence
     * @return the estimate
     * @throws IllegalArgumentException if there are none or one is NaN or positive infinity
     */
    public static Evidence ofLogWeights(double... logWeights) {
        double logMean = LogSumExp.mean(logWeights);
        Check.that(
                logMean < Double.POSITIVE_INFINITY,
                "the mean log weight is %s, it must be finite",
                logMean);
        if (logMean == Double.NEGATIVE_INFINITY) {
            return new Evidence(new Estimate(logMean, Double.NaN, logWeights.length), 0);
        }
        double[] relative = new double[logWeights.length];
        double squares = 0;
        for (int i = 0; i < relative.length; i++) {
            relative[i] = Math.exp(logWeights[i] - logMean);
            squares += relative[i] * relative[i];
        }
        // Divided by the mean weight, the weights have mean 1: their error is that of the
        // logarithm.
        double error = Estimate.of(relative).standardError();
        double effective = (double) relative.length * relative.length / squares;
        return new Evidence(new Estimate(logMean, error, relative.length), effective);
    }

    /**
     * The estimate of the log evidence.
     *
     * @return nats
     */
    public double value() {
        return logEvidence.value();
    }

    /**
     * The standard error of the log evidence.
     *
     * @return nats
     */
    public double standardError() {
        return logEvidence.standardError();
    }

    /**
     * The estimate as text.
     *
     * @return as in {@code log p(x) = -1.234 ± 0.012 (1000 draws), effective sample size 350.1}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "log p(x) = %s, effective sample size %.1f",
                logEvidence,
                effectiveSampleSize);
    }
}
