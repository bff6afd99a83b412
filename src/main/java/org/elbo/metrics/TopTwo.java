package org.elbo.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The gap between the best latent and the second best. */
final class TopTwo {
    private TopTwo() {}

    /**
     * The mean over the factors of the largest less the second largest entry of a column. Columns
     * of NaN, factors that do not vary, are left out; with one latent the second is 0.
     *
     * @param table [latents][factors]
     */
    static double meanGap(double[][] table) {
        return IntStream.range(0, table[0].length)
                .mapToObj(k -> Arrays.stream(table).mapToDouble(row -> row[k]).sorted().toArray())
                .filter(column -> !Double.isNaN(column[column.length - 1]))
                .mapToDouble(TopTwo::gap)
                .average()
                .orElse(Double.NaN);
    }

    private static double gap(double[] ascending) {
        int last = ascending.length - 1;
        return ascending[last] - (last > 0 ? ascending[last - 1] : 0);
    }
}
