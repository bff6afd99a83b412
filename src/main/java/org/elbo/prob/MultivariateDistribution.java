package org.elbo.prob;

/** A continuous distribution over vectors. */
public interface MultivariateDistribution extends Distribution<double[]> {
    /**
     * The number of dimensions.
     *
     * @return at least 1
     */
    int dimension();

    /**
     * The mean vector.
     *
     * @return a new array [dimension]
     */
    double[] mean();

    /**
     * The covariance matrix.
     *
     * @return a new array [dimension][dimension], symmetric and positive definite
     */
    double[][] covariance();

    /**
     * The differential entropy {@code -E[log p(x)]}.
     *
     * @return nats, summed over the dimensions; it may be negative
     */
    double entropy();
}
