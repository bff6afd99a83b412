package org.elbo.prob;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.elbo.internal.Check;

/**
 * How often a true value had which rank among draws that should be like it. If they come from the
 * same distribution, every rank is as likely; a histogram like a U says that the draws lie too
 * close together, a hump that they lie too far apart, a slope that they lie to one side (Talts et
 * al. 2018, arXiv:1804.06788, section 4).
 */
public final class RankHistogram {
    private final long[] counts;
    private final int total;

    private RankHistogram(long[] counts, int total) {
        this.counts = counts;
        this.total = total;
    }

    /**
     * Counts ranks in bins of equal width.
     *
     * @param ranks for each independent experiment the number of draws below the true value, from 0
     *     to draws
     * @param draws how many draws each experiment made
     * @param bins at least 2, a divisor of draws + 1; the ranks must be at least 5 times as many,
     *     or the chi-square test does not hold
     * @return the histogram
     * @throws IllegalArgumentException if the numbers do not fit
     */
    public static RankHistogram of(int[] ranks, int draws, int bins) {
        Check.positive("draws", draws);
        Check.that(
                bins > 1 && (draws + 1) % bins == 0,
                "%d draws have %d ranks, which %d bins do not divide equally",
                draws,
                draws + 1,
                bins);
        Check.that(
                ranks.length >= 5 * bins,
                "%d ranks are too few for %d bins: take at least 5 for each bin",
                ranks.length,
                bins);
        long[] counts = new long[bins];
        int width = (draws + 1) / bins;
        for (int rank : ranks) {
            Check.that(rank >= 0 && rank <= draws, "rank %d is not from 0 to %d", rank, draws);
            counts[rank / width]++;
        }
        return new RankHistogram(counts, ranks.length);
    }

    /**
     * The number of ranks in each bin, low ranks first.
     *
     * @return a new array [bins]
     */
    public long[] counts() {
        return counts.clone();
    }

    /**
     * The count that each bin has on average when all ranks are equally likely.
     *
     * @return ranks / bins
     */
    public double expectedCount() {
        return (double) total / counts.length;
    }

    /**
     * The range in which a bin's count lies with a given probability when all ranks are equally
     * likely: the quantiles of the binomial distribution. It holds for each bin by itself; of 20
     * bins one is expected outside a band of 95 %.
     *
     * @param probability above 0 and below 1
     * @return the lowest and the highest count
     * @throws IllegalArgumentException if the probability is not between 0 and 1
     */
    public int[] band(double probability) {
        Check.that(
                probability > 0 && probability < 1,
                "the band's probability is %s but must be above 0 and below 1",
                probability);
        BinomialDistribution count = new BinomialDistribution(null, total, 1.0 / counts.length);
        double tail = (1 - probability) / 2;
        return new int[] {
            count.inverseCumulativeProbability(tail), count.inverseCumulativeProbability(1 - tail)
        };
    }

    /**
     * The probability of counts at least as uneven as these when all ranks are equally likely, by
     * Pearson's chi-square test. The tail is computed by itself, not as 1 less the rest, so that
     * even a tiny probability has its right size.
     *
     * @return from 0 to 1; uniform over repetitions when the draws are right
     */
    public double pValue() {
        double[] expected = new double[counts.length];
        Arrays.fill(expected, expectedCount());
        double statistic = new ChiSquareTest().chiSquare(expected, counts);
        return Gamma.regularizedGammaQ(0.5 * (counts.length - 1), 0.5 * statistic);
    }

    /**
     * The test and the counts.
     *
     * @return as in {@code p = 0.432, counts [99, 104, 97]}
     */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p = %.3g, counts %s", pValue(), Arrays.toString(counts));
    }
}
