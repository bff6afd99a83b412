package org.elbo.plot;

/**
 * One thing drawn in a plot.
 *
 * @param kind how it is drawn
 * @param name its text in the legend
 * @param x where; for a reference line its one coordinate
 * @param y the value, or a band's lower end
 * @param extra a band's upper end or the points' error bars, or null
 */
record Layer(Kind kind, String name, double[] x, double[] y, double[] extra) {
    /** In the order of painting. */
    enum Kind {
        BAND,
        BARS,
        VERTICAL,
        HORIZONTAL,
        LINE,
        POINTS
    }

    boolean reference() {
        return kind == Kind.VERTICAL || kind == Kind.HORIZONTAL;
    }

    /** Whether infinite values, or values that a logarithmic axis does not have, are left out. */
    boolean leavesOut(Range xs, Range ys) {
        return leavesOut(x, xs) || leavesOut(y, ys) || kind == Kind.BAND && leavesOut(extra, ys);
    }

    private boolean leavesOut(double[] values, Range range) {
        boolean any = false;
        for (double value : values) {
            any |= !Double.isNaN(value) && !range.drawable(value);
        }
        return any && kind != Kind.BARS && !reference();
    }

    @Override
    public String toString() {
        return name + (reference() ? "" : " (" + x.length + ")");
    }
}
