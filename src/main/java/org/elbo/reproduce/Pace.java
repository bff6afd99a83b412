package org.elbo.reproduce;

import java.util.Locale;
import java.util.function.Consumer;

/** Progress lines, not more than one in ten seconds, each with an estimate of what is left. */
final class Pace {
    private static final double BETWEEN = 10;

    private final Consumer<String> lines;
    private final double before;
    private final long start = System.nanoTime();
    private double last;

    Pace(Consumer<String> lines) {
        this(lines, 0);
    }

    /** Goes on after some seconds of work, done in an earlier session perhaps. */
    Pace(Consumer<String> lines, double before) {
        this.lines = lines;
        this.before = before;
        this.last = before;
    }

    double seconds() {
        return before + (System.nanoTime() - start) * 1e-9;
    }

    void show(String text, double fraction) {
        double now = seconds();
        if (now - last >= BETWEEN) {
            last = now;
            lines.accept(line(text, now, fraction));
        }
    }

    /** The time left if it goes on as fast as on average until now. */
    static String line(String text, double seconds, double fraction) {
        double left = seconds * (1 / fraction - 1);
        return text + ", " + clock(seconds) + " done, about " + clock(left) + " left";
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
