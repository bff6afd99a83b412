package org.elbo.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.function.DoubleBinaryOperator;
import org.elbo.internal.Check;

/**
 * A function of two variables as colours, with a colour bar. Lines and points can be laid over it.
 *
 * <pre>{@code
 * HeatMap.of("Posterior", "z1", "z2")
 *         .function((a, b) -> Math.exp(-a * a - b * b), -3, 3, -3, 3)
 *         .points("mode", new double[] {0}, new double[] {0})
 *         .image();
 * }</pre>
 *
 * <p>NaN is a light grey cell; an infinite value gets the colour at that end of the scale.
 */
public final class HeatMap implements Picture {
    private static final int CELLS = 160;
    private static final int BAR = 92;
    private static final Color MISSING = new Color(0xD8D8D8);

    private final Plot frame;
    private double[] x;
    private double[] y;
    private double[][] z;
    private double low = Double.NaN;
    private double high = Double.NaN;
    private String valueLabel = "";
    private int width = 620;
    private int height = 500;

    private HeatMap(Plot frame) {
        this.frame = frame;
    }

    /**
     * An empty heat map.
     *
     * @param title what it shows
     * @param xLabel what the horizontal axis is, with its unit
     * @param yLabel what the vertical axis is, with its unit
     * @return the heat map, to which values must be given
     * @throws IllegalArgumentException if one of them is missing or blank
     */
    public static HeatMap of(String title, String xLabel, String yLabel) {
        return new HeatMap(Plot.of(title, xLabel, yLabel).overlay());
    }

    /**
     * Gives the values on a grid.
     *
     * @param x the columns' places, ascending, at least 2
     * @param y the rows' places, ascending, at least 2
     * @param z {@code z[i][j]} is the value at {@code (x[j], y[i])}
     * @return this heat map
     * @throws IllegalArgumentException if lengths do not agree or places do not ascend
     */
    public HeatMap values(double[] x, double[] y, double[][] z) {
        checkAscending("x", x);
        checkAscending("y", y);
        Check.that(z.length == y.length, "%d rows of values but %d y places", z.length, y.length);
        for (double[] row : z) {
            Check.that(
                    row.length == x.length,
                    "a row of %d values but %d x places",
                    row.length,
                    x.length);
        }
        this.x = x.clone();
        this.y = y.clone();
        this.z = z.clone();
        return this;
    }

    private static void checkAscending(String role, double[] places) {
        Check.that(
                places.length >= 2,
                "heat map has %d %s places: give at least 2",
                places.length,
                role);
        for (int i = 1; i < places.length; i++) {
            Check.that(
                    places[i] > places[i - 1],
                    "%s places of a heat map must ascend, but %s follows %s",
                    role,
                    places[i],
                    places[i - 1]);
        }
    }

    /**
     * Gives the values of a function on a grid of 160 x 160 cells.
     *
     * @param f the function of x and y
     * @param xFrom left end
     * @param xTo right end
     * @param yFrom lower end
     * @param yTo upper end
     * @return this heat map
     */
    public HeatMap function(
            DoubleBinaryOperator f, double xFrom, double xTo, double yFrom, double yTo) {
        double[] xs = centers(xFrom, xTo);
        double[] ys = centers(yFrom, yTo);
        double[][] values = new double[CELLS][CELLS];
        for (int i = 0; i < CELLS; i++) {
            for (int j = 0; j < CELLS; j++) {
                values[i][j] = f.applyAsDouble(xs[j], ys[i]);
            }
        }
        return values(xs, ys, values);
    }

    private static double[] centers(double from, double to) {
        Check.that(from < to, "heat map from %s to %s: the start must be smaller", from, to);
        double[] centers = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            centers[i] = from + (to - from) * (i + 0.5) / CELLS;
        }
        return centers;
    }

    /**
     * Fixes the ends of the colour scale; otherwise they are the smallest and largest finite value.
     *
     * @param from value of the darkest colour
     * @param to value of the lightest colour
     * @return this heat map
     */
    public HeatMap colors(double from, double to) {
        Check.that(from < to, "colours from %s to %s: the start must be smaller", from, to);
        low = from;
        high = to;
        return this;
    }

    /**
     * Names the values, beside the colour bar.
     *
     * @param label what the colours mean, with the unit
     * @return this heat map
     */
    public HeatMap valueLabel(String label) {
        valueLabel = label;
        return this;
    }

    /**
     * Lays a line over the colours.
     *
     * @param name the text in the legend
     * @param lineX where
     * @param lineY where
     * @return this heat map
     */
    public HeatMap line(String name, double[] lineX, double[] lineY) {
        frame.line(name, lineX, lineY);
        return this;
    }

    /**
     * Lays points over the colours.
     *
     * @param name the text in the legend
     * @param pointX where
     * @param pointY where
     * @return this heat map
     */
    public HeatMap points(String name, double[] pointX, double[] pointY) {
        frame.points(name, pointX, pointY);
        return this;
    }

    /**
     * Sets the size of the image.
     *
     * @param pixelWidth width, at least 300; 620 unless set
     * @param pixelHeight height, at least 150; 500 unless set
     * @return this heat map
     */
    public HeatMap size(int pixelWidth, int pixelHeight) {
        Check.that(
                pixelWidth >= 300 && pixelHeight >= 150,
                "heat map of %d x %d pixels: at least 300 x 150 are needed",
                pixelWidth,
                pixelHeight);
        width = pixelWidth;
        height = pixelHeight;
        return this;
    }

    /**
     * Draws the heat map.
     *
     * @return a new image
     * @throws IllegalStateException if no values were given
     */
    @Override
    public BufferedImage image() {
        if (z == null) {
            throw new IllegalStateException(
                    "heat map '" + frame.title() + "' has no values: call values or function");
        }
        double[] across = edges(x);
        double[] up = edges(y);
        frame.xRange(across[0], across[x.length]).yRange(up[0], up[y.length]);
        frame.size(width - BAR, height);
        ColorScale scale = Double.isNaN(low) ? ColorScale.of(z) : new ColorScale(low, high);
        return new HeatMapPainter(frame, across, up, z, scale, valueLabel).image(width, height);
    }

    /**
     * Cells meet half way between places; the outermost are as wide beyond their place as before
     * it.
     */
    private static double[] edges(double[] places) {
        int n = places.length;
        double[] edges = new double[n + 1];
        for (int i = 1; i < n; i++) {
            edges[i] = (places[i - 1] + places[i]) / 2;
        }
        edges[0] = 2 * places[0] - edges[1];
        edges[n] = 2 * places[n - 1] - edges[n - 1];
        return edges;
    }

    /** One line: the title, the axes and the size of the grid. */
    @Override
    public String toString() {
        String grid = z == null ? "empty" : y.length + " x " + x.length + " values";
        return "HeatMap '"
                + frame.title()
                + "' over "
                + frame.xLabel()
                + " and "
                + frame.yLabel()
                + ": "
                + grid;
    }

    /** Fills a rectangle without gaps or overlap between neighbours. */
    static void cell(Graphics2D graphics, double left, double top, double right, double bottom) {
        int x0 = (int) Math.round(left);
        int y0 = (int) Math.round(top);
        graphics.fillRect(x0, y0, (int) Math.round(right) - x0, (int) Math.round(bottom) - y0);
    }

    static Color missing() {
        return MISSING;
    }
}
