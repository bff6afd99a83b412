package org.elbo.plot;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The powers of ten on a logarithmic axis. Where they are many, only some get a label, and lines at
 * 2, 3, ... 9 times each would run together.
 */
final class Decades {
    private static final int LABELS = 10;
    private static final int WITH_LINES_BETWEEN = 6;

    private final double first;
    private final double last;
    private final long every;

    Decades(double min, double max) {
        first = Math.log10(min);
        last = Math.log10(max);
        every = Math.max(1, (long) Math.ceil((last - first) / LABELS));
    }

    boolean many() {
        return last - first > WITH_LINES_BETWEEN;
    }

    /** The powers that have a label. */
    DoubleStream labelled() {
        return LongStream.rangeClosed((long) Math.ceil(first), (long) Math.floor(last))
                .filter(power -> power % every == 0)
                .mapToDouble(power -> Math.pow(10, power));
    }

    /** A label, or a blank where the labels would run together. */
    String label(double value) {
        long power = Math.round(Math.log10(value));
        if (power % every != 0) {
            return " ";
        }
        return value < 1e-9 ? "1e" + power : Numbers.format(value);
    }
}
