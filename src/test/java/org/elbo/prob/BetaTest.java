package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BetaTest {
    @Nested
    class Bell extends UnivariateContract {
        @Override
        Beta distribution() {
            return Beta.of(2, 3.5);
        }

        @Override
        double[][] logDensities() {
            return new double[][] {
                {0.01, -1.8734556603502029}, {0.3, 0.66118020109887513}, {0.9, -3.1049828828712984}
            };
        }
    }

    /** Infinite at both ends. */
    @Nested
    class Bathtub extends UnivariateContract {
        @Override
        Beta distribution() {
            return Beta.of(0.5, 0.5);
        }

        @Override
        double[][] logDensities() {
            return new double[][] {
                {0.01, 1.1628803750713962}, {0.3, -0.36440601171706599}, {0.9, 0.059242918476535818}
            };
        }

        /** Near 1 doubles are 1e-16 apart, so an inverse square root there loses 1e-8. */
        @Override
        double tolerance() {
            return 1e-7;
        }
    }

    @Test
    void uniformIsFlatUpToTheEnds() {
        for (double x : new double[] {0, 0.3, 1}) {
            assertEquals(0, Beta.of(1, 1).logDensity(x), 1e-15);
        }
        assertEquals(0, Beta.of(1, 1).entropy(), 1e-14);
    }

    @Test
    void digammaAgreesWithMpmath() {
        double[][] expected = {
            {0.001, -1000.5755719318103},
            {0.5, -1.9635100260214235},
            {1, -0.57721566490153286},
            {7.25, 1.910453526883736},
            {100, 4.6001618527380874}
        };
        for (double[] point : expected) {
            assertEquals(point[1], Digamma.of(point[0]), 1e-14 * Math.max(1, Math.abs(point[1])));
        }
    }
}
