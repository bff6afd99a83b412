package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GaussianTest extends UnivariateContract {
    @Override
    Gaussian distribution() {
        return Gaussian.of(0.5, 2);
    }

    @Override
    double[][] logDensities() {
        return new double[][] {
            {-3, -3.1433357137646181},
            {0.5, -1.6120857137646181},
            {1.25, -1.6823982137646181},
            {40, -196.64333571376462}
        };
    }

    @Test
    void quantileInvertsTheCumulative() {
        for (double p : new double[] {1e-6, 0.025, 0.5, 0.9, 0.999}) {
            assertEquals(p, distribution().cumulative(distribution().quantile(p)), 1e-12);
        }
        assertEquals(1.959963984540054, Gaussian.standard().quantile(0.975), 1e-12);
        assertEquals(Double.NEGATIVE_INFINITY, distribution().quantile(0));
        assertEquals(Double.POSITIVE_INFINITY, distribution().quantile(1));
    }

    /** The half in 1/2 log(2 pi e sd^2) is easily lost: the known value for sd 1 is 1.4189 nats. */
    @Test
    void entropyOfTheStandardGaussian() {
        assertEquals(1.4189385332046727, Gaussian.standard().entropy(), 1e-15);
    }

    @Test
    void farTailKeepsItsLogarithm() {
        assertEquals(-0.5e12, Gaussian.standard().logDensity(1e6), 1);
    }
}
