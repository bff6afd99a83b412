package org.elbo.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        return new LatentRankOne(row(mean, row), row(logVar, row), row(u, row)).rows().get(0);
    }

    private static INDArray row(INDArray x, int row) {
        return x.getRow(row, true);
    }

    private List<RankOneGaussian> rows() {
        double[] means = numbers(mean);
        double[] logVars = numbers(logVar);
        double[] us = numbers(u);
        List<RankOneGaussian> rows = new ArrayList<>();
        for (int at = 0, k = mean.columns(); at < means.length; at += k) {
            rows.add(
                    RankOneGaussian.of(
                            Arrays.copyOfRange(means, at, at + k),
                            Arrays.copyOfRange(logVars, at, at + k),
                            Arrays.copyOfRange(us, at, at + k)));
        }
        return rows;
    }

    private static double[] numbers(INDArray x) {
        return x.dup('c').data().asDouble();
    }

    /**
     * Draws one xi for each row.
     *
     * @param rng draws the noise
     * @return [rows, dim]
     */
    public INDArray sample(RandomGenerator rng) {
        float[] draws = new float[Math.toIntExact(mean.length())];
        int next = 0;
        for (RankOneGaussian q : rows()) {
            for (double xi : q.sample(rng)) {
                draws[next++] = (float) xi;
            }
        }
        return Nd4j.create(draws, mean.shape(), 'c');
    }

    /**
     * KL(q(xi|v) || N(0, I)) of each row, in nats: how much this layer says about each datum.
     *
     * @return [rows, 1]
     */
    public INDArray kl() {
        List<RankOneGaussian> rows = rows();
        float[] kl = new float[rows.size()];
        for (int row = 0; row < kl.length; row++) {
            kl[row] = (float) Kl.toStandard(rows.get(row));
        }
        return Nd4j.create(kl, new long[] {kl.length, 1}, 'c');
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
