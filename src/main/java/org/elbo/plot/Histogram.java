package org.elbo.plot;

import org.elbo.internal.Check;

/** Draws counted in bins of equal width, as a density. */
final class Histogram {
    private final String name;
    private final double from;
    private final double binWidth;
    private final double total;
    private final int[] counts;

    private Histogram(String name, double from, double binWidth, double total, int[] counts) {
        this.name = name;
        this.from = from;
        this.binWidth = binWidth;
        this.total = total;
        this.counts = counts;
    }

    static Histogram of(String name, double[] values, int bins) {
        Check.positive("number of bins of '" + name + "'", bins);
        Check.that(values.length > 0, "histogram '%s' has no values: give at least one", name);
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            Check.finite("a value of the histogram '" + name + "'", value);
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double width = max > min ? (max - min) / bins : 1.0 / bins;
        int[] counts = new int[bins];
        for (double value : values) {
            counts[Math.min(bins - 1, (int) ((value - min) / width))]++;
        }
        return new Histogram(name, min, width, values.length, counts);
    }

    String name() {
        return name;
    }

    private double density(int bin) {
        return counts[bin] / (total * binWidth);
    }

    double[] densities() {
        double[] densities = new double[counts.length];
        for (int i = 0; i < densities.length; i++) {
            densities[i] = density(i);
        }
        return densities;
    }

    /** One standard error of each density, from the binomial distribution of its count. */
    double[] errors() {
        double[] errors = new double[counts.length];
        for (int i = 0; i < errors.length; i++) {
            double p = counts[i] / total;
            errors[i] = Math.sqrt(p * (1 - p) / total) / binWidth;
        }
        return errors;
    }

    double[] centers() {
        double[] centers = new double[counts.length];
        for (int i = 0; i < centers.length; i++) {
            centers[i] = from + (i + 0.5) * binWidth;
        }
        return centers;
    }

    double[] outlineX() {
        double[] x = new double[4 * counts.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = from + (i / 4 + (i % 4) / 2) * binWidth;
        }
        return x;
    }

    /** Each bar from the base up, along its top, and down again. */
    double[] outlineY() {
        double[] y = new double[4 * counts.length];
        for (int i = 0; i < counts.length; i++) {
            y[4 * i + 1] = density(i);
            y[4 * i + 2] = density(i);
        }
        return y;
    }
}
