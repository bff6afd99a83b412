package org.elbo.data;

import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * The order in which an epoch visits the rows of a data set, cut into minibatches. Every row is
 * visited once in an epoch: the last batch holds what is left and may be smaller. {@link
 * #fullOnly()} leaves it out instead, so that all batches have one shape.
 *
 * <pre>{@code
 * Batches batches = Batches.of(data.size(), 100);
 * batches.shuffle(rng); // a new order for this epoch
 * for (int b = 0; b < batches.count(); b++) {
 *     data.copyTo(batches.order(), batches.from(b), batches.size(b), rng, out);
 * }
 * }</pre>
 */
public final class Batches {
    private final int[] order;
    private final int batchSize;
    private final int count;

    private Batches(int[] order, int batchSize, int count) {
        this.order = order;
        this.batchSize = batchSize;
        this.count = count;
    }

    /**
     * Batches in the order of the rows, until {@link #shuffle} is called.
     *
     * @param rows the number of rows
     * @param batchSize rows of a batch
     * @return the batches; the last may be smaller
     */
    public static Batches of(int rows, int batchSize) {
        Check.positive("number of rows", rows);
        Check.positive("batch size", batchSize);
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        return new Batches(order, batchSize, (rows - 1) / batchSize + 1);
    }

    /**
     * These batches without an incomplete last one; the rows left out change with every shuffle.
     *
     * @return batches of one size, sharing the order of these
     * @throws IllegalArgumentException if there are fewer rows than one batch needs
     */
    public Batches fullOnly() {
        Check.that(
                order.length >= batchSize,
                "batch size is %d but there are only %d rows; choose a smaller batch",
                batchSize,
                order.length);
        return new Batches(order, batchSize, order.length / batchSize);
    }

    /**
     * Puts all rows into a new random order (Fisher and Yates), in place.
     *
     * @param rng the source of randomness
     */
    public void shuffle(RandomGenerator rng) {
        shuffle(order, rng);
    }

    static void shuffle(int[] numbers, RandomGenerator rng) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int j = rng.nextInt(i + 1);
            int swapped = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = swapped;
        }
    }

    /**
     * The order of the rows.
     *
     * @return the array itself, changed by {@link #shuffle}; do not write to it
     */
    public int[] order() {
        return order;
    }

    /**
     * The number of batches in an epoch.
     *
     * @return at least 1
     */
    public int count() {
        return count;
    }

    /**
     * Where a batch starts.
     *
     * @param batch its number, from 0
     * @return index in {@link #order()}
     */
    public int from(int batch) {
        Check.that(
                batch >= 0 && batch < count, "batch %d asked for, but there are %d", batch, count);
        return batch * batchSize;
    }

    /**
     * The number of rows in a batch.
     *
     * @param batch its number, from 0
     * @return at least 1
     */
    public int size(int batch) {
        return Math.min(batchSize, order.length - from(batch));
    }
}
