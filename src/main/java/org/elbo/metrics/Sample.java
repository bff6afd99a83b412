package org.elbo.metrics;

import java.util.Arrays;
import org.elbo.internal.Check;

/**
 * Data with their ground-truth factors and their codes.
 *
 * @param factors the factors of each datum, as indices from 0 [rows, factors]
 * @param codes its code [rows, latents]
 */
public record Sample(int[][] factors, double[][] codes) {
    /**
     * Checks that there is a code for each datum.
     *
     * @param factors the factors of each datum, as indices from 0 [rows, factors]
     * @param codes its code [rows, latents]
     * @throws IllegalArgumentException if there are no data or not as many codes
     */
    public Sample {
        Check.positive("number of data", factors.length);
        Check.that(
                factors.length == codes.length,
                "%d data have %d codes, but each must have one",
                factors.length,
                codes.length);
    }

    /**
     * The number of data.
     *
     * @return at least 1
     */
    public int size() {
        return factors.length;
    }

    /** The number of factors. */
    int factorCount() {
        return factors[0].length;
    }

    /** The number of latents. */
    int latentCount() {
        return codes[0].length;
    }

    /** The values of one factor. */
    int[] factor(int k) {
        return Arrays.stream(factors).mapToInt(row -> row[k]).toArray();
    }

    /** The values of one latent. */
    double[] latent(int j) {
        return Arrays.stream(codes).mapToDouble(row -> row[j]).toArray();
    }

    /** The factors as real numbers. */
    double[][] factorNumbers() {
        return numbers(factors);
    }

    static double[][] numbers(int[][] factors) {
        return Arrays.stream(factors)
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
    }
}
