package org.elbo.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.elbo.prob.Estimate;
import org.elbo.prob.LogSumExp;

/**
 * The three parts of a VAE's mean KL(q(z|x) || p(z)) over N data (Chen et al. 2018, equation 2; the
 * aggregate posterior q(z) is the mean of q(z|x) over them):
 *
 * <pre>
 * E[log q(z|x) - log q(z)]              index-code information: what z tells about the datum
 * E[log q(z) - sum_j log q(z_j)]        total correlation: how the latents depend on each other
 * sum_j E[log q(z_j) - log p(z_j)]      dimension-wise KL: each latent's distance from the prior
 * </pre>
 *
 * <p>Each is at least 0, the first at most log N. All are in nats per datum.
 *
 * @param indexCode the index-code mutual information
 * @param totalCorrelation the total correlation
 * @param dimensionwise KL(q(z_j) || p(z_j)) of each latent
 * @param kl the sum of all, from the same draws
 */
public record KlDecomposition(
        Estimate indexCode, Estimate totalCorrelation, List<Estimate> dimensionwise, Estimate kl) {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /**
     * Estimates the parts from draws of data and their z, at which q(z) is computed exactly: as a
     * mixture of all N posteriors, in a time of draws times N times latents.
     *
     * @param q the approximate posteriors of the data, as {@code encode} gives them
     * @param draws how many, at least 2
     * @param rng draws data and z
     * @return the parts
     * @throws CancellationException if the thread is interrupted
     */
    public static KlDecomposition of(LatentGaussian q, int draws, RandomGenerator rng) {
        Check.that(draws > 1, "draws is %d but must be at least 2", draws);
        Aggregate aggregate = new Aggregate(q);
        double[][] parts = new double[aggregate.dim + 3][draws];
        for (int s = 0; s < draws; s++) {
            if (Thread.interrupted()) {
                throw new CancellationException("interrupted after " + s + " of " + draws);
            }
            aggregate.draw(rng, parts, s);
        }
        List<Estimate> all = Arrays.stream(parts).map(Estimate::of).toList();
        return new KlDecomposition(all.get(0), all.get(1), all.subList(3, all.size()), all.get(2));
    }

    /**
     * The sum of the dimension-wise divergences.
     *
     * @return nats per datum
     */
    public double dimensionwiseSum() {
        return dimensionwise.stream().mapToDouble(Estimate::value).sum();
    }

    /** The mixture of all posteriors. */
    private static final class Aggregate {
        private final int n;
        private final int dim;
        private final double[] mean;
        private final double[] logVar;
        private final double[] precision;
        private final double[][] logs;

        Aggregate(LatentGaussian q) {
            n = q.mean().rows();
            dim = q.mean().columns();
            mean = q.mean().dup('c').data().asDouble();
            logVar = q.logVar().dup('c').data().asDouble();
            precision = Arrays.stream(logVar).map(log -> Math.exp(-log)).toArray();
            logs = new double[dim + 1][n]; // of each latent, then of all together
        }

        /** Puts what one draw gives into column s: three sums, then one part for each latent. */
        void draw(RandomGenerator rng, double[][] parts, int s) {
            int i = rng.nextInt(n);
            double[] z = new double[dim];
            for (int d = 0; d < dim; d++) {
                int at = i * dim + d;
                z[d] = mean[at] + Math.exp(logVar[at] / 2) * rng.nextGaussian();
            }
            fill(z);
            double given = logs[dim][i];
            double joint = LogSumExp.mean(logs[dim]);
            double alone = 0;
            double prior = 0;
            for (int d = 0; d < dim; d++) {
                double marginal = LogSumExp.mean(logs[d]);
                double standard = -0.5 * (LOG_TWO_PI + z[d] * z[d]);
                parts[3 + d][s] = marginal - standard;
                alone += marginal;
                prior += standard;
            }
            parts[0][s] = given - joint;
            parts[1][s] = joint - alone;
            parts[2][s] = given - prior;
        }

        /** The log densities of z under all posteriors. */
        private void fill(double[] z) {
            for (int j = 0; j < n; j++) {
                logs[dim][j] = 0;
                for (int d = 0; d < dim; d++) {
                    int at = j * dim + d;
                    double distance = z[d] - mean[at];
                    double square = distance * distance * precision[at];
                    logs[d][j] = -0.5 * (LOG_TWO_PI + logVar[at] + square);
                    logs[dim][j] += logs[d][j];
                }
            }
        }
    }

    /**
     * The parts in a line.
     *
     * @return as in {@code KL 9.12 = index-code 6.50 + total correlation 1.02 + dimension-wise 1.60
     *     nats}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "KL %.2f = index-code %.2f + total correlation %.2f + dimension-wise %.2f nats",
                kl.value(),
                indexCode.value(),
                totalCorrelation.value(),
                dimensionwiseSum());
    }
}
