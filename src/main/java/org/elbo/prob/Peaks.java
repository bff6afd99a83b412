package org.elbo.prob;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.elbo.internal.Check;

/**
 * Where a log density is high: its greatest value and points that divide the range at its peaks.
 */
record Peaks(double height, double[] breakpoints) {
    private static final int GRID = 400;
    private static final int MAXIMUM_PEAKS = 20;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double[] SCALES = {-30, -10, -5, -2, 2, 5, 10, 30};

    private record Peak(double place, double height, double width) {}

    static Peaks of(DoubleUnaryOperator logF, double from, double to, double[] hints) {
        double[] x = grid(from, to, hints);
        double[] y = Arrays.stream(x).map(v -> checked(logF, v)).toArray();
        List<Peak> peaks =
                IntStream.range(1, x.length - 1)
                        .filter(i -> y[i] > Double.NEGATIVE_INFINITY)
                        .filter(i -> y[i] >= y[i - 1] && y[i] >= y[i + 1])
                        .mapToObj(i -> climb(logF, x[i - 1], x[i], x[i + 1]))
                        .sorted(Comparator.comparingDouble(Peak::height).reversed())
                        .limit(MAXIMUM_PEAKS)
                        .collect(Collectors.toList());
        DoubleStream places = peaks.stream().flatMapToDouble(Peaks::around);
        double highest = Math.max(Arrays.stream(y).max().orElseThrow(), highest(peaks));
        return new Peaks(highest, DoubleStream.concat(places, extremes(x, from, to)).toArray());
    }

    private static double highest(List<Peak> peaks) {
        return peaks.stream().mapToDouble(Peak::height).max().orElse(Double.NEGATIVE_INFINITY);
    }

    /** One point at least must be finite; where an end is infinite, the grid's middle serves. */
    private static DoubleStream extremes(double[] x, double from, double to) {
        return Double.isInfinite(to - from)
                ? DoubleStream.of(x[x.length / 2])
                : DoubleStream.of(from, to);
    }

    private static DoubleStream around(Peak peak) {
        DoubleStream sides = Arrays.stream(SCALES).map(s -> peak.place + s * peak.width);
        return DoubleStream.concat(DoubleStream.of(peak.place), sides);
    }

    private static double checked(DoubleUnaryOperator logF, double x) {
        double y = logF.applyAsDouble(x);
        Check.that(
                y < Double.POSITIVE_INFINITY,
                "the log of the integrand is %s at x = %s but must be finite or negative infinity",
                y,
                x);
        return y;
    }

    /** Inner points of the range, dense near 0 (or a finite end) and reaching about 1e4 away. */
    private static double[] grid(double from, double to, double[] hints) {
        DoubleStream points = IntStream.range(1, GRID).mapToDouble(i -> place(i, from, to));
        return DoubleStream.concat(points, Arrays.stream(hints))
                .filter(x -> x > from && x < to)
                .sorted()
                .distinct()
                .toArray();
    }

    private static double place(int i, double from, double to) {
        double u = i / (double) GRID;
        if (Double.isFinite(from) && Double.isFinite(to)) {
            return from + (to - from) * u;
        }
        if (Double.isFinite(from)) {
            return from + u / ((1 - u) * (1 - u));
        }
        if (Double.isFinite(to)) {
            return to - u / ((1 - u) * (1 - u));
        }
        double t = 2 * u - 1;
        return 4 * t / ((1 - t * t) * (1 - t * t));
    }

    /** Golden-section search between the neighbours of a high point. */
    private static Peak climb(DoubleUnaryOperator logF, double left, double top, double right) {
        double a = left;
        double b = right;
        double c = b - GOLDEN * (b - a);
        double d = a + GOLDEN * (b - a);
        double fc = logF.applyAsDouble(c);
        double fd = logF.applyAsDouble(d);
        while (b - a > 1e-9 * (right - left)) {
            if (fc >= fd) {
                b = d;
                d = c;
                fd = fc;
                c = b - GOLDEN * (b - a);
                fc = logF.applyAsDouble(c);
            } else {
                a = c;
                c = d;
                fc = fd;
                d = a + GOLDEN * (b - a);
                fd = logF.applyAsDouble(d);
            }
        }
        double middle = 0.5 * (a + b);
        double place = logF.applyAsDouble(middle) >= logF.applyAsDouble(top) ? middle : top;
        double height = logF.applyAsDouble(place);
        return new Peak(place, height, width(logF, place, height, right - left));
    }

    /** A distance at which the density has fallen to between exp(-2) and about exp(-1/2). */
    private static double width(
            DoubleUnaryOperator logF, double place, double height, double start) {
        double width = start;
        for (int i = 0; i < 200 && drop(logF, place, height, width) > 2; i++) {
            width /= 2;
        }
        for (int i = 0; i < 200 && drop(logF, place, height, width) < 0.4; i++) {
            width *= 2;
        }
        return width;
    }

    /** The smaller of the falls to the left and to the right. */
    private static double drop(
            DoubleUnaryOperator logF, double place, double height, double width) {
        double fall =
                height
                        - Math.max(
                                logF.applyAsDouble(place - width),
                                logF.applyAsDouble(place + width));
        return Double.isNaN(fall) ? Double.POSITIVE_INFINITY : fall;
    }
}
