package org.elbo.metrics;

import java.util.Arrays;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The separated attribute predictability of Kumar, Sattigeri and Balakrishnan (2018,
 * arXiv:1711.00848, section 3): for each factor, how much better the best single latent predicts it
 * than the second best; averaged over the factors.
 *
 * <p>The prediction is a straight line and its quality R^2, the squared correlation, as the paper
 * has it for ordered factors. Every factor is taken as a number here, its index: also the kind of
 * shape, also an angle, whose two ends meet. (For classes the paper counts right guesses; there
 * chance is not 0, so that not even the factors themselves would score 1.)
 *
 * @param rSquared the part of each factor's variance that each latent explains, 0 for a latent that
 *     does not vary; NaN for a factor that does not vary [latents][factors]
 */
public record SapScore(double[][] rSquared) {
    /**
     * The scores of a sample.
     *
     * @param sample factors and codes, at least two data
     * @return all R^2
     */
    public static SapScore of(Sample sample) {
        double[][] z = Standardizer.of(sample.codes()).apply(sample.codes());
        Standardizer scale = Standardizer.of(sample.factorNumbers());
        double[][] v = scale.apply(sample.factorNumbers());
        RealMatrix r =
                MatrixUtils.createRealMatrix(z)
                        .transpose()
                        .multiply(MatrixUtils.createRealMatrix(v))
                        .scalarMultiply(1.0 / sample.size());
        double[][] rSquared = r.getData();
        for (double[] row : rSquared) {
            Arrays.setAll(row, k -> scale.isConstant(k) ? Double.NaN : row[k] * row[k]);
        }
        return new SapScore(rSquared);
    }

    /**
     * The score.
     *
     * @return 0 to 1; NaN if no factor varies
     */
    public double score() {
        return TopTwo.meanGap(rSquared);
    }
}
