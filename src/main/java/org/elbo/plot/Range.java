package org.elbo.plot;

/**
 * The interval that an axis shows: grows with the numbers it is given and skips those that cannot
 * be drawn.
 */
final class Range {
    private final boolean logarithmic;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    Range(boolean logarithmic) {
        this.logarithmic = logarithmic;
    }

    boolean drawable(double value) {
        return Double.isFinite(value) && (!logarithmic || value > 0);
    }

    void include(double value) {
        if (drawable(value)) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }

    /**
     * Widens both ends by a share of the length; an empty or single-valued range becomes a proper
     * one.
     */
    Range padded(double share) {
        Range result = new Range(logarithmic);
        if (min > max) {
            result.min = logarithmic ? 0.1 : 0;
            result.max = 1;
            return result;
        }
        double from = logarithmic ? Math.log10(min) : min;
        double to = logarithmic ? Math.log10(max) : max;
        double margin = to > from ? share * (to - from) : Math.max(0.5, 0.1 * Math.abs(to));
        result.min = logarithmic ? Math.pow(10, from - margin) : from - margin;
        result.max = logarithmic ? Math.pow(10, to + margin) : to + margin;
        return result;
    }

    /** This range, or the one the user fixed. */
    Range fixed(double[] ends) {
        if (!Double.isNaN(ends[0])) {
            min = ends[0];
            max = ends[1];
        }
        return this;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    void min(double value) {
        min = value;
    }
}
