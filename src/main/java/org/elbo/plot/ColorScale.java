package org.elbo.plot;

import java.awt.Color;

/** Values to colours. */
record ColorScale(double low, double high) {
    static ColorScale of(double[][] values) {
        Range range = new Range(false);
        for (double[] row : values) {
            for (double value : row) {
                range.include(value);
            }
        }
        Range proper = range.padded(0);
        return new ColorScale(proper.min(), proper.max());
    }

    Color color(double value) {
        return Double.isNaN(value)
                ? HeatMap.missing()
                : Palette.viridis((value - low) / (high - low));
    }

    /** About five round values inside the scale. */
    double[] ticks() {
        double rough = (high - low) / 5;
        double unit = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = rough / unit < 1.5 ? unit : rough / unit < 3 ? 2 * unit : 5 * unit;
        if (rough / unit >= 7) {
            step = 10 * unit;
        }
        int first = (int) Math.ceil(low / step - 1e-9);
        int last = (int) Math.floor(high / step + 1e-9);
        double[] ticks = new double[Math.max(0, last - first + 1)];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = (first + i) * step;
        }
        return ticks;
    }
}
