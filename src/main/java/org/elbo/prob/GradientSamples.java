package org.elbo.prob;

/**
 * Draws of a stochastic gradient of {@code E_q[f(z)]}, q Gaussian: one number per draw and
 * parameter.
 *
 * @param mean draws of the derivative with respect to q's mean
 * @param standardDeviation draws of the derivative with respect to q's standard deviation
 */
public record GradientSamples(double[] mean, double[] standardDeviation) {
    /**
     * The average derivative with respect to the mean.
     *
     * @return the estimate, with its standard error
     */
    public Estimate meanEstimate() {
        return Estimate.of(mean);
    }

    /**
     * The average derivative with respect to the standard deviation.
     *
     * @return the estimate, with its standard error
     */
    public Estimate standardDeviationEstimate() {
        return Estimate.of(standardDeviation);
    }

    /**
     * The variance of one draw of the derivative with respect to the mean.
     *
     * @return the sample variance
     */
    public double meanVariance() {
        return variance(meanEstimate());
    }

    /**
     * The variance of one draw of the derivative with respect to the standard deviation.
     *
     * @return the sample variance
     */
    public double standardDeviationVariance() {
        return variance(standardDeviationEstimate());
    }

    private static double variance(Estimate estimate) {
        return estimate.standardError() * estimate.standardError() * estimate.draws();
    }

    /**
     * The averages as text.
     *
     * @return both estimates
     */
    @Override
    public String toString() {
        return "d/dmean " + meanEstimate() + ", d/dsd " + standardDeviationEstimate();
    }
}
