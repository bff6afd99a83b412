package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/**
 * Rows of Gaussians with covariance {@code C = V - eta V u u' V}, {@code V = exp(logVar)}, {@code
 * eta = 1 / (1 + u'Vu)}: precision {@code V^-1 + u u'} (Rezende, Mohamed and Wierstra 2014, section
 * 4.3). Their operations share what is here.
 */
final class RankOne {
    private RankOne() {}

    /** Leaves factor logVar, its exponential e, u and e u in tiles a, b, c and d. */
    static void read(Value logVar, float factor, Value u, int at, int n, Tiles tiles) {
        logVar.memory.read(at, tiles.a, n);
        Tiles.scale(tiles.a, factor, n);
        Elementary.exp(tiles.a, tiles.b, n);
        u.memory.read(at, tiles.c, n);
        System.arraycopy(tiles.c, 0, tiles.d, 0, n);
        Tiles.multiply(tiles.b, tiles.d, n);
    }

    /**
     * The sum of the products of two rows, in double: it may be of any size. Four sums grow side by
     * side, so that no addition waits for the one before.
     */
    static double dot(float[] a, float[] b, int from, int n) {
        int to = from + n;
        double p = 0;
        double q = 0;
        double r = 0;
        double s = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            p += a[i] * (double) b[i];
            q += a[i + 1] * (double) b[i + 1];
            r += a[i + 2] * (double) b[i + 2];
            s += a[i + 3] * (double) b[i + 3];
        }
        for (; i < to; i++) {
            p += a[i] * (double) b[i];
        }
        return (p + q) + (r + s);
    }
}
