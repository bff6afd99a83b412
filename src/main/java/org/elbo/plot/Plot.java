package org.elbo.plot;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.elbo.internal.Check;

/**
 * A chart of numbers over numbers: lines, functions, points, bands, histograms and reference lines.
 *
 * <pre>{@code
 * Plot.of("Concave", "p", "value (nats)")
 *         .function("log p", Math::log, 0.01, 1)
 *         .points("draws", x, y)
 *         .image();
 * }</pre>
 *
 * <p>Layers of one name share colour and legend entry, so a line and its band get the same name.
 * NaN is a gap. An infinite value, or one that is not positive on a logarithmic axis, is a gap too,
 * and the legend says that something is not shown.
 */
public final class Plot implements Picture {
    private static final int SAMPLES = 401;

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Layer> layers = new ArrayList<>();
    private final double[] xRange = {Double.NaN, Double.NaN};
    private final double[] yRange = {Double.NaN, Double.NaN};
    private boolean logX;
    private boolean logY;
    private boolean overlay;
    private int width = Style.WIDTH;
    private int height = Style.HEIGHT;

    private Plot(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /**
     * An empty plot.
     *
     * @param title what it shows
     * @param xLabel what the horizontal axis is, with its unit
     * @param yLabel what the vertical axis is, with its unit
     * @return the plot, to which layers are added
     * @throws IllegalArgumentException if one of them is missing or blank
     */
    public static Plot of(String title, String xLabel, String yLabel) {
        return new Plot(text("title", title), text("x label", xLabel), text("y label", yLabel));
    }

    static String text(String role, String text) {
        Check.that(
                text != null && !text.isBlank(), "every chart needs a %s, but it is blank", role);
        return text;
    }

    private Plot add(Layer.Kind kind, String name, double[] x, double[] y, double[] extra) {
        Check.that(name != null, "a layer of the plot '%s' needs a name", title);
        Check.that(x.length > 0, "'%s' has no points: give at least one", name);
        Check.that(
                y.length == x.length && (extra == null || extra.length == x.length),
                "'%s' has %d x values but %d y values%s",
                name,
                x.length,
                y.length,
                extra == null ? "" : " and " + extra.length + " ends or errors");
        layers.add(
                new Layer(kind, name, x.clone(), y.clone(), extra == null ? null : extra.clone()));
        return this;
    }

    /**
     * Adds a line through points, in the order given. Up to 25 points get markers.
     *
     * @param name the text in the legend; a blank name has no entry
     * @param x where
     * @param y the values; NaN is a gap
     * @return this plot
     * @throws IllegalArgumentException if the arrays are empty or of different lengths
     */
    public Plot line(String name, double[] x, double[] y) {
        return add(Layer.Kind.LINE, name, x, y, null);
    }

    /**
     * Adds the graph of a function.
     *
     * @param name the text in the legend
     * @param f the function
     * @param from left end
     * @param to right end
     * @return this plot
     * @throws IllegalArgumentException unless {@code from < to}
     */
    public Plot function(String name, DoubleUnaryOperator f, double from, double to) {
        Check.that(
                from < to,
                "'%s' is asked for from %s to %s: the left end must be smaller",
                name,
                from,
                to);
        boolean logarithmic = logX && from > 0;
        double[] x =
                IntStream.range(0, SAMPLES)
                        .mapToDouble(i -> at(from, to, i / (SAMPLES - 1.0), logarithmic))
                        .toArray();
        return line(name, x, Arrays.stream(x).map(f).toArray());
    }

    private static double at(double from, double to, double share, boolean logarithmic) {
        if (share == 1) {
            return to;
        }
        return logarithmic ? from * Math.pow(to / from, share) : from + (to - from) * share;
    }

    /**
     * Adds points.
     *
     * @param name the text in the legend
     * @param x where
     * @param y the values; NaN is left out
     * @return this plot
     * @throws IllegalArgumentException if the arrays are empty or of different lengths
     */
    public Plot points(String name, double[] x, double[] y) {
        return add(Layer.Kind.POINTS, name, x, y, null);
    }

    /**
     * Adds points with error bars.
     *
     * @param name the text in the legend
     * @param x where
     * @param y the values
     * @param error half the length of each bar, for example a standard error; at least 0
     * @return this plot
     * @throws IllegalArgumentException if the arrays are empty or of different lengths
     */
    public Plot points(String name, double[] x, double[] y, double[] error) {
        return add(Layer.Kind.POINTS, name, x, y, error);
    }

    /**
     * Adds points coloured and shaped by class, one legend entry for each, in ascending order.
     *
     * @param x where
     * @param y the values
     * @param labels the class of each point
     * @return this plot
     * @throws IllegalArgumentException if the arrays are empty or of different lengths
     */
    public Plot pointsByClass(double[] x, double[] y, int[] labels) {
        return pointsByClass(x, y, Arrays.stream(labels).boxed().toList());
    }

    /**
     * Adds points coloured and shaped by class, one legend entry for each, in ascending order.
     *
     * @param x where
     * @param y the values
     * @param labels the class of each point, for example its name; as text it stands in the legend
     * @param <C> the classes, names or numbers
     * @return this plot
     * @throws IllegalArgumentException if there are no points, or not as many of each
     */
    public <C extends Comparable<C>> Plot pointsByClass(double[] x, double[] y, List<C> labels) {
        Check.that(
                x.length > 0 && x.length == y.length && x.length == labels.size(),
                "points by class: %d x values, %d y values, %d labels must be as many, at least one",
                x.length,
                y.length,
                labels.size());
        for (C label : labels.stream().distinct().sorted().toList()) {
            int[] of =
                    IntStream.range(0, x.length).filter(i -> labels.get(i).equals(label)).toArray();
            points(
                    label.toString(),
                    Arrays.stream(of).mapToDouble(i -> x[i]).toArray(),
                    Arrays.stream(of).mapToDouble(i -> y[i]).toArray());
        }
        return this;
    }

    /**
     * Adds a band, for example a value more or less its standard error.
     *
     * @param name the text in the legend; a line of the same name gets the same colour
     * @param x where
     * @param low lower end
     * @param high upper end; NaN at either end is a gap
     * @return this plot
     * @throws IllegalArgumentException if the arrays are empty or of different lengths
     */
    public Plot band(String name, double[] x, double[] low, double[] high) {
        return add(Layer.Kind.BAND, name, x, low, high);
    }

    /**
     * Adds a histogram scaled to a density: its bars have the total area 1, so that the graph of a
     * density can be laid over it.
     *
     * @param name the text in the legend
     * @param values the draws, all finite
     * @param bins the number of bars, of equal width from the smallest to the largest value
     * @return this plot
     */
    public Plot histogram(String name, double[] values, int bins) {
        return histogram(Histogram.of(name, values, bins));
    }

    /**
     * Adds a histogram with, on each bar, an error bar of one standard error.
     *
     * @param name the text in the legend
     * @param values independent draws, all finite
     * @param bins the number of bars
     * @return this plot
     */
    public Plot histogramWithErrors(String name, double[] values, int bins) {
        Histogram histogram = Histogram.of(name, values, bins);
        histogram(histogram);
        return points(name, histogram.centers(), histogram.densities(), histogram.errors());
    }

    private Plot histogram(Histogram histogram) {
        return add(
                Layer.Kind.BARS,
                histogram.name(),
                histogram.outlineX(),
                histogram.outlineY(),
                null);
    }

    /**
     * Adds a vertical reference line.
     *
     * @param name the text in the legend
     * @param x where
     * @return this plot
     */
    public Plot verticalLine(String name, double x) {
        Check.finite("place of the vertical line '" + name + "'", x);
        return add(Layer.Kind.VERTICAL, name, new double[] {x}, new double[] {0}, null);
    }

    /**
     * Adds a horizontal reference line.
     *
     * @param name the text in the legend
     * @param y where
     * @return this plot
     */
    public Plot horizontalLine(String name, double y) {
        Check.finite("place of the horizontal line '" + name + "'", y);
        return add(Layer.Kind.HORIZONTAL, name, new double[] {0}, new double[] {y}, null);
    }

    /**
     * Makes the horizontal axis logarithmic. Call it before {@link #function}, so that the function
     * is sampled evenly.
     *
     * @return this plot
     */
    public Plot logX() {
        logX = true;
        return this;
    }

    /**
     * Makes the vertical axis logarithmic.
     *
     * @return this plot
     */
    public Plot logY() {
        logY = true;
        return this;
    }

    /**
     * Fixes the horizontal axis.
     *
     * @param from left end
     * @param to right end
     * @return this plot
     */
    public Plot xRange(double from, double to) {
        return range(xRange, from, to);
    }

    /**
     * Fixes the vertical axis.
     *
     * @param from lower end
     * @param to upper end
     * @return this plot
     */
    public Plot yRange(double from, double to) {
        return range(yRange, from, to);
    }

    private Plot range(double[] range, double from, double to) {
        Check.finite("start of the axis", from);
        Check.finite("end of the axis", to);
        Check.that(from < to, "axis from %s to %s: the start must be smaller", from, to);
        range[0] = from;
        range[1] = to;
        return this;
    }

    /**
     * Sets the size of the image.
     *
     * @param pixelWidth width, at least 200; 760 unless set
     * @param pixelHeight height, at least 150; 440 unless set
     * @return this plot
     */
    public Plot size(int pixelWidth, int pixelHeight) {
        Check.that(
                pixelWidth >= 200 && pixelHeight >= 150,
                "chart of %d x %d pixels: at least 200 x 150 are needed",
                pixelWidth,
                pixelHeight);
        width = pixelWidth;
        height = pixelHeight;
        return this;
    }

    /**
     * Draws the plot.
     *
     * @return a new image
     */
    @Override
    public BufferedImage image() {
        return Style.paint(new PlotPainter(this).chart(), width, height);
    }

    String title() {
        return title;
    }

    String xLabel() {
        return xLabel;
    }

    String yLabel() {
        return yLabel;
    }

    List<Layer> layers() {
        return layers;
    }

    boolean isLogX() {
        return logX;
    }

    boolean isLogY() {
        return logY;
    }

    double[] xRange() {
        return xRange;
    }

    double[] yRange() {
        return yRange;
    }

    /** Marks this plot as one that is drawn over colours. */
    Plot overlay() {
        overlay = true;
        return this;
    }

    boolean isOverlay() {
        return overlay;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** One line: the title, the axes and the layers with their numbers of points. */
    @Override
    public String toString() {
        String all = layers.stream().map(Layer::toString).collect(Collectors.joining(", "));
        return "Plot '" + title + "' of " + yLabel + " over " + xLabel + ": " + all;
    }
}
