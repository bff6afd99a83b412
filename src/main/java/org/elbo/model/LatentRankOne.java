package org.elbo.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.elbo.prob.Kl;
import org.elbo.prob.RankOneGaussian;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a recognition model says about one stochastic layer: for each row a Gaussian of precision
 * diag(exp(-logVar)) + u u'. Zeros for u are a diagonal covariance.
 *
 * @param mean the means [rows, dim]
 * @param logVar minus the log of the precision's diagonal part [rows, dim]
 * @param u the direction of the precision's rank-one part [rows, dim]
 */
public record LatentRankOne(INDArray mean, INDArray logVar, INDArray u) {
    /**
     * The distribution of one row.
     *
     * @param row its number, from 0
     * @return a Gaussian in double precision
     */
    public RankOneGaussian distribution(int row) {
        return RankOneGaussian.of(
                mean.getRow(row).toDoubleVector(),
                logVar.getRow(row).toDoubleVector(),
                u.getRow(row).toDoubleVector());
    }

    /**
     * Draws one xi for each row.
     *
     * @param rng draws the noise
     * @return [rows, dim]
     */
    public INDArray sample(RandomGenerator rng) {
        float[][] draws = new float[mean.rows()][mean.columns()];
        for (int row = 0; row < draws.length; row++) {
            double[] xi = distribution(row).sample(rng);
            for (int i = 0; i < xi.length; i++) {
                draws[row][i] = (float) xi[i];
            }
        }
        return Nd4j.create(draws);
    }

    /**
     * KL(q(xi|v) || N(0, I)) of each row, in nats: how much this layer says about each datum.
     *
     * @return [rows, 1]
     */
    public INDArray kl() {
        float[][] kl = new float[mean.rows()][1];
        for (int row = 0; row < kl.length; row++) {
            kl[row][0] = (float) Kl.toStandard(distribution(row));
        }
        return Nd4j.create(kl);
    }

    /**
     * How far the mean of each dimension moves from datum to datum: the variance of the rows of
     * mean. A dimension that is not used stays near 0; over 0.01 it counts as active (Burda, Grosse
     * and Salakhutdinov 2016, section 5.2).
     *
     * @return [dim] variances
     */
    public double[] activity() {
        return mean.var(false, 0).toDoubleVector();
    }

    /**
     * A short description.
     *
     * @return the shape, not the numbers
     */
    @Override
    public String toString() {
        return "LatentRankOne " + Arrays.toString(mean.shape());
    }
}
