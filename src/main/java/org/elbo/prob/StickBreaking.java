package org.elbo.prob;

import org.elbo.internal.Check;

/**
 * Breaking a stick of length 1 again and again and keeping the piece {@code nu_k} of what is left:
 * the lengths {@code pi_k = nu_1 nu_2 ... nu_k} are the feature probabilities of an Indian buffet
 * (Teh, Görür and Ghahramani 2007). All is done in logarithms, where a stick of length e^-1000 is
 * an ordinary number.
 */
public final class StickBreaking {
    private StickBreaking() {}

    /**
     * The logs of the lengths from the logs of the pieces: their cumulative sums.
     *
     * @param logPieces {@code log nu_k}, at most 0
     * @return {@code log pi_k}, never increasing
     * @throws IllegalArgumentException if there is none, or one is above 0 or NaN
     */
    public static double[] logLengths(double... logPieces) {
        Check.that(logPieces.length > 0, "logPieces is empty but a stick has at least one piece");
        double[] sums = logPieces.clone();
        for (int k = 0; k < sums.length; k++) {
            logProbability("logPieces[" + k + "]", sums[k]);
            sums[k] += k == 0 ? 0 : sums[k - 1];
        }
        return sums;
    }

    /**
     * The log odds of an event whose probability is given by its log, {@code log p - log(1 - p)}:
     * exact where p underflows, and where 1 - p is as small as a double can tell.
     *
     * @param logP log p, at most 0
     * @return {@code log(p / (1 - p))}; positive infinity for p = 1
     * @throws IllegalArgumentException if logP is above 0 or NaN
     */
    public static double logit(double logP) {
        return logP - logComplement(logP);
    }

    /**
     * The log of the probability that an event does not happen, {@code log(1 - exp(logP))}, by the
     * formula of Mächler (2012) that is exact on both sides.
     *
     * @param logP log p, at most 0
     * @return {@code log(1 - p)}; negative infinity for p = 1
     * @throws IllegalArgumentException if logP is above 0 or NaN
     */
    public static double logComplement(double logP) {
        logProbability("logP", logP);
        return logP > -Math.log(2) ? Math.log(-Math.expm1(logP)) : Math.log1p(-Math.exp(logP));
    }

    private static void logProbability(String role, double value) {
        Check.that(value <= 0, "%s is %s but the log of a probability is at most 0", role, value);
    }
}
