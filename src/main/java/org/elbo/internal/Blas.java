package org.elbo.internal;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_get_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

/**
 * Matrix products over {@link Memory}, by the same OpenBLAS that ND4J uses. ND4J's own {@code gemm}
 * wants results in column order and copies others; called directly, BLAS takes rows as they are.
 */
public final class Blas {
    static {
        // In a container OpenBLAS counts the cores of the host, the JVM those it may use.
        int cores = Runtime.getRuntime().availableProcessors();
        if (blas_get_num_threads() > cores) {
            blas_set_num_threads(cores);
        }
    }

    private Blas() {}

    /**
     * Computes {@code c = a b}, or {@code c += a b}.
     *
     * @param a [m, k]
     * @param b [k, n]
     * @param c [m, n]
     * @param m rows of a and c
     * @param n columns of b and c
     * @param k columns of a, rows of b
     * @param add whether to add to c
     */
    public static void product(Memory a, Memory b, Memory c, int m, int n, int k, boolean add) {
        sgemm(CblasNoTrans, CblasNoTrans, m, n, k, a, k, b, n, c, add);
    }

    /**
     * Computes {@code c = aᵀ b}, or {@code c += aᵀ b}.
     *
     * @param a [k, m]
     * @param b [k, n]
     * @param c [m, n]
     * @param m columns of a, rows of c
     * @param n columns of b and c
     * @param k rows of a and b
     * @param add whether to add to c
     */
    public static void leftTransposed(
            Memory a, Memory b, Memory c, int m, int n, int k, boolean add) {
        sgemm(CblasTrans, CblasNoTrans, m, n, k, a, m, b, n, c, add);
    }

    /**
     * Computes {@code c = a bᵀ}, or {@code c += a bᵀ}.
     *
     * @param a [m, k]
     * @param b [n, k]
     * @param c [m, n]
     * @param m rows of a and c
     * @param n rows of b, columns of c
     * @param k columns of a and b
     * @param add whether to add to c
     */
    public static void rightTransposed(
            Memory a, Memory b, Memory c, int m, int n, int k, boolean add) {
        sgemm(CblasNoTrans, CblasTrans, m, n, k, a, k, b, k, c, add);
    }

    private static void sgemm(
            int transA,
            int transB,
            int m,
            int n,
            int k,
            Memory a,
            int lda,
            Memory b,
            int ldb,
            Memory c,
            boolean add) {
        cblas_sgemm(
                CblasRowMajor,
                transA,
                transB,
                m,
                n,
                k,
                1f,
                a.pointer(),
                lda,
                b.pointer(),
                ldb,
                add ? 1f : 0f,
                c.pointer(),
                n);
    }
}
