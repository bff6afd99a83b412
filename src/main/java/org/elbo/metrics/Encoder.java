package org.elbo.metrics;

/** What becomes of data with known factors: they are drawn, encoded, and the code is read off. */
@FunctionalInterface
public interface Encoder {
    /**
     * The codes of some data, for a VAE the means of q(z|x).
     *
     * @param factors the ground-truth factors of each datum, as indices from 0 [rows, factors]
     * @return its code [rows, latents]
     */
    double[][] codes(int[][] factors);
}
