package org.elbo.model;

import java.util.Locale;
import org.elbo.internal.Check;

/**
 * The log-likelihood of sentences by the token. A token is a word or the end of a sentence, so a
 * sentence of n words has n + 1. The perplexity is exp(nats per token): among as many equally
 * probable words the model must choose, on average. Of a lower bound it is an upper bound.
 *
 * @param natsPerToken minus the sum of the log-likelihoods over the number of tokens
 * @param standardError how far that may lie off over other sentences of the same kind (that of a
 *     ratio of sums, by the delta method)
 * @param tokens the number of tokens
 */
public record Perplexity(double natsPerToken, double standardError, long tokens) {
    /**
     * Divides log-likelihoods, or bounds, by tokens.
     *
     * @param logLikelihoods nats, one for each sentence
     * @param tokens the number of tokens of each sentence, its end included
     * @return the perplexity
     * @throws IllegalArgumentException if there is no sentence, or not as many of both
     */
    public static Perplexity of(double[] logLikelihoods, int[] tokens) {
        int n = logLikelihoods.length;
        Check.that(
                n > 0 && n == tokens.length,
                "%d log-likelihoods of %d sentences, but each sentence needs one",
                n,
                tokens.length);
        double nats = 0;
        long all = 0;
        for (int i = 0; i < n; i++) {
            nats -= logLikelihoods[i];
            all += tokens[i];
        }
        double ratio = nats / all;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double residual = -logLikelihoods[i] - ratio * tokens[i];
            squares += residual * residual;
        }
        double error = Math.sqrt(squares * n / (n - 1.0)) / all;
        return new Perplexity(ratio, error, all);
    }

    /**
     * The perplexity.
     *
     * @return exp(natsPerToken), at least 1 for a distribution over words
     */
    public double value() {
        return Math.exp(natsPerToken);
    }

    /**
     * One line.
     *
     * @return as in {@code perplexity 6.05, 1.800 ± 0.011 nats per token (3210 tokens)}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "perplexity %.2f, %.3f ± %.3f nats per token (%d tokens)",
                value(),
                natsPerToken,
                standardError,
                tokens);
    }
}
