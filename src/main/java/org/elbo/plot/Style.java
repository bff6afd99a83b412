package org.elbo.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How charts look: sizes for a projector, few lines that are not data. */
final class Style {
    static final int WIDTH = 760;
    static final int HEIGHT = 440;
    static final Color INK = new Color(0x333333);
    static final Color GRID = new Color(0xE4E4E4);
    private static final float[][] DASHES = {
        null, {9, 4}, {2, 4}, {10, 4, 2, 4}, {16, 4}, {4, 3, 4, 8}
    };
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.CROSS,
        SeriesMarkers.PLUS,
        SeriesMarkers.OVAL,
        SeriesMarkers.RECTANGLE,
        SeriesMarkers.TRAPEZOID
    };

    private Style() {}

    static Font font(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    static BasicStroke stroke(int index, float width) {
        float[] dash = DASHES[index % DASHES.length];
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    static Marker marker(int index) {
        return MARKERS[index % MARKERS.length];
    }

    static void apply(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
        styler.setChartFontColor(INK).setChartTitleFont(font(18)).setChartTitleBoxVisible(false);
        styler.setAxisTitleFont(font(15)).setAxisTickLabelsFont(font(13));
        styler.setXAxisTitleColor(INK).setYAxisTitleColor(INK);
        styler.setAxisTickLabelsColor(INK).setAxisTickMarksColor(INK);
        styler.setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1f))
                .setPlotMargin(0);
        styler.setPlotBorderVisible(true).setPlotBorderColor(new Color(0xB0B0B0));
        styler.setLegendFont(font(14)).setLegendBorderColor(Color.WHITE).setLegendPadding(9);
        styler.setChartPadding(13).setChartTitlePadding(6).setPlotContentSize(1.0);
        styler.setXAxisTickMarkSpacingHint(84).setYAxisTickMarkSpacingHint(48);
        styler.setErrorBarsColorSeriesColor(true);
        styler.setLegendSeriesLineLength(34).setMarkerSize(8);
    }

    /** Below the plot where one row of text fits, else beside it. */
    static void placeLegend(Styler styler, List<String> names, int width) {
        boolean any = names.stream().anyMatch(name -> !name.isBlank());
        styler.setLegendVisible(any);
        int characters = names.stream().mapToInt(String::length).sum();
        boolean oneRow = characters * 8 + names.size() * 56 < width - 60;
        styler.setLegendPosition(
                oneRow ? Styler.LegendPosition.OutsideS : Styler.LegendPosition.OutsideE);
        styler.setLegendLayout(
                oneRow ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical);
    }

    static BufferedImage paint(Chart<?, ?> chart, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = graphics(image);
        chart.paint(graphics, width, height);
        graphics.dispose();
        return image;
    }

    static Graphics2D graphics(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        return graphics;
    }
}
