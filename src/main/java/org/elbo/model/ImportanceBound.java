package org.elbo.model;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.elbo.internal.Check;
import org.elbo.prob.Estimate;
import org.elbo.prob.ImportanceWeights;

/**
 * The importance-weighted bound of a data set, in nats per datum, and how far it can be trusted. It
 * is a lower bound of log p(x) on average; where the weights have heavy tails it may be far below.
 *
 * @param bound the mean over the data; its standard error tells how far a mean over other data of
 *     the same kind, with other noise, may lie
 * @param samplingError how far the mean over the same data, with other noise, may lie: from each
 *     datum's own standard error
 * @param effectiveSampleSize the mean over the data of the effective number of draws
 * @param heavyTailed the share of data whose weights have a Pareto k above 0.7
 * @param data the weights of each datum, in the order of the data
 */
public record ImportanceBound(
        Estimate bound,
        double samplingError,
        double effectiveSampleSize,
        double heavyTailed,
        List<ImportanceWeights> data) {
    /**
     * Summarises the weights of a data set.
     *
     * @param data the weights of each datum, at least one
     * @return the summary
     * @throws IllegalArgumentException if there is none
     */
    public static ImportanceBound of(List<ImportanceWeights> data) {
        Check.that(!data.isEmpty(), "a bound of no data: at least one datum is needed");
        double squares = mean(data, w -> w.standardError() * w.standardError());
        return new ImportanceBound(
                Estimate.of(logLikelihoods(data)),
                Math.sqrt(squares / data.size()),
                mean(data, ImportanceWeights::effectiveSampleSize),
                mean(data, w -> w.heavyTailed() ? 1 : 0),
                List.copyOf(data));
    }

    private static double mean(
            List<ImportanceWeights> data, ToDoubleFunction<ImportanceWeights> f) {
        return data.stream().mapToDouble(f).average().orElseThrow();
    }

    /**
     * The estimates of log p(x), datum by datum.
     *
     * @return nats, one for each datum
     */
    public double[] logLikelihoods() {
        return logLikelihoods(data);
    }

    private static double[] logLikelihoods(List<ImportanceWeights> data) {
        return data.stream().mapToDouble(ImportanceWeights::logMeanExp).toArray();
    }

    /**
     * One line.
     *
     * @return as in {@code IWAE-1000 bound -98.31 ± 0.25 nats per datum (10000 data, sampling error
     *     0.01), mean effective sample size 112.0, 3.1 % with Pareto k > 0.7}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "IWAE-%d bound %.2f ± %.2f nats per datum (%d data, sampling error %.2f), mean"
                        + " effective sample size %.1f, %.1f %% with Pareto k > %.1f",
                data.get(0).count(),
                bound.value(),
                bound.standardError(),
                data.size(),
                samplingError,
                effectiveSampleSize,
                100 * heavyTailed,
                ImportanceWeights.HEAVY_TAIL);
    }
}
