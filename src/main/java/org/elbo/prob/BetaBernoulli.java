package org.elbo.prob;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Gamma;
import org.elbo.internal.Check;

/**
 * The finite model whose limit is the {@link IndianBuffet}: each of K features has its own
 * probability {@code pi_k ~ Beta(alpha / K, 1)}, each object has it or not (Griffiths and
 * Ghahramani 2011).
 */
public final class BetaBernoulli {
    private final double alpha;
    private final int features;

    private BetaBernoulli(double alpha, int features) {
        this.alpha = Check.positive("alpha", alpha);
        this.features = Check.positive("features", features);
    }

    /**
     * A finite feature model.
     *
     * @param alpha the limit of the mean number of features of an object, as K grows
     * @param features the number K of features
     * @return the model
     * @throws IllegalArgumentException if alpha is not positive and finite, or K not positive
     */
    public static BetaBernoulli of(double alpha, int features) {
        return new BetaBernoulli(alpha, features);
    }

    /**
     * The mean number of features of an object.
     *
     * @return {@code alpha / (1 + alpha / K)}
     */
    public double expectedCount() {
        return alpha / (1 + alpha / features);
    }

    /**
     * Draws a matrix.
     *
     * @param objects the number of rows
     * @param rng the source of randomness
     * @return a matrix of K columns
     */
    public FeatureMatrix sample(int objects, RandomGenerator rng) {
        double[] logP = new double[features];
        for (int k = 0; k < features; k++) {
            logP[k] = -rng.nextExponential() * features / alpha;
        }
        return IndianBuffet.withProbabilities(objects, logP, rng);
    }

    /**
     * The log probability of the matrices that have the same left-ordered form, {@code log [K! /
     * prod_h K_h! prod_k a Gamma(m_k + a) (N - m_k)! / Gamma(N + 1 + a)]} with a = alpha / K
     * (Griffiths and Ghahramani 2011).
     *
     * @param z a matrix of K columns
     * @return nats
     * @throws IllegalArgumentException if it has another number of columns
     */
    public double logProbability(FeatureMatrix z) {
        Check.that(
                z.features() == features,
                "the matrix has %d features but the model %d",
                z.features(),
                features);
        double a = alpha / features;
        int n = z.objects();
        double log = Gamma.logGamma(features + 1.0);
        for (int k = 0; k < features; k++) {
            int m = z.owners(k);
            log += Math.log(a) + Gamma.logGamma(m + a) + Gamma.logGamma(n - m + 1.0);
            log -= Gamma.logGamma(n + 1 + a);
        }
        for (long same : z.histories().values()) {
            log -= Gamma.logGamma(same + 1.0);
        }
        return log;
    }

    /**
     * Names the model.
     *
     * @return as in {@code BetaBernoulli(2.0, 100 features)}
     */
    @Override
    public String toString() {
        return "BetaBernoulli(" + alpha + ", " + features + " features)";
    }
}
