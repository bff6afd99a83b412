package org.elbo.autodiff;

import java.util.Arrays;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of shapes; each message names the role, what was expected and what was found. */
final class Shapes {
    private Shapes() {}

    static void matrix(String role, INDArray array) {
        Check.that(array != null, "%s is null but must be a matrix [rows, columns]", role);
        boolean matrix = array.rank() == 2 && array.length() > 0;
        if (!matrix) {
            throw new IllegalArgumentException(
                    role
                            + " has shape "
                            + Arrays.toString(array.shape())
                            + " but must be a matrix [rows, columns] that is not empty: reshape it");
        }
        if (!array.dataType().isNumerical()) {
            throw new IllegalArgumentException(
                    role
                            + " holds "
                            + array.dataType()
                            + " but must hold numbers: cast it to FLOAT");
        }
    }

    static void same(String role, Value a, String other, Value b) {
        expect(role, a, b.rows, b.columns, other);
    }

    static void expect(String role, Value a, int rows, int columns, String why) {
        if (a.rows != rows || a.columns != columns) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s has shape [%d, %d] but must be [%d, %d], to fit %s",
                            role, a.rows, a.columns, rows, columns, why));
        }
    }
}
