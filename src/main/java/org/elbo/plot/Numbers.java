package org.elbo.plot;

import java.util.Locale;

/** How numbers are written on axes. */
final class Numbers {
    private Numbers() {}

    /** Six digits at most, no trailing zeros, powers of ten for the very large and small. */
    static String format(double value) {
        double size = Math.abs(value);
        if (size < 1e-12) {
            return "0";
        }
        if (size >= 1e6 || size < 1e-3) {
            return trimmed(String.format(Locale.ROOT, "%.3e", value))
                    .replace("e+0", "e")
                    .replace("e-0", "e-")
                    .replace("e+", "e");
        }
        return size >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : trimmed(String.format(Locale.ROOT, "%.4f", value));
    }

    /** The same for all ticks of an axis, as a pattern of {@link java.text.DecimalFormat}. */
    static String pattern(double min, double max) {
        double size = Math.max(Math.abs(min), Math.abs(max));
        if (size >= 1e6 || size < 1e-3) {
            return "0.##E0";
        }
        return size >= 1000 ? "#,##0.##" : "0.####";
    }

    private static String trimmed(String number) {
        return number.replaceFirst("\\.?0+(e|$)", "$1");
    }
}
