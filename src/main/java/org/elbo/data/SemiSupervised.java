package org.elbo.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * Batches of which some rows are labelled: first a fixed number of labelled rows, then unlabelled
 * ones. A row is a datum followed by its label, one column for each class: 1 in the column of the
 * class, 0 elsewhere, and all 0 where the label is not known.
 *
 * <p>An epoch visits each unlabelled row about once; the few labelled ones come again and again,
 * drawn anew for each batch, none twice in a batch unless it has room for all of them.
 *
 * <pre>{@code
 * LabelSplit split = LabelSplit.balanced(train.labels(), 10, 100, 1);
 * SemiSupervised data = SemiSupervised.of(train.dynamicallyBinarized(), split, 20, 180);
 * Trainer.of(m2, Adam.of(1e-3)).batchSize(data.batchSize()).fit(data);
 * }</pre>
 */
public final class SemiSupervised implements Dataset {
    private final Dataset data;
    private final int[] labelled;
    private final int[] labels;
    private final int[] unlabelled;
    private final int classes;
    private final int labelledRows;
    private final int[] order;
    private final int[] rows;

    private SemiSupervised(Dataset data, LabelSplit split, int labelledRows, int batchSize) {
        this.data = data;
        this.labelled = split.labelled();
        this.labels = split.labels();
        this.unlabelled = split.unlabelled();
        this.classes = split.classes();
        this.labelledRows = labelledRows;
        this.order = new int[labelled.length];
        this.rows = new int[batchSize];
    }

    /**
     * Adds labels to a data set.
     *
     * @param data the data without labels, for example binarised images
     * @param split which of them are labelled
     * @param labelledRows how many rows of a batch are labelled, at least 1
     * @param unlabelledRows how many are not; 0 leaves all unlabelled data out
     * @return the data set; its batches must have {@link #batchSize()} rows
     * @throws IllegalArgumentException if the split is of another number of examples, or asks for
     *     unlabelled rows where there are none
     */
    public static SemiSupervised of(
            Dataset data, LabelSplit split, int labelledRows, int unlabelledRows) {
        Check.positive("labelled rows of a batch", labelledRows);
        Check.that(
                data.size() == split.size(),
                "the split is of %d examples but the data set has %d",
                split.size(),
                data.size());
        int most = split.unlabelled().length;
        Check.that(
                unlabelledRows >= 0 && unlabelledRows <= most,
                "a batch of %d unlabelled rows is asked for, but there are %d unlabelled examples",
                unlabelledRows,
                most);
        return new SemiSupervised(data, split, labelledRows, labelledRows + unlabelledRows);
    }

    /**
     * The number of rows that a batch must have.
     *
     * @return labelled and unlabelled rows together
     */
    public int batchSize() {
        return rows.length;
    }

    /**
     * The number of rows of an epoch: whole batches, as many as visit each unlabelled example about
     * once, or each labelled one if there are no others.
     */
    @Override
    public int size() {
        int each = rows.length - labelledRows;
        int batches =
                each == 0
                        ? (labelled.length - 1) / labelledRows + 1
                        : (unlabelled.length - 1) / each + 1;
        return batches * rows.length;
    }

    /** The dimension of a datum and one for each class. */
    @Override
    public int dimension() {
        return data.dimension() + classes;
    }

    /**
     * Copies one batch. Of the row numbers only those in the places of unlabelled rows count.
     *
     * @throws IllegalArgumentException if {@code count} is not {@link #batchSize()}
     */
    @Override
    public void copyTo(int[] numbers, int from, int count, RandomGenerator rng, float[] out) {
        Rows.check(this, numbers, from, count, out);
        Check.that(
                count == rows.length,
                "a batch of %d rows is asked for, but it must have %d labelled and %d unlabelled"
                        + " rows; train with batchSize(%d)",
                count,
                labelledRows,
                rows.length - labelledRows,
                rows.length);
        shuffle(rng);
        for (int i = 0; i < count; i++) {
            rows[i] =
                    i < labelledRows
                            ? labelled[order[i % order.length]]
                            : unlabelled(numbers[from + i], rng);
        }
        data.copyTo(rows, 0, count, rng, out);
        addLabels(out);
    }

    /** There are more row numbers than unlabelled rows; those too many stand for any of them. */
    private int unlabelled(int number, RandomGenerator rng) {
        int n = unlabelled.length;
        return unlabelled[number < n ? number : rng.nextInt(n)];
    }

    /**
     * As much of a random order of the labelled rows as a batch needs; no trace of the last one.
     */
    private void shuffle(RandomGenerator rng) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = 0; i < Math.min(labelledRows, order.length); i++) {
            int j = i + rng.nextInt(order.length - i);
            int drawn = order[j];
            order[j] = order[i];
            order[i] = drawn;
        }
    }

    /** Moves the rows apart, the last one first, and puts the labels between them. */
    private void addLabels(float[] out) {
        int from = data.dimension();
        int to = dimension();
        for (int i = rows.length - 1; i >= 0; i--) {
            System.arraycopy(out, i * from, out, i * to, from);
            Arrays.fill(out, i * to + from, (i + 1) * to, 0f);
            if (i < labelledRows) {
                out[i * to + from + labels[order[i % order.length]]] = 1f;
            }
        }
    }

    @Override
    public String toString() {
        return String.format(
                "%s, %d of %d rows of a batch labelled", data, labelledRows, rows.length);
    }
}
