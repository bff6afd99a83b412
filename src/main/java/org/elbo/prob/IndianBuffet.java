package org.elbo.prob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.elbo.internal.Check;

/**
 * The Indian buffet process (Griffiths and Ghahramani 2011): a distribution of {@link
 * FeatureMatrix} with any number of features. Customer n takes a dish that m earlier customers took
 * with probability m / n, then a Poisson(alpha / n) number of dishes nobody had. Each customer has
 * Poisson(alpha) dishes, n customers together Poisson(alpha H_n) different ones, where {@code H_n =
 * 1 + 1/2 + ... + 1/n}, and the order of the customers makes no difference.
 */
public final class IndianBuffet {
    private final double alpha;

    private IndianBuffet(double alpha) {
        this.alpha = Check.positive("alpha", alpha);
    }

    /**
     * A buffet.
     *
     * @param alpha the mean number of features of an object
     * @return the process
     * @throws IllegalArgumentException if alpha is not positive and finite
     */
    public static IndianBuffet of(double alpha) {
        return new IndianBuffet(alpha);
    }

    /**
     * The mean number of features of an object.
     *
     * @return a positive number
     */
    public double alpha() {
        return alpha;
    }

    /**
     * The mean number of different features that some objects have together.
     *
     * @param objects how many
     * @return {@code alpha H_n}
     */
    public double expectedFeatures(int objects) {
        Check.positive("objects", objects);
        return alpha * harmonic(objects);
    }

    private static double harmonic(int n) {
        return Digamma.of(n + 1.0) - Digamma.of(1);
    }

    /**
     * Draws a matrix customer by customer.
     *
     * @param objects the number of customers
     * @param rng the source of randomness
     * @return a matrix whose features stand in the order in which they were first taken
     */
    public FeatureMatrix sample(int objects, RandomGenerator rng) {
        Check.positive("objects", objects);
        List<BitSet> dishes = new ArrayList<>();
        for (int n = 1; n <= objects; n++) {
            Interrupts.check(n);
            for (BitSet dish : dishes) {
                dish.set(n - 1, n * rng.nextDouble() < dish.cardinality());
            }
            for (int i = poisson(alpha / n, rng); i > 0; i--) {
                BitSet dish = new BitSet();
                dish.set(n - 1);
                dishes.add(dish);
            }
        }
        return new FeatureMatrix(objects, dishes);
    }

    /** The number of arrivals before the mean, one per unit of time on average. */
    private static int poisson(double mean, RandomGenerator rng) {
        int count = 0;
        for (double time = rng.nextExponential(); time < mean; time += rng.nextExponential()) {
            count++;
        }
        return count;
    }

    /**
     * Draws the probabilities of the most frequent features by stick-breaking: {@code pi_k = nu_1
     * ... nu_k} with nu ~ Beta(alpha, 1) (Teh, Görür and Ghahramani 2007).
     *
     * @param features how many, the truncation K
     * @param rng the source of randomness
     * @return {@code log pi_k} in nats, decreasing
     */
    public double[] sampleLogSticks(int features, RandomGenerator rng) {
        double[] logPieces = new double[Check.positive("features", features)];
        for (int k = 0; k < features; k++) {
            logPieces[k] = -rng.nextExponential() / alpha;
        }
        return StickBreaking.logLengths(logPieces);
    }

    /**
     * Draws a matrix by stick-breaking: the probabilities of the features, then every object's own
     * features, independently.
     *
     * @param objects the number of rows
     * @param features the truncation K, the number of columns; see {@link #lostToTruncation}
     * @param rng the source of randomness
     * @return a matrix whose features stand in the order of their probabilities
     */
    public FeatureMatrix sampleBySticks(int objects, int features, RandomGenerator rng) {
        return withProbabilities(objects, sampleLogSticks(features, rng), rng);
    }

    static FeatureMatrix withProbabilities(int objects, double[] logP, RandomGenerator rng) {
        Check.positive("objects", objects);
        List<BitSet> features = new ArrayList<>();
        for (double log : logP) {
            double p = Math.exp(log);
            BitSet owners = new BitSet();
            for (int n = 0; n < objects; n++) {
                owners.set(n, rng.nextDouble() < p);
            }
            features.add(owners);
        }
        return new FeatureMatrix(objects, features);
    }

    /**
     * The mean number of features that an object loses when only the K longest sticks are kept:
     * {@code E[sum of pi_k, k > K] = alpha (alpha / (1 + alpha))^K}.
     *
     * @param features the truncation K
     * @return a positive number, at most alpha
     */
    public double lostToTruncation(int features) {
        Check.positive("features", features);
        return alpha * Math.exp(-features * Math.log1p(1 / alpha));
    }

    /**
     * The log probability of the matrices that have the same left-ordered form, {@code log [alpha^K
     * / prod_h K_h! exp(-alpha H_N) prod_k (N - m_k)! (m_k - 1)! / N!]} (Griffiths and Ghahramani
     * 2011).
     *
     * @param z a matrix with its features in any order; features that nobody has count nothing
     * @return nats
     */
    public double logProbability(FeatureMatrix z) {
        FeatureMatrix form = z.leftOrdered();
        int n = form.objects();
        double log = form.features() * Math.log(alpha) - alpha * harmonic(n);
        for (int k = 0; k < form.features(); k++) {
            int m = form.owners(k);
            log += logFactorial(n - m) + logFactorial(m - 1) - logFactorial(n);
        }
        for (long same : form.histories().values()) {
            log -= logFactorial((int) same);
        }
        return log;
    }

    private static double logFactorial(int n) {
        return CombinatoricsUtils.factorialLog(n);
    }

    /**
     * Names the process.
     *
     * @return as in {@code IndianBuffet(2.0)}
     */
    @Override
    public String toString() {
        return "IndianBuffet(" + alpha + ")";
    }
}
