package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.prob.Estimate;
import org.elbo.prob.LogSumExp;

/**
 * How much z tells about x under an encoder: I(x; z) = E[log q(z|x) - log q(z)], where x is drawn
 * from the data, z from q(z|x), and q(z) is the mean of q(z|x) over the data (Hoffman and Johnson
 * 2016). The KL term of the ELBO is this and KL(q(z) || p(z)) together, so it is an upper bound.
 * Among N data no more can be told than which one it is, log N.
 */
public final class MutualInformation {
    private MutualInformation() {}

    /**
     * Estimates the mutual information of z and the row of a data set, with one draw of z for each
     * row. It takes a time that grows with the square of the number of rows.
     *
     * @param q the approximate posteriors of the data
     * @param rng draws z
     * @return nats, at most log of the number of rows, with the error that comes from the draws
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Estimate of(LatentGaussian q, RandomGenerator rng) {
        double[][] mean = q.mean().toDoubleMatrix();
        double[][] logVar = q.logVar().toDoubleMatrix();
        double[][] z = q.sample(rng).toDoubleMatrix();
        double[] information = new double[z.length];
        double[] log = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            Networks.stopIfInterrupted(i, z.length);
            for (int j = 0; j < z.length; j++) {
                log[j] = logDensity(z[i], mean[j], logVar[j]);
            }
            information[i] = log[i] - LogSumExp.of(log) + Math.log(z.length);
        }
        return Estimate.of(information);
    }

    /** Up to the constant of 2 pi, which cancels. */
    private static double logDensity(double[] z, double[] mean, double[] logVar) {
        double sum = 0;
        for (int k = 0; k < z.length; k++) {
            double d = z[k] - mean[k];
            sum -= 0.5 * (logVar[k] + d * d * Math.exp(-logVar[k]));
        }
        return sum;
    }
}
