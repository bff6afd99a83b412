package org.elbo.model;

import org.elbo.data.LabelSplit;
import org.elbo.internal.Check;
import org.elbo.prob.Estimate;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tells the class of each row. */
@FunctionalInterface
public interface Classifier {
    /**
     * The most probable class of each row.
     *
     * @param x data [rows, dimension]
     * @return a class for each row, from 0 on
     */
    int[] classesOf(INDArray x);

    /**
     * The fraction of rows whose class is told wrong, in percent.
     *
     * @param x data [rows, dimension]
     * @param labels the true class of each row
     * @return the error with its standard error over the choice of the rows
     */
    default Estimate error(INDArray x, int[] labels) {
        checkLabels(x, labels, Integer.MAX_VALUE);
        int[] told = classesOf(x);
        int[] next = {0};
        return Estimate.of(labels.length, () -> told[next[0]] == labels[next[0]++] ? 0.0 : 100.0);
    }

    /**
     * Requires a label from 0 to classes - 1 for each row.
     *
     * @param x data [rows, dimension]
     * @param labels the class of each row
     * @param classes the number of classes
     * @throws IllegalArgumentException if a label is outside, or they are not as many as the rows
     */
    static void checkLabels(INDArray x, int[] labels, int classes) {
        Check.that(
                x.rank() == 2 && x.size(0) == labels.length,
                "%d labels need as many rows of data but there are %d",
                labels.length,
                x.size(0));
        LabelSplit.checkLabels(labels, classes);
    }
}
