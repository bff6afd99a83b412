package org.elbo.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Turns a plot into an XChart chart. */
final class PlotPainter {
    private static final int MARKED = 25;
    private static final Color CLEAR = new Color(0, 0, 0, 0);

    private final Plot plot;
    private final Range xs;
    private final Range ys;
    private final List<String> names;
    private final List<String> references;
    private final Set<String> inLegend = new HashSet<>();
    private final List<String> legend = new ArrayList<>();
    private final XYChart chart;
    private int series;

    PlotPainter(Plot plot) {
        this.plot = plot;
        xs = xRange().fixed(plot.xRange());
        ys = yRange().fixed(plot.yRange());
        names = names(false);
        references = names(true);
        chart = new XYChart(plot.width(), plot.height());
    }

    private List<String> names(boolean reference) {
        return plot.layers().stream()
                .filter(layer -> layer.reference() == reference)
                .map(Layer::name)
                .distinct()
                .toList();
    }

    private boolean has(Layer.Kind kind) {
        return plot.layers().stream().anyMatch(layer -> layer.kind() == kind);
    }

    private Range xRange() {
        Range range = new Range(plot.isLogX());
        for (Layer layer : plot.layers()) {
            for (double x : layer.kind() == Layer.Kind.HORIZONTAL ? new double[0] : layer.x()) {
                range.include(x);
            }
        }
        return range.padded(0.03);
    }

    private Range yRange() {
        Range range = new Range(plot.isLogY());
        for (Layer layer : plot.layers()) {
            if (layer.kind() != Layer.Kind.VERTICAL) {
                include(layer, range);
            }
        }
        Range padded = range.padded(0.06);
        if (has(Layer.Kind.BARS) && !plot.isLogY() && range.min() == 0) {
            padded.min(0);
        }
        return padded;
    }

    private static void include(Layer layer, Range range) {
        for (int i = 0; i < layer.y().length; i++) {
            range.include(layer.y()[i]);
            if (layer.kind() == Layer.Kind.BAND) {
                range.include(layer.extra()[i]);
            } else if (layer.extra() != null) {
                range.include(layer.y()[i] + layer.extra()[i]);
                range.include(layer.y()[i] - layer.extra()[i]);
            }
        }
    }

    XYChart chart() {
        XYStyler styler = chart.getStyler();
        Style.apply(styler);
        chart.setTitle(plot.title());
        chart.setXAxisTitle(plot.xLabel());
        chart.setYAxisTitle(plot.yLabel());
        axes(styler);
        legendOnly("");
        decadeLines();
        plot.layers().stream().sorted(Comparator.comparing(Layer::kind)).forEach(this::add);
        Style.placeLegend(styler, legend, plot.width());
        return chart;
    }

    private void axes(XYStyler styler) {
        styler.setXAxisLogarithmic(plot.isLogX()).setYAxisLogarithmic(plot.isLogY());
        if (plot.isLogX()) {
            styler.setXAxisTickLabelsFormattingFunction(decades(xs)::label);
            styler.setPlotGridVerticalLinesVisible(!decades(xs).many());
        }
        if (plot.isLogY()) {
            styler.setYAxisTickLabelsFormattingFunction(decades(ys)::label);
            styler.setPlotGridHorizontalLinesVisible(!decades(ys).many());
        }
        boolean crowded =
                plot.isLogX() && decades(xs).many() || plot.isLogY() && decades(ys).many();
        styler.setAxisTicksMarksVisible(!crowded);
        styler.setXAxisDecimalPattern(Numbers.pattern(xs.min(), xs.max()));
        styler.setYAxisDecimalPattern(Numbers.pattern(ys.min(), ys.max()));
        styler.setXAxisMin(xs.min()).setXAxisMax(xs.max());
        styler.setYAxisMin(ys.min());
        styler.setYAxisMax(ys.max());
    }

    private static Decades decades(Range range) {
        return new Decades(range.min(), range.max());
    }

    /** In the place of XChart's lines, which would run together, one line for each label. */
    private void decadeLines() {
        double[] across = {xs.min(), xs.max()};
        double[] up = {ys.min(), ys.max()};
        if (plot.isLogX() && decades(xs).many()) {
            decades(xs).labelled().forEach(x -> gridLine(new double[] {x, x}, up));
        }
        if (plot.isLogY() && decades(ys).many()) {
            decades(ys).labelled().forEach(y -> gridLine(across, new double[] {y, y}));
        }
    }

    private void gridLine(double[] x, double[] y) {
        XYSeries line = series("", x, y, null);
        line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        line.setMarker(SeriesMarkers.NONE).setLineColor(Style.GRID);
        line.setLineStyle(new BasicStroke(1f));
    }

    private void add(Layer layer) {
        switch (layer.kind()) {
            case BAND -> band(layer);
            case BARS -> bars(layer);
            case VERTICAL -> {
                double[] x = {layer.x()[0], layer.x()[0]};
                reference(layer, x, new double[] {ys.min(), ys.max()});
            }
            case HORIZONTAL -> {
                double[] y = {layer.y()[0], layer.y()[0]};
                reference(layer, new double[] {xs.min(), xs.max()}, y);
            }
            case LINE -> line(layer);
            case POINTS -> points(layer);
        }
    }

    /** Over the colours of a heat map the first one, blue, would vanish. */
    private Color color(int index) {
        return Palette.series(plot.isOverlay() ? index + 1 : index);
    }

    private Marker marker(int index) {
        Marker marker = Style.marker(index);
        return plot.isOverlay() ? new HaloMarker(marker) : marker;
    }

    private int index(Layer layer) {
        return names.indexOf(layer.name());
    }

    private XYSeries series(Layer layer) {
        return series(layer.name(), layer.x(), layer.y(), layer.extra());
    }

    /**
     * A series without points. Its places are unequally spaced: from equally spaced ones XChart
     * would take its ticks, and here they would be outside of the axis.
     */
    private XYSeries legendOnly(String name) {
        double[] nothing = {Double.NaN, Double.NaN, Double.NaN};
        double between = xs.min() + 0.3 * (xs.max() - xs.min());
        return series(name, new double[] {xs.min(), between, xs.max()}, nothing, null);
    }

    private XYSeries series(String name, double[] x, double[] y, double[] errors) {
        XYSeries result = chart.addSeries("series " + series++, x, y, errors);
        result.setLabel(name);
        boolean shown = !name.isBlank() && inLegend.add(name);
        result.setShowInLegend(shown);
        if (shown) {
            legend.add(name);
        }
        return result;
    }

    private String legendName(Layer layer) {
        return layer.leavesOut(xs, ys) ? layer.name() + " (in part not shown)" : layer.name();
    }

    private void line(Layer layer) {
        int index = index(layer);
        Color color = color(index);
        BasicStroke stroke = Style.stroke(index, 2.4f);
        Layer drawable = drawable(layer);
        boolean marked = layer.x().length <= MARKED;
        XYSeries line = marked ? series(drawable) : legendOnly(drawable.name());
        line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        line.setMarker(marked ? marker(index) : SeriesMarkers.NONE);
        line.setMarkerColor(color).setLineColor(color).setLineStyle(stroke);
        if (!marked) {
            chart.addAnnotation(new Curve(drawable, xs, ys, color, stroke, plot.isOverlay()));
        }
    }

    private void points(Layer layer) {
        int index = index(layer);
        XYSeries points = series(drawable(layer));
        points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        points.setMarker(marker(index)).setMarkerColor(color(index));
        points.setLineColor(color(index));
        if (layer.x().length > 300) {
            chart.getStyler().setMarkerSize(5);
        }
    }

    /** The points with NaN wherever one cannot be drawn: XChart refuses infinite numbers. */
    private Layer drawable(Layer layer) {
        double[] x = layer.x().clone();
        double[] y = layer.y().clone();
        double[] errors = layer.extra() == null ? null : layer.extra().clone();
        double last = xs.min();
        for (int i = 0; i < x.length; i++) {
            if (!xs.drawable(x[i]) || !ys.drawable(y[i])) {
                y[i] = Double.NaN;
            }
            x[i] = xs.drawable(x[i]) ? x[i] : last;
            last = x[i];
            if (errors != null && !Double.isFinite(errors[i])) {
                errors[i] = 0;
            }
        }
        return new Layer(layer.kind(), legendName(layer), x, y, errors);
    }

    private void reference(Layer layer, double[] x, double[] y) {
        XYSeries line = series(layer.name(), x, y, null);
        line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        line.setMarker(SeriesMarkers.NONE).setLineColor(Style.INK);
        line.setLineStyle(Style.stroke(1 + references.indexOf(layer.name()), 1.6f));
    }

    private void bars(Layer layer) {
        XYSeries bars = polygon(layer, layer.x(), layer.y(), 90);
        bars.setLineColor(color(index(layer))).setLineStyle(Style.stroke(0, 1f));
    }

    /** One polygon for each run of points that can be drawn. */
    private void band(Layer layer) {
        int from = 0;
        for (int i = 0; i <= layer.x().length; i++) {
            boolean drawable = i < layer.x().length && drawable(layer, i);
            if (!drawable) {
                if (i - from > 1) {
                    band(layer, from, i);
                }
                from = i + 1;
            }
        }
    }

    private boolean drawable(Layer layer, int i) {
        return xs.drawable(layer.x()[i])
                && ys.drawable(layer.y()[i])
                && ys.drawable(layer.extra()[i]);
    }

    private void band(Layer layer, int from, int to) {
        int n = to - from;
        double[] x = new double[2 * n];
        double[] y = new double[2 * n];
        for (int i = 0; i < n; i++) {
            x[i] = layer.x()[from + i];
            y[i] = layer.y()[from + i];
            x[2 * n - 1 - i] = x[i];
            y[2 * n - 1 - i] = layer.extra()[from + i];
        }
        polygon(layer, x, y, 70).setLineColor(CLEAR);
    }

    private XYSeries polygon(Layer layer, double[] x, double[] y, int alpha) {
        boolean named = plot.layers().stream().anyMatch(other -> overlays(layer, other));
        XYSeries polygon = series(named ? "" : legendName(layer), x, y, null);
        polygon.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        polygon.setFillColor(Palette.translucent(color(index(layer)), alpha));
        polygon.setMarker(SeriesMarkers.NONE);
        return polygon;
    }

    /** Whether another layer stands in the legend for this one: a line for its band. */
    private static boolean overlays(Layer layer, Layer other) {
        return layer.kind() == Layer.Kind.BAND
                && other.kind() == Layer.Kind.LINE
                && other.name().equals(layer.name());
    }
}
