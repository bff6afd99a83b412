package org.elbo.metrics;

import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * The disentanglement metric of Higgins et al. (2017, section 3): how well a linear classifier
 * tells which factor was held fixed.
 *
 * <p>One point of the classifier's data: draw a factor y; draw {@code pairs} pairs of data that
 * agree in factor y and are independent otherwise; average |z - z'| over the pairs, latent by
 * latent. The label is y, the score the accuracy on fresh points, chance 1 / factors. Where latents
 * answer to one factor each, those of factor y are 0.
 *
 * <p>The numbers of pairs and points are those of Locatello et al. (2019, arXiv:1811.12359). The
 * classifier is fitted until convergence, on standardised features, so that the score does not
 * depend on the units of the latents (the paper: Adagrad, also until convergence).
 *
 * @param pairs the number of pairs that are averaged, the paper's L
 * @param trainingPoints the number of points that fit the classifier
 * @param testPoints the number of points that measure its accuracy
 */
public record HigginsMetric(int pairs, int trainingPoints, int testPoints) {
    /** 64 pairs, 10,000 points to fit, 5,000 to measure. */
    public static final HigginsMetric DEFAULT = new HigginsMetric(64, 10_000, 5_000);

    /**
     * Checks the numbers.
     *
     * @param pairs the number of pairs that are averaged
     * @param trainingPoints the number of points that fit the classifier
     * @param testPoints the number of points that measure its accuracy
     * @throws IllegalArgumentException if one is not positive
     */
    public HigginsMetric {
        Check.positive("pairs", pairs);
        Check.positive("training points", trainingPoints);
        Check.positive("test points", testPoints);
    }

    /**
     * The score of a representation; encodes {@code 2 pairs (trainingPoints + testPoints)} data, so
     * think of {@link Representation#tabulated()}.
     *
     * @param representation of data with at least two factors
     * @param rng draws the factors
     * @return the accuracy, 0 to 1; its standard error is at most 0.5 over the root of testPoints
     * @throws IllegalArgumentException if there is one factor only
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public double score(Representation representation, RandomGenerator rng) {
        return score(representation, rng, representation.varying());
    }

    /**
     * The score where only some factors are ever held fixed; the others are drawn anew for every
     * datum. Chance is then 1 / held.length.
     *
     * @param representation of data
     * @param rng draws the factors
     * @param held numbers of the factors that may be held fixed, at least two
     * @return the accuracy, 0 to 1
     * @throws IllegalArgumentException if there are less than two such factors, or one does not
     *     exist
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public double score(Representation representation, RandomGenerator rng, int... held) {
        Check.that(held.length > 1, "%d factors may be held fixed but it takes 2", held.length);
        for (int y : held) {
            Check.that(
                    y >= 0 && y < representation.factors(),
                    "factor %d may be held fixed but there are factors 0 to %d",
                    y,
                    representation.factors() - 1);
        }
        Points fit = points(representation, trainingPoints, rng, held);
        Points test = points(representation, testPoints, rng, held);
        return SoftmaxRegression.fit(fit.difference, fit.fixed, representation.factors())
                .accuracy(test.difference, test.fixed);
    }

    /** The classifier's data. */
    record Points(double[][] difference, int[] fixed) {}

    Points points(Representation representation, int count, RandomGenerator rng, int... held) {
        Points points = new Points(new double[count][], new int[count]);
        for (int i = 0; i < count; i++) {
            int y = held[rng.nextInt(held.length)];
            points.fixed[i] = y;
            points.difference[i] = meanDifference(representation, y, rng);
        }
        return points;
    }

    private double[] meanDifference(Representation representation, int y, RandomGenerator rng) {
        int[][] factors = representation.drawFactors(2 * pairs, rng);
        for (int l = 0; l < pairs; l++) {
            factors[2 * l + 1][y] = factors[2 * l][y];
        }
        double[][] z = representation.codes(factors);
        double[] mean = new double[z[0].length];
        for (int l = 0; l < pairs; l++) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += Math.abs(z[2 * l][j] - z[2 * l + 1][j]) / pairs;
            }
        }
        return mean;
    }
}
