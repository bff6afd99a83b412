package org.elbo.prob;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.elbo.internal.Check;

/**
 * Integrals in one dimension, to about twelve digits for smooth integrands. Infinite ends are
 * allowed. An integrand whose mass lies in a narrow peak needs the peak's place as a breakpoint (a
 * distribution knows its own), or {@link #logIntegrate}, which looks for it.
 */
public final class Quadrature {
    private static final double[] DEFAULT_CUTS = {-100, -10, -3, -1, 0, 1, 3, 10, 100};
    private static final int PANELS = 8;

    private Quadrature() {}

    /**
     * The integral of a function, by adaptive Gauss-Kronrod quadrature.
     *
     * @param f the integrand, finite except at the ends, where it may have an integrable
     *     singularity
     * @param from the lower end, negative infinity allowed
     * @param to the upper end, at least {@code from}, positive infinity allowed
     * @param breakpoints points at which to divide the range: peaks, kinks, jumps; those outside
     *     are ignored
     * @return the integral
     * @throws IllegalArgumentException if an end is NaN, {@code from > to}, or the integrand is
     *     infinite or NaN at a point inside
     * @throws IllegalStateException if the integral does not converge
     */
    public static double integrate(
            DoubleUnaryOperator f, double from, double to, double... breakpoints) {
        Check.that(from <= to, "the integral runs from %s to %s but needs from <= to", from, to);
        if (from == to) {
            return 0;
        }
        double[] cuts = cuts(from, to, breakpoints);
        double scale = cuts.length > 1 ? (cuts[cuts.length - 1] - cuts[0]) / 2 : 1;
        GaussKronrod rule = new GaussKronrod();
        // A node may round to an end, where the integrand may be infinite; its weight is tiny.
        DoubleUnaryOperator g = x -> x == from || x == to ? 0 : finite(f.applyAsDouble(x), x);
        if (Double.isInfinite(from)) {
            rule.add(tail(g, cuts[0], -scale), 0, 1);
        }
        for (int i = 1; i < cuts.length; i++) {
            rule.add(g, cuts[i - 1], cuts[i]);
        }
        if (Double.isInfinite(to)) {
            rule.add(tail(g, cuts[cuts.length - 1], scale), 0, 1);
        }
        return rule.result();
    }

    /** The finite points between which the first panels lie: finite ends and all breakpoints. */
    private static double[] cuts(double from, double to, double[] breakpoints) {
        double[] inner = breakpoints;
        if (breakpoints.length == 0) {
            inner = Double.isInfinite(to - from) ? around(from, to) : divide(from, to);
        }
        return Arrays.stream(withEnds(inner, from, to))
                .filter(x -> Double.isFinite(x) && x >= from && x <= to)
                .sorted()
                .distinct()
                .toArray();
    }

    private static double[] around(double from, double to) {
        double origin = Double.isFinite(from) ? from : Double.isFinite(to) ? to : 0;
        return Arrays.stream(DEFAULT_CUTS).map(c -> origin + c).toArray();
    }

    private static double[] divide(double from, double to) {
        double[] points = new double[PANELS - 1];
        Arrays.setAll(points, i -> from + (to - from) * (i + 1) / PANELS);
        return points;
    }

    private static double[] withEnds(double[] inner, double from, double to) {
        double[] all = Arrays.copyOf(inner, inner.length + 3);
        all[inner.length] = from;
        all[inner.length + 1] = to;
        boolean anyFinite =
                Arrays.stream(all, 0, inner.length + 2)
                        .anyMatch(x -> Double.isFinite(x) && x >= from && x <= to);
        all[inner.length + 2] = anyFinite ? from : 0;
        return all;
    }

    private static double finite(double y, double x) {
        Check.that(
                Double.isFinite(y), "the integrand is %s at x = %s but must be finite there", y, x);
        return y;
    }

    /** A half line as 0 to 1: x = cut + scale t / (1 - t). */
    private static DoubleUnaryOperator tail(DoubleUnaryOperator f, double cut, double scale) {
        return t -> {
            double x = cut + scale * t / (1 - t);
            return Double.isInfinite(x)
                    ? 0
                    : f.applyAsDouble(x) * Math.abs(scale) / ((1 - t) * (1 - t));
        };
    }

    /**
     * The logarithm of the integral of {@code exp(logF)}, for integrands that would underflow or
     * overflow, such as evidences. The peaks of {@code logF} are looked for, the highest is taken
     * out of the integral, and the range is divided around each.
     *
     * @param logF the logarithm of the integrand, in nats; negative infinity where it is zero
     * @param from the lower end, negative infinity allowed
     * @param to the upper end, at least {@code from}, positive infinity allowed
     * @param hints points near which peaks are, for peaks far from each other and narrow; may be
     *     none
     * @return {@code log integral exp(logF(x)) dx}; negative infinity where the integrand is zero
     *     everywhere
     * @throws IllegalArgumentException if an end is NaN, {@code from >= to}, or logF is NaN or
     *     positive infinity at a point inside
     * @throws IllegalStateException if the integral does not converge
     */
    public static double logIntegrate(
            DoubleUnaryOperator logF, double from, double to, double... hints) {
        Check.that(from < to, "the integral runs from %s to %s but needs from < to", from, to);
        Peaks peaks = Peaks.of(logF, from, to, hints);
        if (peaks.height() == Double.NEGATIVE_INFINITY) {
            return peaks.height();
        }
        DoubleUnaryOperator scaled = x -> Math.exp(logF.applyAsDouble(x) - peaks.height());
        return peaks.height() + Math.log(integrate(scaled, from, to, peaks.breakpoints()));
    }

    /**
     * The expectation of a function under a distribution, by adaptive quadrature over its support.
     *
     * @param q the distribution
     * @param f the function, in its own units
     * @return {@code E_q[f(x)]}; points of density zero count nothing, whatever f is there
     * @throws IllegalArgumentException if f is infinite or NaN where the density is positive
     * @throws IllegalStateException if the integral does not converge
     */
    public static double expectation(UnivariateDistribution q, DoubleUnaryOperator f) {
        DoubleUnaryOperator weighted =
                x -> {
                    double density = q.density(x);
                    return density > 0 ? density * f.applyAsDouble(x) : 0;
                };
        return integrate(weighted, q.lower(), q.upper(), q.breakpoints());
    }

    /**
     * The expectation of a function under a Gaussian by Gauss-Hermite quadrature: exact up to
     * rounding for polynomials of degree below {@code 2 points}, fast, and poor for functions with
     * kinks.
     *
     * @param q the Gaussian
     * @param points the number of points, 1 to 60
     * @param f the function
     * @return {@code E_q[f(x)]}
     * @throws IllegalArgumentException if the number of points is outside 1 to 60
     */
    public static double gaussHermite(Gaussian q, int points, DoubleUnaryOperator f) {
        Check.that(points >= 1 && points <= 60, "points is %d but must be from 1 to 60", points);
        GaussIntegrator rule = new GaussIntegratorFactory().hermite(points);
        double scale = Math.sqrt(2) * q.standardDeviation();
        return rule.integrate(t -> f.applyAsDouble(q.mean() + scale * t)) / Math.sqrt(Math.PI);
    }
}
