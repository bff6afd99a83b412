package org.elbo.prob;

import java.util.Locale;

/**
 * The value of an infinite sum of which only some terms were added: the middle of the interval in
 * which a proof places it, and how far away the truth can be.
 *
 * @param value the middle of the interval
 * @param error half the width of the interval: {@code |truth - value| <= error}, rounding aside
 */
public record TruncatedSeries(double value, double error) {
    /** The value factor s + shift, with its error. */
    TruncatedSeries affine(double factor, double shift) {
        return new TruncatedSeries(factor * value + shift, Math.abs(factor) * error);
    }

    /**
     * The interval as text.
     *
     * @return as in {@code 0.693147 ± 2.1e-07 at most}
     */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.6f ± %.1e at most", value, error);
    }
}
