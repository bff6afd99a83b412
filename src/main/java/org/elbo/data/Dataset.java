package org.elbo.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows of floats that a model is trained on or judged by, produced by the batch. A row may be
 * random (a dynamically binarised image is redrawn each time), so the generator is passed in; a
 * data set that is not random ignores it.
 */
public interface Dataset {
    /**
     * The number of rows.
     *
     * @return at least 1
     */
    int size();

    /**
     * The number of values in a row.
     *
     * @return at least 1
     */
    int dimension();

    /**
     * Copies some rows into an array of the caller; nothing is allocated.
     *
     * @param rows row numbers, for example a shuffled order
     * @param from index in {@code rows} of the first row to copy
     * @param count how many to copy
     * @param rng the source of randomness
     * @param out receives {@code count * dimension()} values, row after row, from index 0 on
     * @throws IllegalArgumentException if a row number is outside, or {@code rows} or {@code out}
     *     is too short
     */
    void copyTo(int[] rows, int from, int count, RandomGenerator rng, float[] out);

    /**
     * The rows from one to another, in order.
     *
     * @param from the first row
     * @param to one past the last row
     * @param rng the source of randomness
     * @return float array of shape [to - from, dimension]
     * @throws IllegalArgumentException unless {@code 0 <= from < to <= size()}
     */
    default INDArray batch(int from, int to, RandomGenerator rng) {
        Rows.checkRange(from, to, size());
        int[] rows = new int[to - from];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = from + i;
        }
        float[] out = new float[rows.length * dimension()];
        copyTo(rows, 0, rows.length, rng, out);
        return Nd4j.createFromArray(out).reshape('c', rows.length, dimension());
    }

    /**
     * A data set of given rows, never random.
     *
     * @param values shape [size, dimension]; copied
     * @return the data set
     */
    static Dataset of(INDArray values) {
        Check.that(
                values.rank() == 2,
                "a data set needs an array of shape [size, dimension] but has rank %d",
                values.rank());
        return new Rows.OfFloats(
                values.castTo(DataType.FLOAT).dup('c').data().asFloat(), values.columns());
    }

    /**
     * A data set whose values are drawn anew each time they are asked for: mean + exp(logVar / 2)
     * epsilon, epsilon from N(0, 1).
     *
     * @param mean the means [size, dimension]; copied
     * @param logVar log sigma^2 [size, dimension]; copied
     * @return the data set
     */
    static Dataset gaussian(INDArray mean, INDArray logVar) {
        Check.that(
                mean.rank() == 2 && mean.equalShapes(logVar),
                "means and log-variances need one shape [size, dimension] but have %s and %s",
                Arrays.toString(mean.shape()),
                Arrays.toString(logVar.shape()));
        float[] means = mean.castTo(DataType.FLOAT).dup('c').data().asFloat();
        float[] deviations = logVar.castTo(DataType.FLOAT).dup('c').data().asFloat();
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = (float) Math.exp(deviations[i] / 2);
        }
        return new GaussianRows(means, deviations, mean.columns());
    }
}
