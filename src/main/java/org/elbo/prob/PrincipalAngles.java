package org.elbo.prob;

import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.elbo.internal.Check;

/**
 * How far two linear subspaces are turned against each other, whatever vectors span them: the
 * cosines of the principal angles are the singular values of A'B, where A and B are orthonormal
 * bases (Bjorck and Golub 1973, theorem 1).
 */
public final class PrincipalAngles {
    private PrincipalAngles() {}

    /**
     * The angles between the spaces that two sets of vectors span.
     *
     * @param a linearly independent vectors [count a][dimension], of any length and angles
     * @param b linearly independent vectors [count b][dimension]
     * @return min(count a, count b) angles in degrees from 0 to 90, the smallest first; all are 0
     *     when one space contains the other
     * @throws IllegalArgumentException if a set is empty or linearly dependent, a number is not
     *     finite or the dimensions differ
     */
    public static double[] degrees(double[][] a, double[][] b) {
        RealMatrix first = basis("a", a);
        RealMatrix second = basis("b", b);
        Check.that(
                first.getRowDimension() == second.getRowDimension(),
                "a has vectors of %d numbers but b of %d",
                first.getRowDimension(),
                second.getRowDimension());
        double[] cosines =
                new SingularValueDecomposition(first.transpose().multiply(second))
                        .getSingularValues();
        double[] angles = new double[cosines.length];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = Math.toDegrees(Math.acos(Math.min(1, cosines[i])));
        }
        return angles;
    }

    /** An orthonormal basis in the columns, [dimension, count]. */
    private static RealMatrix basis(String role, double[][] vectors) {
        Check.that(vectors.length > 0, "%s is empty but must hold at least one vector", role);
        for (int i = 0; i < vectors.length; i++) {
            Check.that(
                    vectors[i].length == vectors[0].length && vectors[i].length > 0,
                    "%s[%d] has %d numbers but %s[0] has %d",
                    role,
                    i,
                    vectors[i].length,
                    role,
                    vectors[0].length);
            Check.finite(role + "[" + i + "]", vectors[i]);
        }
        SingularValueDecomposition svd =
                new SingularValueDecomposition(MatrixUtils.createRealMatrix(vectors).transpose());
        Check.that(
                svd.getRank() == vectors.length,
                "%s holds %d vectors that span only %d dimensions: leave out vectors of length 0"
                        + " and multiples",
                role,
                vectors.length,
                svd.getRank());
        return svd.getU();
    }
}
