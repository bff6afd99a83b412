package org.elbo.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import org.knowm.xchart.style.markers.Marker;

/** A marker on a larger white copy of itself, so that it can be seen on any colour. */
final class HaloMarker extends Marker {
    private static final int RIM = 5;

    private final Marker inner;

    HaloMarker(Marker inner) {
        this.inner = inner;
    }

    @Override
    public void paint(Graphics2D graphics, double across, double down, int size) {
        Color color = graphics.getColor();
        graphics.setColor(Color.WHITE);
        inner.paint(graphics, across, down, size + RIM);
        graphics.setColor(color);
        inner.paint(graphics, across, down, size);
    }
}
