package org.elbo.plot;

import java.awt.Color;
import org.elbo.internal.Check;

/** The colours of the course. */
public final class Palette {
    /**
     * Okabe and Ito (2008), without the yellow that vanishes on a projector, and two to reach ten
     * classes.
     */
    private static final int[] SERIES = {
        0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000, 0x882255, 0x999999,
        0x7A5C1E
    };

    /**
     * The colour map viridis (van der Walt and Smith, 2015; public domain) at 17 equally spaced
     * points.
     */
    private static final int[] VIRIDIS = {
        0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E, 0x1F988B,
        0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xEFE51C, 0xFDE725
    };

    private Palette() {}

    /**
     * The colour of a series or class.
     *
     * @param index its number, from 0; colours repeat after ten
     * @return the colour
     */
    public static Color series(int index) {
        return new Color(SERIES[Math.floorMod(index, SERIES.length)]);
    }

    /**
     * The colour of a number, dark blue for 0 to yellow for 1, of ever increasing lightness.
     *
     * @param unit a number; under 0 counts as 0, over 1 as 1
     * @return the colour
     * @throws IllegalArgumentException if the number is NaN
     */
    public static Color viridis(double unit) {
        Check.that(!Double.isNaN(unit), "there is no colour for NaN");
        double at = Math.min(1, Math.max(0, unit)) * (VIRIDIS.length - 1);
        int below = Math.min((int) at, VIRIDIS.length - 2);
        return between(new Color(VIRIDIS[below]), new Color(VIRIDIS[below + 1]), at - below);
    }

    private static Color between(Color a, Color b, double t) {
        return new Color(
                mix(a.getRed(), b.getRed(), t),
                mix(a.getGreen(), b.getGreen(), t),
                mix(a.getBlue(), b.getBlue(), t));
    }

    private static int mix(int a, int b, double t) {
        return (int) Math.round(a + (b - a) * t);
    }

    /** The same colour, half transparent, for bands and bars under lines. */
    static Color translucent(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }
}
