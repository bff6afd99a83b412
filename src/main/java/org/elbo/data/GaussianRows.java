package org.elbo.data;

import java.util.random.RandomGenerator;

/** Rows that are drawn each time they are asked for, each value from a Gaussian of its own. */
final class GaussianRows implements Dataset {
    private final float[] means;
    private final float[] deviations;
    private final int dimension;

    GaussianRows(float[] means, float[] deviations, int dimension) {
        this.means = means;
        this.deviations = deviations;
        this.dimension = dimension;
    }

    @Override
    public int size() {
        return means.length / dimension;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void copyTo(int[] rows, int from, int count, RandomGenerator rng, float[] out) {
        Rows.check(this, rows, from, count, out);
        for (int i = 0; i < count; i++) {
            int in = rows[from + i] * dimension;
            for (int j = 0; j < dimension; j++) {
                out[i * dimension + j] =
                        means[in + j] + deviations[in + j] * (float) rng.nextGaussian();
            }
        }
    }

    @Override
    public String toString() {
        return size() + " Gaussian rows of " + dimension + " values, redrawn each time";
    }
}
