package org.elbo.prob;

import java.util.Arrays;
import org.elbo.internal.Check;

/**
 * The generalised Pareto distribution, which the largest of many draws exceed a high threshold by:
 * {@code P(X > x) = (1 + k x / sigma)^(-1/k)}. A shape k below 0 is a bounded tail, 0 an
 * exponential one; from 1/2 on the variance is infinite, from 1 on the mean.
 *
 * @param shape k
 * @param scale sigma, positive
 */
public record GeneralizedPareto(double shape, double scale) {
    private static final int LEAST = 5;

    /**
     * Checks the parameters.
     *
     * @param shape k
     * @param scale sigma
     * @throws IllegalArgumentException if the shape is not finite or the scale not positive
     */
    public GeneralizedPareto {
        Check.finite("shape", shape);
        Check.positive("scale", scale);
    }

    /**
     * Fits the distribution by the method of Zhang and Stephens (2009): the mean of the posterior
     * of {@code theta = -k / sigma} under their data-dependent prior, on a grid of about 30 + sqrt
     * n values, with the best k for this theta.
     *
     * @param exceedances at least 5 numbers, none negative, in any order
     * @return the fit
     * @throws IllegalArgumentException if there are fewer, one is negative, infinite or NaN, or the
     *     quartile is zero
     */
    public static GeneralizedPareto fit(double... exceedances) {
        double[] x = sorted(exceedances);
        int n = x.length;
        int grid = 30 + (int) Math.sqrt(n);
        double quartile = quartile(x);
        Check.that(quartile > 0, "the quartile of the exceedances is 0 but must be positive");
        double[] theta = new double[grid];
        double[] logLikelihood = new double[grid];
        for (int j = 0; j < grid; j++) {
            theta[j] = 1 / x[n - 1] + (1 - Math.sqrt(grid / (j + 0.5))) / (3 * quartile);
            logLikelihood[j] = n * profile(theta[j], x);
        }
        double total = LogSumExp.of(logLikelihood);
        double best = 0;
        for (int j = 0; j < grid; j++) {
            best += theta[j] * Math.exp(logLikelihood[j] - total);
        }
        double shape = shape(best, x);
        return new GeneralizedPareto(shape, -shape / best);
    }

    /** The number that about a quarter of the ascending numbers do not exceed. */
    static double quartile(double[] ascending) {
        return ascending[(int) (ascending.length / 4.0 + 0.5) - 1];
    }

    private static double[] sorted(double[] exceedances) {
        double[] x = Check.finite("exceedances", exceedances);
        Check.that(
                x.length >= LEAST, "a fit needs at least %d exceedances, not %d", LEAST, x.length);
        Arrays.sort(x);
        Check.that(x[0] >= 0, "the smallest exceedance is %s but must not be negative", x[0]);
        return x;
    }

    /**
     * The log-likelihood of one number at the best shape for theta, {@code log(theta/k) - k - 1}.
     */
    private static double profile(double theta, double[] x) {
        double k = shape(theta, x);
        return Math.log(-theta / k) - k - 1;
    }

    private static double shape(double theta, double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += Math.log1p(-theta * value);
        }
        return sum / x.length;
    }

    /**
     * The quantile function, {@code sigma ((1 - p)^(-k) - 1) / k}.
     *
     * @param p a probability
     * @return the number that X is below with probability p
     * @throws IllegalArgumentException if p is not a probability
     */
    public double quantile(double p) {
        double exponential = -Math.log1p(-Check.probability("p", p));
        return scale * (shape == 0 ? exponential : Math.expm1(shape * exponential) / shape);
    }
}
