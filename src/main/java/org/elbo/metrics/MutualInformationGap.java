package org.elbo.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.elbo.internal.Check;

/**
 * The mutual information gap of Chen et al. (2018, arXiv:1802.04942, equation 6): for each factor,
 * how much more the best latent knows about it than the second best, as a part of all there is to
 * know; averaged over the factors.
 *
 * <p>Factors are discrete. Codes are made so: the range of each latent over the sample is cut into
 * bins of equal width, and the information is that of the table of counts (the plug-in estimate),
 * as in Locatello et al. (2019, arXiv:1811.12359), who take 20 bins. (The paper integrates over
 * q(z|x) instead, which takes more than codes.) A sample of n data overestimates each information
 * by about {@code (bins - 1) (values - 1) / 2n} nats; with all combinations as the sample nothing
 * is left to chance.
 *
 * @param information between each latent and each factor, in nats [latents][factors]
 * @param entropy of each factor, in nats; 0 for a factor that does not vary [factors]
 */
public record MutualInformationGap(double[][] information, double[] entropy) {
    private static final int BINS = 20;

    /**
     * The gaps of a sample, with 20 bins, or as many as the largest factor has values if that is
     * more: with fewer bins than values not even a perfect code could tell all of them.
     *
     * @param sample factors and codes
     * @return informations and entropies
     */
    public static MutualInformationGap of(Sample sample) {
        int values =
                1 + Arrays.stream(sample.factors()).flatMapToInt(Arrays::stream).max().orElse(0);
        return of(sample, Math.max(BINS, values));
    }

    /**
     * The gaps of a sample.
     *
     * @param sample factors and codes
     * @param bins the number of bins of each latent
     * @return informations and entropies
     * @throws IllegalArgumentException if bins is not positive
     */
    public static MutualInformationGap of(Sample sample, int bins) {
        Check.positive("bins", bins);
        int[][] factors =
                IntStream.range(0, sample.factorCount())
                        .mapToObj(sample::factor)
                        .toArray(int[][]::new);
        double[][] information =
                IntStream.range(0, sample.latentCount())
                        .mapToObj(j -> binned(sample.latent(j), bins))
                        .map(
                                z ->
                                        Arrays.stream(factors)
                                                .mapToDouble(v -> information(z, v))
                                                .toArray())
                        .toArray(double[][]::new);
        double[] entropy = Arrays.stream(factors).mapToDouble(v -> information(v, v)).toArray();
        return new MutualInformationGap(information, entropy);
    }

    /**
     * The score.
     *
     * @return 0 to 1; NaN if no factor varies
     */
    public double score() {
        double[][] share =
                Arrays.stream(information).map(this::overEntropy).toArray(double[][]::new);
        return TopTwo.meanGap(share);
    }

    private double[] overEntropy(double[] row) {
        return IntStream.range(0, row.length).mapToDouble(k -> row[k] / entropy[k]).toArray();
    }

    /** The bin of each value, from 0; the largest value is in the last one. */
    private static int[] binned(double[] z, int bins) {
        double min = Arrays.stream(z).min().orElseThrow();
        double width = (Arrays.stream(z).max().orElseThrow() - min) / bins;
        return Arrays.stream(z)
                .mapToInt(v -> width > 0 ? (int) Math.min(bins - 1, (v - min) / width) : 0)
                .toArray();
    }

    /** The mutual information of two columns of small numbers, from their table of counts. */
    private static double information(int[] a, int[] b) {
        double[][] joint = new double[max(a) + 1][max(b) + 1];
        for (int i = 0; i < a.length; i++) {
            joint[a[i]][b[i]] += 1.0 / a.length;
        }
        double[] ofB = new double[joint[0].length];
        Arrays.setAll(ofB, v -> Arrays.stream(joint).mapToDouble(row -> row[v]).sum());
        double sum = 0;
        for (double[] row : joint) {
            double ofA = Arrays.stream(row).sum();
            for (int v = 0; v < row.length; v++) {
                sum += row[v] > 0 ? row[v] * Math.log(row[v] / (ofA * ofB[v])) : 0;
            }
        }
        return sum;
    }

    private static int max(int[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
