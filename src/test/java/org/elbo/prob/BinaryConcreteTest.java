package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BinaryConcreteTest {
    @Nested
    class Warm extends UnivariateContract {
        @Override
        BinaryConcrete distribution() {
            return BinaryConcrete.of(0.7, 2);
        }

        @Override
        double[][] logDensities() {
            return new double[][] {
                {0.01, -4.5819733288999899}, {0.3, -0.31537430367819135}, {0.9, -0.6424706347985067}
            };
        }

        /** Near 1 doubles are 1e-16 apart. */
        @Override
        double tolerance() {
            return 1e-9;
        }
    }

    /** Infinite at both ends, as near to them as x^-0.4. */
    @Nested
    class Cool extends UnivariateContract {
        @Override
        BinaryConcrete distribution() {
            return BinaryConcrete.of(-1.2, 0.6);
        }

        @Override
        double[][] logDensities() {
            return new double[][] {
                {0.01, 2.1648392332983855}, {0.3, -0.4537471575147583}, {0.9, -0.776235993591273}
            };
        }

        @Override
        double tolerance() {
            return 1e-7;
        }
    }

    @Test
    void exceedsOneHalfAsOftenAsTheCoinShowsOne() {
        for (double temperature : new double[] {0.05, 1, 7}) {
            BinaryConcrete x = BinaryConcrete.of(1.3, temperature);
            assertEquals(x.coin().p(), 1 - x.cumulative(0.5), 1e-15);
        }
    }

    /** One z test at 5 standard errors: false alarms of 6e-7, were the seed not fixed. */
    @Test
    void hardDrawsAreDrawsOfTheCoin() {
        BinaryConcrete x = BinaryConcrete.of(-2, 0.3);
        Random rng = new Random(6);
        Estimate heads = Estimate.of(100_000, () -> BinaryConcrete.hard(x.sample(rng)));
        assertTrue(Math.abs(heads.standardErrorsFrom(x.coin().p())) < 5, heads.toString());
    }

    @Test
    void meanAndVarianceTendToThoseOfTheCoin() {
        double p = Bernoulli.ofLogit(0.8).p();
        double before = 1;
        for (double temperature : new double[] {1, 0.3, 0.1, 0.03}) {
            BinaryConcrete x = BinaryConcrete.of(0.8, temperature);
            double distance = Math.abs(x.variance() - p * (1 - p)) + Math.abs(x.mean() - p);
            assertTrue(distance < before / 2, temperature + ": " + distance);
            before = distance;
        }
    }

    @Test
    void densityOfTheLogitIntegratesToOneAtEveryTemperature() {
        for (double temperature : new double[] {0.01, 0.5, 10}) {
            BinaryConcrete x = BinaryConcrete.of(3, temperature);
            double peak = x.logit() / temperature;
            assertEquals(
                    0,
                    Quadrature.logIntegrate(
                            x::logDensityOfLogit,
                            Double.NEGATIVE_INFINITY,
                            Double.POSITIVE_INFINITY,
                            peak),
                    1e-10);
        }
    }
}
