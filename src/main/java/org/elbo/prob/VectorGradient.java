package org.elbo.prob;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.MultivariateSummaryStatistics;

/**
 * An average of stochastic gradients for the parameters of a {@link RankOneGaussian}.
 *
 * @param mean the derivatives with respect to the mean [dimension]
 * @param logVar the derivatives with respect to the log-variances [dimension]
 * @param direction the derivatives with respect to u [dimension]
 */
public record VectorGradient(Estimate[] mean, Estimate[] logVar, Estimate[] direction) {

    /** Averages draws of {mean, logVar, direction}. */
    static VectorGradient of(int draws, Supplier<double[][]> sampler) {
        double[][] first = sampler.get();
        MultivariateSummaryStatistics[] statistics = new MultivariateSummaryStatistics[3];
        Arrays.setAll(statistics, i -> new MultivariateSummaryStatistics(first[i].length, true));
        add(statistics, first);
        for (int n = 1; n < draws; n++) {
            Interrupts.check(n);
            add(statistics, sampler.get());
        }
        return new VectorGradient(
                estimates(statistics[0]), estimates(statistics[1]), estimates(statistics[2]));
    }

    private static void add(MultivariateSummaryStatistics[] statistics, double[][] draw) {
        for (int i = 0; i < statistics.length; i++) {
            statistics[i].addValue(draw[i]);
        }
    }

    private static Estimate[] estimates(MultivariateSummaryStatistics statistics) {
        double[] means = statistics.getMean();
        double[] deviations = statistics.getStandardDeviation();
        long draws = statistics.getN();
        Estimate[] estimates = new Estimate[means.length];
        Arrays.setAll(
                estimates, i -> new Estimate(means[i], deviations[i] / Math.sqrt(draws), draws));
        return estimates;
    }

    /**
     * All derivatives.
     *
     * @return those by the mean, by the log-variances and by u [3 dimension]
     */
    public Estimate[] all() {
        return Stream.of(mean, logVar, direction).flatMap(Stream::of).toArray(Estimate[]::new);
    }

    /**
     * The variance of a single draw, summed over some derivatives: the trace of their covariance.
     *
     * @param derivatives one or more
     * @return the sum of the sample variances
     */
    public static double totalVariance(Estimate... derivatives) {
        return Arrays.stream(derivatives)
                .mapToDouble(e -> e.standardError() * e.standardError() * e.draws())
                .sum();
    }

    /**
     * The averages as text.
     *
     * @return one line for each part
     */
    @Override
    public String toString() {
        return "d/dmean "
                + Arrays.toString(mean)
                + "\nd/dlogVar "
                + Arrays.toString(logVar)
                + "\nd/du "
                + Arrays.toString(direction);
    }
}
