package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DiscreteTest {
    @Nested
    class Coin extends DiscreteContract {
        @Override
        Bernoulli distribution() {
            return Bernoulli.of(0.3);
        }

        @Override
        double[] expected() {
            return new double[] {0.7, 0.3};
        }
    }

    @Nested
    class CoinOfLogit extends DiscreteContract {
        @Override
        Bernoulli distribution() {
            return Bernoulli.ofLogit(Math.log(0.3 / 0.7));
        }

        @Override
        double[] expected() {
            return new double[] {0.7, 0.3};
        }
    }

    @Nested
    class CertainCoin extends DiscreteContract {
        @Override
        Bernoulli distribution() {
            return Bernoulli.of(1);
        }

        @Override
        double[] expected() {
            return new double[] {0, 1};
        }
    }

    @Nested
    class DieWithAnImpossibleSide extends DiscreteContract {
        @Override
        Categorical distribution() {
            return Categorical.of(0, 0.5, 0.2, 0.3, 0);
        }

        @Override
        double[] expected() {
            return new double[] {0, 0.5, 0.2, 0.3, 0};
        }
    }

    @Nested
    class DieOfLogs extends DiscreteContract {
        @Override
        Categorical distribution() {
            return Categorical.ofLog(1000, 1000, Double.NEGATIVE_INFINITY);
        }

        @Override
        double[] expected() {
            return new double[] {0.5, 0.5, 0};
        }
    }

    /** log sigmoid(-800) is -800, though the probability itself is zero in double precision. */
    @Test
    void logitKeepsLogProbabilitiesThatUnderflow() {
        assertEquals(-800, Bernoulli.ofLogit(-800).logDensity(1), 1e-9);
        assertEquals(-800, Bernoulli.ofLogit(800).logDensity(0), 1e-9);
        assertEquals(0, Bernoulli.ofLogit(800).logDensity(1), 1e-300);
    }

    @Test
    void uniformDie() {
        assertArrayEquals(
                new double[] {0.25, 0.25, 0.25, 0.25},
                Categorical.uniform(4).probabilities(),
                1e-15);
        assertEquals(Math.log(4), Categorical.uniform(4).entropy(), 1e-15);
    }
}
