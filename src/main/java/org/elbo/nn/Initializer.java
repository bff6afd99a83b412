package org.elbo.nn;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.internal.Check;
import org.nd4j.linalg.factory.Nd4j;

/** Makes the first value of a parameter. */
public enum Initializer {
    /**
     * Uniform between ±sqrt(6 / (in + out)), so that signals and gradients keep their variance
     * (Glorot and Bengio 2010, equation 16).
     */
    GLOROT_UNIFORM {
        @Override
        double draw(int in, int out, RandomGenerator rng) {
            return Math.sqrt(6.0 / (in + out)) * (2 * rng.nextDouble() - 1);
        }
    },

    /** Gaussian with mean 0 and variance 2 / (in + out) (Glorot and Bengio 2010, equation 12). */
    GLOROT_NORMAL {
        @Override
        double draw(int in, int out, RandomGenerator rng) {
            return Math.sqrt(2.0 / (in + out)) * rng.nextGaussian();
        }
    },

    /** Zeros. */
    ZERO {
        @Override
        double draw(int in, int out, RandomGenerator rng) {
            return 0;
        }
    };

    abstract double draw(int in, int out, RandomGenerator rng);

    /**
     * Creates a parameter.
     *
     * @param name its name
     * @param in the number of rows: inputs of the layer
     * @param out the number of columns: outputs of the layer
     * @param rng draws the elements in row order; not used by ZERO
     * @return a new parameter of shape [in, out]
     */
    public Parameter parameter(String name, int in, int out, RandomGenerator rng) {
        Check.positive("inputs of " + name, in);
        Check.positive("outputs of " + name, out);
        float[][] values = new float[in][out];
        for (float[] row : values) {
            for (int j = 0; j < out; j++) {
                row[j] = (float) draw(in, out, rng);
            }
        }
        return Parameter.of(name, Nd4j.create(values));
    }
}
