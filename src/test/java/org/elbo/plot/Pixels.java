package org.elbo.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Counts and finds pixels by colour. */
final class Pixels {
    private Pixels() {}

    static boolean has(BufferedImage image, Color color) {
        return near(image, color, 2) > 5;
    }

    /** Pixels with no channel further off than that. */
    static int near(BufferedImage image, Color color, int off) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += distance(new Color(image.getRGB(x, y)), color) <= off ? 1 : 0;
            }
        }
        return count;
    }

    static int distance(Color a, Color b) {
        return Math.max(
                Math.abs(a.getRed() - b.getRed()),
                Math.max(
                        Math.abs(a.getGreen() - b.getGreen()),
                        Math.abs(a.getBlue() - b.getBlue())));
    }

    /** The topmost pixel of that colour in a column, from a row on. */
    static int[] first(BufferedImage image, Color color, int x, int fromY) {
        for (int y = fromY; y < image.getHeight(); y++) {
            if (distance(new Color(image.getRGB(x, y)), color) <= 8) {
                return new int[] {x, y};
            }
        }
        throw new AssertionError("no such colour in column " + x);
    }

    /** How many pixels differ between images of one size. */
    static int different(BufferedImage a, BufferedImage b) {
        int count = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
            }
        }
        return count;
    }
}
