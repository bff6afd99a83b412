package org.elbo.internal;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Blocks of matrix products over {@link Memory}, by the same OpenBLAS that ND4J uses. ND4J's own
 * {@code gemm} wants results in column order and copies others; called directly, BLAS takes rows as
 * they are.
 *
 * <p>OpenBLAS itself works with one thread; a {@link Team} computes the blocks of one product side
 * by side. That is faster than OpenBLAS's own threads (measured 165 against 140 GFLOP/s for [100,
 * 784] times [784, 500] on two cores), and on a busy machine these spin and hold everything up.
 */
public final class Blas {
    private static final ThreadLocal<Place[]> PLACES =
            ThreadLocal.withInitial(() -> new Place[] {new Place(), new Place(), new Place()});

    static {
        Nd4j.getBlasWrapper(); // ND4J sets the number of threads when it starts; ours comes last
        blas_set_num_threads(1);
    }

    private Blas() {}

    /**
     * Computes a block of {@code c = a b}.
     *
     * @param a [rows of c, k]
     * @param b [k, n]
     * @param c [rows of a, n]
     * @param n columns of b and c
     * @param k columns of a, rows of b
     * @param block which part of c
     */
    public static void product(Memory a, Memory b, Memory c, int n, int k, Block block) {
        product(a, 0, b, c, n, k, block);
    }

    /**
     * Computes a block of {@code c = a b} for some rows of a larger a.
     *
     * @param a [at least first + rows of c, k]
     * @param first the row of a that belongs to the first row of c
     * @param b [k, n]
     * @param c [rows, n]
     * @param n columns of b and c
     * @param k columns of a, rows of b
     * @param block which part of c
     */
    public static void product(Memory a, int first, Memory b, Memory c, int n, int k, Block block) {
        int fromA = (first + block.rowFrom) * k;
        sgemm(
                CblasNoTrans,
                CblasNoTrans,
                n,
                k,
                a,
                fromA,
                k,
                b,
                block.columnFrom,
                n,
                c,
                block,
                false);
    }

    /**
     * Computes a block of {@code c = aᵀ b}, or of {@code c += aᵀ b}.
     *
     * @param a [k, m]
     * @param b [k, n]
     * @param c [m, n]
     * @param m columns of a, rows of c
     * @param n columns of b and c
     * @param k rows of a and b
     * @param add whether to add to c
     * @param block which part of c
     */
    public static void leftTransposed(
            Memory a, Memory b, Memory c, int m, int n, int k, boolean add, Block block) {
        int fromB = block.columnFrom;
        sgemm(CblasTrans, CblasNoTrans, n, k, a, block.rowFrom, m, b, fromB, n, c, block, add);
    }

    /**
     * Computes a block of {@code c = a bᵀ}, or of {@code c += a bᵀ}.
     *
     * @param a [rows of c, k]
     * @param b [n, k]
     * @param c [rows of a, n]
     * @param n rows of b, columns of c
     * @param k columns of a and b
     * @param add whether to add to c
     * @param block which part of c
     */
    public static void rightTransposed(
            Memory a, Memory b, Memory c, int n, int k, boolean add, Block block) {
        int fromA = block.rowFrom * k;
        int fromB = block.columnFrom * k;
        sgemm(CblasNoTrans, CblasTrans, n, k, a, fromA, k, b, fromB, k, c, block, add);
    }

    private static void sgemm(
            int transA,
            int transB,
            int n,
            int k,
            Memory a,
            int fromA,
            int lda,
            Memory b,
            int fromB,
            int ldb,
            Memory c,
            Block block,
            boolean add) {
        Place[] at = PLACES.get();
        cblas_sgemm(
                CblasRowMajor,
                transA,
                transB,
                block.rowTo - block.rowFrom,
                block.width(),
                k,
                1f,
                at[0].at(a, fromA),
                lda,
                at[1].at(b, fromB),
                ldb,
                add ? 1f : 0f,
                at[2].at(c, block.rowFrom * n + block.columnFrom),
                n);
    }

    /** A pointer that can be moved to a place in any block of memory, without making a new one. */
    private static final class Place extends FloatPointer {
        Place at(Memory memory, int index) {
            address = memory.pointer().address() + (long) Float.BYTES * index;
            return this;
        }
    }
}
