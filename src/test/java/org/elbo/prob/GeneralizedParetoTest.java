package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneralizedParetoTest {
    /** Shape 0 is exponential, 1 is log-logistic, -1 is uniform on 0 to sigma. */
    @Test
    void quantilesOfKnownCases() {
        assertEquals(3 * Math.log(4), new GeneralizedPareto(0, 3).quantile(0.75), 1e-14);
        assertEquals(9, new GeneralizedPareto(1, 3).quantile(0.75), 1e-14);
        assertEquals(0.75 * 3, new GeneralizedPareto(-1, 3).quantile(0.75), 1e-14);
        assertEquals(0, new GeneralizedPareto(0.5, 3).quantile(0));
    }

    /** A sample without noise: the quantiles of (i + 1/2) / n. */
    private static double[] quantiles(double shape, double scale, int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[n - 1 - i] = new GeneralizedPareto(shape, scale).quantile((i + 0.5) / n);
        }
        return x;
    }

    @ParameterizedTest
    @CsvSource({"-0.5, 1", "0, 1", "0.3, 2e-6", "0.5, 1", "0.7, 3e8", "1, 1", "1.5, 1"})
    void exactQuantilesGiveTheirParametersBack(double shape, double scale) {
        GeneralizedPareto fit = GeneralizedPareto.fit(quantiles(shape, scale, 20_000));
        assertEquals(shape, fit.shape(), 0.004);
        assertEquals(1, fit.scale() / scale, 0.006);
    }

    @ParameterizedTest
    @CsvSource({"-0.3", "0.2", "0.7", "1"})
    void fewQuantilesAreEnoughToTellTheShape(double shape) {
        assertEquals(shape, GeneralizedPareto.fit(quantiles(shape, 1, 200)).shape(), 0.06);
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new GeneralizedPareto(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new GeneralizedPareto(0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> GeneralizedPareto.fit(1, 2, 3, 4));
        assertThrows(IllegalArgumentException.class, () -> GeneralizedPareto.fit(-1, 2, 3, 4, 5));
        assertThrows(
                IllegalArgumentException.class,
                () -> GeneralizedPareto.fit(1, 2, 3, 4, Double.NaN));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> GeneralizedPareto.fit(0, 0, 0, 1, 2))
                        .getMessage();
        assertTrue(message.contains("quartile"), message);
    }
}
