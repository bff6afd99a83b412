package org.elbo.model;

import java.util.Arrays;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/**
 * The labels of a batch, read from the columns behind the data: a single 1 at the class, or only
 * zeros where a row has no label.
 *
 * @param classes the class of each row, or {@link #NONE}
 * @param labelled the number of rows with a label
 * @param oneHot as in the batch [rows, classes]
 * @param unlabelled 1 in the rows without a label, 0 in the others [rows, classes]
 */
record Labels(int[] classes, int labelled, Value oneHot, Value unlabelled) {
    static final int NONE = -1;

    /** Of a batch with label columns, or without: then no row has a label. */
    static Labels of(Tape tape, Value batch, int dataDimension, int count) {
        int rows = batch.rows();
        Value oneHot =
                batch.columns() == dataDimension
                        ? tape.constant(0, rows, count)
                        : tape.columns(batch, dataDimension, dataDimension + count);
        float[] numbers = oneHot.data().data().asFloat();
        float[] unlabelled = new float[rows * count];
        int[] classes = new int[rows];
        int labelled = 0;
        for (int r = 0; r < rows; r++) {
            classes[r] = classOf(numbers, r, count);
            if (classes[r] == NONE) {
                Arrays.fill(unlabelled, r * count, (r + 1) * count, 1);
            } else {
                labelled++;
            }
        }
        return new Labels(classes, labelled, oneHot, tape.constant(unlabelled, rows, count));
    }

    private static int classOf(float[] numbers, int row, int count) {
        int found = NONE;
        for (int c = 0; c < count; c++) {
            float number = numbers[row * count + c];
            if (number == 1 && found == NONE) {
                found = c;
            } else if (number != 0) {
                float[] all = Arrays.copyOfRange(numbers, row * count, (row + 1) * count);
                throw new IllegalArgumentException(
                        "row "
                                + row
                                + " of the batch has the label columns "
                                + Arrays.toString(all)
                                + " but must have a single 1, its class, or only zeros, no label");
            }
        }
        return found;
    }

    boolean has(int row) {
        return classes[row] != NONE;
    }

    int rows() {
        return classes.length;
    }
}
