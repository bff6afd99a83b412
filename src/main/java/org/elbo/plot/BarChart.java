package org.elbo.plot;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elbo.internal.Check;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;

/**
 * Bars by category, with error bars if given, in one group or several side by side.
 *
 * <pre>{@code
 * BarChart.of("Posterior", "disease", "probability")
 *         .group("before the test").bar("ill", 0.01).bar("well", 0.99)
 *         .group("after it").bar("ill", 0.16).bar("well", 0.84)
 *         .image();
 * }</pre>
 */
public final class BarChart implements Picture {
    private record Bar(double value, double error) {}

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final Map<String, Map<String, Bar>> groups = new LinkedHashMap<>();
    private final Set<String> categories = new LinkedHashSet<>();
    private String group = "";
    private int width = Style.WIDTH;
    private int height = Style.HEIGHT;

    private BarChart(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /**
     * An empty chart.
     *
     * @param title what it shows
     * @param xLabel what the categories are
     * @param yLabel what the bars measure, with its unit
     * @return the chart, to which bars are added
     * @throws IllegalArgumentException if one of them is missing or blank
     */
    public static BarChart of(String title, String xLabel, String yLabel) {
        return new BarChart(
                Plot.text("title", title),
                Plot.text("x label", xLabel),
                Plot.text("y label", yLabel));
    }

    /**
     * Starts a group: the bars that follow get its colour and stand beside those of other groups.
     *
     * @param name the text in the legend
     * @return this chart
     */
    public BarChart group(String name) {
        group = Plot.text("name of each group", name);
        return this;
    }

    /**
     * Adds a bar.
     *
     * @param label its category
     * @param value its height, finite
     * @return this chart
     * @throws IllegalArgumentException if the category has a bar in this group already
     */
    public BarChart bar(String label, double value) {
        return bar(label, value, 0);
    }

    /**
     * Adds a bar with an error bar.
     *
     * @param label its category
     * @param value its height, finite
     * @param error half the length of the error bar, for example a standard error; at least 0
     * @return this chart
     * @throws IllegalArgumentException if the category has a bar in this group already
     */
    public BarChart bar(String label, double value, double error) {
        Check.finite("bar '" + label + "'", value);
        Check.finite("error of bar '" + label + "'", error);
        Check.that(error >= 0, "error of bar '%s' is %s but must not be negative", label, error);
        Map<String, Bar> bars = groups.computeIfAbsent(group, name -> new LinkedHashMap<>());
        Check.that(
                bars.putIfAbsent(label, new Bar(value, error)) == null,
                "there are two bars '%s' in group '%s': give each its own label",
                label,
                group);
        categories.add(label);
        return this;
    }

    /**
     * Sets the size of the image.
     *
     * @param pixelWidth width, at least 200; 760 unless set
     * @param pixelHeight height, at least 150; 440 unless set
     * @return this chart
     */
    public BarChart size(int pixelWidth, int pixelHeight) {
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
     * Draws the chart.
     *
     * @return a new image
     * @throws IllegalArgumentException if there are no bars
     */
    @Override
    public BufferedImage image() {
        Check.that(!groups.isEmpty(), "bar chart '%s' has no bars: add one", title);
        CategoryChart chart = new CategoryChart(width, height);
        Style.apply(chart.getStyler());
        chart.setTitle(title);
        chart.setXAxisTitle(xLabel);
        chart.setYAxisTitle(yLabel);
        chart.getStyler().setAvailableSpaceFill(0.75).setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setErrorBarsColor(Style.INK);
        if (everyLabelHasRoom()) {
            chart.getStyler().setXAxisTickMarkSpacingHint(1); // else some labels are left out
        }
        limits(chart);
        int index = 0;
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Map<String, Bar>> entry : groups.entrySet()) {
            add(chart, entry.getKey(), entry.getValue(), index++);
            names.add(entry.getKey());
        }
        Style.placeLegend(chart.getStyler(), names, width);
        return Style.paint(chart, width, height);
    }

    private boolean everyLabelHasRoom() {
        int longest = categories.stream().mapToInt(String::length).max().orElse(0);
        return (8 * longest + 8) * categories.size() < width - 60;
    }

    private void limits(CategoryChart chart) {
        double low = 0;
        double high = 0;
        for (Map<String, Bar> bars : groups.values()) {
            for (Bar bar : bars.values()) {
                low = Math.min(low, bar.value - bar.error);
                high = Math.max(high, bar.value + bar.error);
            }
        }
        double margin = high > low ? 0.06 * (high - low) : 0.5;
        chart.getStyler().setYAxisDecimalPattern(Numbers.pattern(low, high));
        chart.getStyler().setYAxisMin(low < 0 ? low - margin : 0);
        chart.getStyler().setYAxisMax(high > 0 || low == 0 ? high + margin : 0);
    }

    private void add(CategoryChart chart, String name, Map<String, Bar> bars, int index) {
        List<Double> values = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        boolean any = false;
        for (String category : categories) {
            Bar bar = bars.get(category);
            values.add(bar == null ? null : bar.value);
            errors.add(bar == null ? null : bar.error);
            any |= bar != null && bar.error > 0;
        }
        CategorySeries series =
                chart.addSeries(
                        "group " + index, new ArrayList<>(categories), values, any ? errors : null);
        series.setLabel(name);
        series.setFillColor(Palette.series(index));
        series.setLineColor(Style.INK);
    }

    /** One line: the title and every bar. */
    @Override
    public String toString() {
        List<String> bars = new ArrayList<>();
        groups.forEach(
                (name, all) ->
                        all.forEach(
                                (label, bar) ->
                                        bars.add(
                                                (name + " " + label).trim()
                                                        + " "
                                                        + Numbers.format(bar.value))));
        return "BarChart '" + title + "' of " + yLabel + ": " + String.join(", ", bars);
    }
}
