package org.elbo.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.elbo.internal.Check;

/**
 * Which examples of a data set keep their labels and which are taken for unlabelled: the set-up of
 * semi-supervised learning. The labelled ones are drawn from a seed, equally many of each class.
 *
 * <pre>{@code
 * LabelSplit split = LabelSplit.balanced(train.labels(), 10, 100, 1); // ten of each digit
 * }</pre>
 */
public final class LabelSplit {
    private final int[] labels;
    private final int classes;
    private final int[] labelled;
    private final int[] unlabelled;

    private LabelSplit(int[] labels, int classes, int[] labelled) {
        this.labels = labels;
        this.classes = classes;
        this.labelled = labelled;
        this.unlabelled =
                IntStream.range(0, labels.length)
                        .filter(row -> Arrays.binarySearch(labelled, row) < 0)
                        .toArray();
    }

    /**
     * Draws the examples that keep their labels, equally many of each class; if the number of
     * classes does not divide their number, the first classes have one more.
     *
     * @param labels the labels of all examples, from 0 on
     * @param classes the number of classes
     * @param count how many keep their labels, at least one of each class
     * @param seed the seed; the same seed draws the same examples
     * @return the split
     * @throws IllegalArgumentException if a label is outside the classes, or there are fewer labels
     *     than classes, or a class has fewer examples than it needs
     */
    public static LabelSplit balanced(int[] labels, int classes, int count, long seed) {
        Check.positive("classes", classes);
        checkLabels(labels, classes);
        Check.that(
                count >= classes,
                "%d labels cannot give each of %d classes one; ask for at least %d",
                count,
                classes,
                classes);
        SplittableRandom rng = new SplittableRandom(seed);
        IntStream labelled = IntStream.empty();
        for (int c = 0; c < classes; c++) {
            int share = (count + classes - 1 - c) / classes;
            labelled = IntStream.concat(labelled, draw(labels, c, share, rng));
        }
        return new LabelSplit(labels.clone(), classes, labelled.sorted().toArray());
    }

    private static IntStream draw(int[] labels, int label, int share, SplittableRandom rng) {
        int[] rows = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
        Check.that(
                rows.length >= share,
                "class %d needs %d labelled examples but only %d of %d examples are of it; ask for"
                        + " fewer labels",
                label,
                share,
                rows.length,
                labels.length);
        Batches order = Batches.of(rows.length, share);
        order.shuffle(rng);
        return Arrays.stream(order.order()).limit(share).map(i -> rows[i]);
    }

    /**
     * Requires labels from 0 to classes - 1.
     *
     * @param labels the labels
     * @param classes the number of classes
     * @throws IllegalArgumentException if one is outside; the message tells the first
     */
    public static void checkLabels(int[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            Check.that(
                    labels[i] >= 0 && labels[i] < classes,
                    "label %d of example %d is outside the %d classes, 0 to %d",
                    labels[i],
                    i,
                    classes,
                    classes - 1);
        }
    }

    /**
     * The number of classes.
     *
     * @return at least 1
     */
    public int classes() {
        return classes;
    }

    /**
     * The number of all examples, labelled or not.
     *
     * @return at least 1
     */
    public int size() {
        return labels.length;
    }

    /**
     * The examples that keep their labels.
     *
     * @return ascending row numbers, a new array
     */
    public int[] labelled() {
        return labelled.clone();
    }

    /**
     * The labels that are kept.
     *
     * @return the label of each of {@link #labelled()}, a new array
     */
    public int[] labels() {
        return Arrays.stream(labelled).map(row -> labels[row]).toArray();
    }

    /**
     * The examples that are taken for unlabelled.
     *
     * @return ascending row numbers, possibly none; a new array
     */
    public int[] unlabelled() {
        return unlabelled.clone();
    }

    @Override
    public String toString() {
        return String.format(
                "%,d labelled and %,d unlabelled examples of %d classes",
                labelled.length, unlabelled.length, classes);
    }
}
