package org.elbo.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import org.knowm.xchart.XYChart;

/**
 * Draws a heat map: the cells first, the frame with its axes and layers over them, the colour bar
 * beside.
 */
final class HeatMapPainter {
    private static final Color CLEAR = new Color(255, 255, 255, 0);

    private final Plot frame;
    private final double[] across;
    private final double[] up;
    private final double[][] z;
    private final ColorScale scale;
    private final String label;

    HeatMapPainter(
            Plot frame,
            double[] across,
            double[] up,
            double[][] z,
            ColorScale scale,
            String label) {
        this.frame = frame;
        this.across = across;
        this.up = up;
        this.z = z;
        this.scale = scale;
        this.label = label;
    }

    BufferedImage image(int width, int height) {
        XYChart chart = new PlotPainter(frame).chart();
        chart.getStyler().setPlotGridLinesVisible(false);
        // Painted once to learn where the axes are.
        Style.paint(chart, frame.width(), height);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Style.graphics(image);
        cells(chart, graphics);
        bar(chart, graphics);
        chart.getStyler().setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR);
        chart.paint(graphics, frame.width(), height);
        graphics.dispose();
        return image;
    }

    private void cells(XYChart chart, Graphics2D graphics) {
        for (int i = 0; i < z.length; i++) {
            double bottom = chart.getScreenYFromChart(up[i]);
            double top = chart.getScreenYFromChart(up[i + 1]);
            for (int j = 0; j < z[i].length; j++) {
                double left = chart.getScreenXFromChart(across[j]);
                double right = chart.getScreenXFromChart(across[j + 1]);
                graphics.setColor(scale.color(z[i][j]));
                HeatMap.cell(graphics, left, top, right, bottom);
            }
        }
    }

    private void bar(XYChart chart, Graphics2D graphics) {
        int top = (int) chart.getScreenYFromChart(up[z.length]);
        int bottom = (int) chart.getScreenYFromChart(up[0]);
        int left = frame.width() + 2;
        for (int row = top; row < bottom; row++) {
            graphics.setColor(Palette.viridis((bottom - row - 0.5) / (bottom - top)));
            graphics.fillRect(left, row, 16, 1);
        }
        graphics.setColor(Style.INK);
        graphics.setFont(Style.font(13));
        for (double tick : scale.ticks()) {
            double share = (tick - scale.low()) / (scale.high() - scale.low());
            int at = (int) Math.round(bottom - share * (bottom - top));
            graphics.drawLine(left + 16, at, left + 20, at);
            graphics.drawString(Numbers.format(tick), left + 24, at + 5);
        }
        name(graphics, left, (top + bottom) / 2);
    }

    private void name(Graphics2D graphics, int left, int middle) {
        AffineTransform before = graphics.getTransform();
        graphics.setFont(Style.font(14));
        int length = graphics.getFontMetrics().stringWidth(label);
        graphics.translate(left + 84, middle + length / 2);
        graphics.rotate(-Math.PI / 2);
        graphics.drawString(label, 0, 0);
        graphics.setTransform(before);
    }
}
