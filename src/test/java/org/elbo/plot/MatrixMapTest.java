package org.elbo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class MatrixMapTest {
    private static final double[][] VALUES = {{0, 1, 2}, {3, Double.NaN, 4}};

    private static MatrixMap map() {
        return MatrixMap.of("t", "nats", VALUES);
    }

    /** The corner of a cell is free of letters; row 0 is on top. */
    private static Color cell(BufferedImage image, int row, int column) {
        int left = image.getWidth() - 12 - 3 * 88 + column * 88;
        int top = image.getHeight() - 12 - 2 * 36 + row * 36;
        return new Color(image.getRGB(left + 2, top + 2));
    }

    @Test
    void cellsHaveTheColoursOfTheirValues() {
        BufferedImage image = map().image();
        assertEquals(Palette.viridis(0), cell(image, 0, 0));
        assertEquals(Palette.viridis(0.25), cell(image, 0, 1));
        assertEquals(Palette.viridis(0.5), cell(image, 0, 2));
        assertEquals(Palette.viridis(0.75), cell(image, 1, 0));
        assertEquals(HeatMap.missing(), cell(image, 1, 1));
        assertEquals(Palette.viridis(1), cell(image, 1, 2));
        assertEquals(Palette.viridis(0.5), cell(map().colors(0, 8).image(), 1, 2));
    }

    /** Numbers and names are written: white on dark, black on light, ink beside. */
    @Test
    void numbersCanBeReadAndLongNamesFit() {
        BufferedImage image = map().image();
        int right = image.getWidth() - 12;
        int bottom = image.getHeight() - 12;
        BufferedImage dark = image.getSubimage(right - 3 * 88, bottom - 72, 86, 34);
        BufferedImage light = image.getSubimage(right - 88, bottom - 36, 86, 34);
        assertTrue(Pixels.near(dark, Color.WHITE, 70) > 20);
        assertTrue(Pixels.near(light, Color.BLACK, 70) > 20);
        BufferedImage named =
                map().rowLabels("a long name of a row", "b").columnLabels("x", "y", "z").image();
        assertTrue(named.getWidth() > image.getWidth());
        assertTrue(Pixels.different(image, map().columnLabels("x", "y", "z").image()) > 5);
        assertEquals("MatrixMap 't': 2 x 3", map().toString());
    }

    @Test
    void refusesWhatDoesNotFit() {
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> MatrixMap.of("t", "nats", new double[0][]));
        assertThrows(error, () -> MatrixMap.of("t", "nats", new double[][] {{1, 2}, {1}}));
        assertThrows(error, () -> MatrixMap.of("t", " ", VALUES));
        assertThrows(error, () -> map().rowLabels("a"));
        assertThrows(error, () -> map().columnLabels("a"));
        assertThrows(error, () -> map().colors(1, 1));
    }
}
