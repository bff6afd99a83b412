package org.elbo.autodiff;

import org.elbo.internal.Elementary;

/**
 * One row of a Gaussian with covariance {@code C = V - eta V u u' V}, {@code V = exp(logVar)},
 * {@code eta = 1 / (1 + u'Vu)}: precision {@code V^-1 + u u'} (Rezende, Mohamed and Wierstra 2014,
 * section 4.3). Its operations share these sums.
 */
final class RankOne {
    private RankOne() {}

    /** Replaces logVar by exp(factor logVar); {@code spare} is overwritten. */
    static void expScaled(float[] logVar, float factor, float[] spare, int n) {
        Tiles.scale(logVar, factor, n);
        System.arraycopy(logVar, 0, spare, 0, n);
        Elementary.exp(spare, logVar, n);
    }

    /** s = sum v u^2, in double: it may be of any size. */
    static double along(float[] v, float[] u, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += v[i] * u[i] * (double) u[i];
        }
        return sum;
    }

    /** t = sum v^2 u^2. */
    static double alongSquared(float[] v, float[] u, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double y = v[i] * (double) u[i];
            sum += y * y;
        }
        return sum;
    }

    static double dot(float[] a, float[] b, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[i] * (double) b[i];
        }
        return sum;
    }
}
