package org.elbo.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * A line of many points drawn as one path. XChart draws each segment on its own, and then the
 * dashes of short segments run together.
 */
final class Curve extends Annotation {
    private final Layer line;
    private final Range xs;
    private final Range ys;
    private final Color color;
    private final BasicStroke stroke;

    private final boolean halo;

    Curve(Layer line, Range xs, Range ys, Color color, BasicStroke stroke, boolean halo) {
        super(false);
        this.line = line;
        this.halo = halo;
        this.xs = xs;
        this.ys = ys;
        this.color = color;
        this.stroke = stroke;
    }

    @Override
    public void paint(Graphics2D graphics) {
        Shape clip = graphics.getClip();
        graphics.clip(area());
        if (halo) {
            graphics.setColor(Color.WHITE);
            graphics.setStroke(new BasicStroke(stroke.getLineWidth() + 2.5f));
            graphics.draw(path());
        }
        graphics.setColor(color);
        graphics.setStroke(stroke);
        graphics.draw(path());
        graphics.setClip(clip);
    }

    private Rectangle2D area() {
        double left = chart.getScreenXFromChart(xs.min());
        double top = chart.getScreenYFromChart(ys.max());
        double right = chart.getScreenXFromChart(xs.max());
        return new Rectangle2D.Double(
                left, top, right - left, chart.getScreenYFromChart(ys.min()) - top);
    }

    private Path2D path() {
        double[] x = line.x();
        double[] y = line.y();
        Path2D path = new Path2D.Double();
        boolean pen = false;
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(y[i])) {
                pen = false;
                continue;
            }
            double across = chart.getScreenXFromChart(x[i]);
            double down = chart.getScreenYFromChart(y[i]);
            if (pen) {
                path.lineTo(across, down);
            } else {
                path.moveTo(across, down);
            }
            pen = true;
        }
        return path;
    }
}
