package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KumaraswamyTest {
    @Nested
    class Bell extends UnivariateContract {
        @Override
        Kumaraswamy distribution() {
            return Kumaraswamy.of(2, 3.5);
        }

        @Override
        double[][] logDensities() {
            return new double[][] {
                {0.01, -2.6595100494336115}, {0.3, 0.506160646051274}, {0.9, -2.3112783836566403}
            };
        }
    }

    /** Infinite at both ends; near 1 doubles are 1e-16 apart, which costs 1e-8. */
    @Nested
    class Bathtub extends UnivariateContract {
        @Override
        Kumaraswamy distribution() {
            return Kumaraswamy.of(0.5, 0.5);
        }

        @Override
        double[][] logDensities() {
            return new double[][] {
                {0.01, 0.96897098970306822}, {0.3, -0.38757822064420129}, {0.9, 0.15125539957356736}
            };
        }

        @Override
        double tolerance() {
            return 1e-7;
        }
    }

    @Test
    void withOneShapeOneItIsABeta() {
        for (double x : new double[] {1e-9, 0.2, 0.7, 0.999}) {
            for (double shape : new double[] {0.3, 1, 4.5}) {
                assertEquals(
                        Beta.of(shape, 1).logDensity(x),
                        Kumaraswamy.of(shape, 1).logDensity(x),
                        1e-12);
                assertEquals(
                        Beta.of(1, shape).logDensity(x),
                        Kumaraswamy.of(1, shape).logDensity(x),
                        1e-12);
            }
        }
    }

    @Test
    void momentsAndMeanLogAreThoseOfTheDensity() {
        Kumaraswamy q = Kumaraswamy.of(1.7, 2.5);
        for (double m : new double[] {0, 0.5, 3, 40}) {
            assertEquals(
                    Quadrature.expectation(q, x -> Math.pow(x, m)), q.moment(m), 1e-10, "m " + m);
        }
        assertEquals(Quadrature.expectation(q, Math::log), q.meanLog(), 1e-9);
    }

    /** A shape of 0.001: many draws would underflow, their logs do not. */
    @Test
    void logsOfDrawsAreFiniteAndHaveTheirMean() {
        Kumaraswamy q = Kumaraswamy.of(0.001, 0.5);
        Random rng = new Random(5);
        Estimate mean = Estimate.of(100_000, () -> q.sampleLog(rng));
        assertTrue(Math.abs(mean.standardErrorsFrom(q.meanLog())) < 5, mean + " " + q.meanLog());
    }

    /** For beta = 1 the formula is exact. */
    @Test
    void divergenceFromTheBuffetsPriorIsExact() {
        for (double[] c : new double[][] {{1, 1, 1}, {0.6, 2, 3}, {4, 0.7, 10}, {12, 5, 0.5}}) {
            Kumaraswamy q = Kumaraswamy.of(c[0], c[1]);
            Beta p = Beta.of(c[2], 1);
            TruncatedSeries kl = Kl.divergence(q, p, 1);
            assertEquals(0, kl.error());
            assertEquals(Kl.byQuadrature(q, p), kl.value(), 1e-7 * (1 + kl.value()));
        }
    }

    /** The truth lies in the interval however few the terms, and the interval shrinks. */
    @Test
    void errorOfTheSeriesIsWithinItsBound() {
        for (double[] c :
                new double[][] {{2, 3.5, 2, 3}, {1, 1, 1, 2}, {5, 0.8, 2, 0.5}, {0.5, 2, 1, 4}}) {
            Kumaraswamy q = Kumaraswamy.of(c[0], c[1]);
            Beta p = Beta.of(c[2], c[3]);
            double exact = Kl.byQuadrature(q, p);
            double before = Double.POSITIVE_INFINITY;
            for (int terms : new int[] {1, 3, 10, 100, 1000}) {
                TruncatedSeries kl = Kl.divergence(q, p, terms);
                double distance = Math.abs(kl.value() - exact);
                assertTrue(distance <= kl.error() + 1e-8, terms + ": " + kl + " not " + exact);
                assertTrue(kl.error() < before / 1.5, terms + ": " + kl);
                before = kl.error();
            }
            assertTrue(before < 1e-3, "after 1000 terms " + before);
        }
    }

    /** Against a Beta with the same shapes where both families meet, nothing is lost. */
    @Test
    void divergenceFromItselfIsZero() {
        TruncatedSeries kl = Kl.divergence(Kumaraswamy.of(1, 3), Beta.of(1, 3), 100_000);
        assertEquals(0, kl.value(), kl.error() + 1e-12);
        assertTrue(kl.error() < 1e-12, kl.toString());
    }
}
