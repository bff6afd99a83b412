package org.elbo.plot;

import static org.elbo.plot.Pixels.has;
import static org.elbo.plot.Pixels.near;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Bars, heat maps, image grids and colours. */
class ChartsTest {
    @Test
    void barsAreAsHighAsTheirValues() {
        BufferedImage image =
                BarChart.of("t", "x", "y")
                        .group("a")
                        .bar("one", 1)
                        .bar("two", 1)
                        .group("b")
                        .bar("one", 0.5)
                        .bar("two", 0.5)
                        .image();
        // Each group's legend entry adds a few hundred pixels to both.
        double ratio =
                near(image, Palette.series(0), 0) / (double) near(image, Palette.series(1), 0);
        assertEquals(2, ratio, 0.05);
    }

    @Test
    void barsMayMissHaveErrorsOrBeNegative() {
        BufferedImage image =
                BarChart.of("t", "x", "y").bar("a", -3, 0.5).bar("b", 2).size(400, 300).image();
        assertEquals(400, image.getWidth());
        assertTrue(has(image, Palette.series(0)));
        BarChart missing = BarChart.of("t", "x", "y").group("g").bar("a", 1).group("h").bar("b", 2);
        assertTrue(has(missing.image(), Palette.series(1)));
        assertEquals("BarChart 't' of y: g a 1, h b 2", missing.toString());
        assertTrue(BarChart.of("t", "x", "y").bar("a", 0).image().getWidth() > 0);
    }

    /** Nine bars, 76 pixels each: below every one there is ink between the axis and its title. */
    @Test
    void everyLabelWithRoomIsShown() {
        BarChart chart = BarChart.of("t", "x", "y");
        for (int i = 1; i <= 9; i++) {
            chart.bar(i + " word", i);
        }
        BufferedImage image = chart.image();
        for (int i = 0; i < 9; i++) {
            BufferedImage label = image.getSubimage(62 + 76 * i, 390, 74, 20);
            assertTrue(near(label, Style.INK, 60) > 20, "label " + (i + 1));
        }
    }

    @Test
    void wrongBarsAreRefused() {
        BarChart chart = BarChart.of("t", "x", "y").bar("a", 1);
        assertThrows(IllegalArgumentException.class, () -> chart.bar("a", 2));
        assertThrows(IllegalArgumentException.class, () -> chart.bar("b", Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> chart.bar("b", 1, -1));
        assertThrows(IllegalArgumentException.class, () -> BarChart.of("t", "x", "y").image());
    }

    /** Two by two cells: each quarter of the plot has the colour of its value, row 0 below. */
    @Test
    void cellsHaveTheColoursOfTheirValues() {
        BufferedImage image =
                HeatMap.of("t", "x", "y")
                        .values(
                                new double[] {0, 1},
                                new double[] {0, 1},
                                new double[][] {{0, 0.25}, {0.5, 1}})
                        .image();
        int left = 150;
        int right = 420;
        assertEquals(Palette.viridis(0), new Color(image.getRGB(left, 380)));
        assertEquals(Palette.viridis(0.25), new Color(image.getRGB(right, 380)));
        assertEquals(Palette.viridis(0.5), new Color(image.getRGB(left, 100)));
        assertEquals(Palette.viridis(1), new Color(image.getRGB(right, 100)));
    }

    @Test
    void nanIsGreyAndInfinityTheEndOfTheScale() {
        double infinity = Double.POSITIVE_INFINITY;
        BufferedImage image =
                HeatMap.of("t", "x", "y")
                        .values(
                                new double[] {0, 1},
                                new double[] {0, 1},
                                new double[][] {{Double.NaN, 2}, {infinity, -infinity}})
                        .colors(1, 3)
                        .image();
        assertEquals(HeatMap.missing(), new Color(image.getRGB(150, 380)));
        assertEquals(Palette.viridis(0.5), new Color(image.getRGB(420, 380)));
        assertEquals(Palette.viridis(1), new Color(image.getRGB(150, 100)));
        assertEquals(Palette.viridis(0), new Color(image.getRGB(420, 100)));
    }

    @Test
    void aFunctionIsAGridAndLinesLieOverIt() {
        HeatMap map = HeatMap.of("t", "x", "y").function((x, y) -> x, 0, 1, 0, 1);
        assertEquals("HeatMap 't' over x and y: 160 x 160 values", map.toString());
        assertFalse(has(map.image(), Palette.series(1)));
        double[] x = {0.2, 0.8};
        map.line("l", x, x).points("p", x, x);
        assertTrue(has(map.image(), Palette.series(1)) && has(map.image(), Palette.series(2)));
    }

    @Test
    void pointsOverColoursHaveAWhiteRim() {
        HeatMap map = HeatMap.of("t", "x", "y").function((x, y) -> x, 0, 1, 0, 1);
        assertFalse(has(inside(map), Color.WHITE));
        map.points("p", new double[] {0.3}, new double[] {0.5});
        assertTrue(has(inside(map), Color.WHITE) && has(inside(map), Palette.series(1)));
    }

    private static BufferedImage inside(HeatMap map) {
        return map.image().getSubimage(100, 100, 300, 250);
    }

    @Test
    void constantOrMissingValuesStillHaveAScale() {
        HeatMap constant = HeatMap.of("t", "x", "y").function((x, y) -> 3, 0, 1, 0, 1);
        assertTrue(has(constant.image(), Palette.viridis(0.5)));
        HeatMap missing = HeatMap.of("t", "x", "y").function((x, y) -> Double.NaN, 0, 1, 0, 1);
        assertTrue(has(missing.image(), HeatMap.missing()));
    }

    @Test
    void wrongGridsAreRefused() {
        HeatMap map = HeatMap.of("t", "x", "y");
        double[] two = {0, 1};
        assertThrows(IllegalStateException.class, map::image);
        assertThrows(IllegalArgumentException.class, () -> map.values(two, two, new double[3][2]));
        assertThrows(IllegalArgumentException.class, () -> map.values(two, two, new double[2][3]));
        assertThrows(
                IllegalArgumentException.class,
                () -> map.values(new double[] {1, 0}, two, new double[2][2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> map.values(new double[] {1}, two, new double[2][1]));
        assertThrows(IllegalArgumentException.class, () -> map.colors(1, 1));
    }

    @Test
    void ticksAreRoundAndInside() {
        assertEquals("[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]", rounded(new ColorScale(0, 1).ticks()));
        assertEquals("[-100.0, -50.0, 0.0]", rounded(new ColorScale(-130, 40).ticks()));
    }

    private static String rounded(double[] ticks) {
        return java.util.Arrays.toString(
                java.util.Arrays.stream(ticks).map(t -> Math.round(t * 1e6) / 1e6).toArray());
    }

    @Test
    void aGridShowsThePixelsOfItsImages() {
        // Three images of 2 x 2 pixels in two columns; margin 10, gap 3, scale 4.
        BufferedImage image =
                ImageGrid.of(
                                Nd4j.createFromArray(
                                        new float[][] {
                                            {0, 0.2f, 0.4f, 1}, {1, 1, 1, 1}, {-5, 7, 0, 0.6f}
                                        }),
                                2,
                                2)
                        .columns(2)
                        .scale(4)
                        .image();
        assertEquals(BufferedImage.TYPE_BYTE_GRAY, image.getType());
        assertEquals(10 + 8 + 3 + 8 + 10, image.getWidth());
        assertEquals(image.getWidth(), image.getHeight());
        assertEquals(0, grey(image, 10, 10));
        assertEquals(51, grey(image, 17, 10));
        assertEquals(102, grey(image, 10, 17));
        assertEquals(255, grey(image, 17, 17));
        assertEquals(0, grey(image, 10, 21));
        assertEquals(255, grey(image, 14, 21));
        assertEquals(153, grey(image, 17, 28));
        assertEquals(255, grey(image, 25, 25));
    }

    private static int grey(BufferedImage image, int x, int y) {
        return image.getRaster().getSample(x, y, 0);
    }

    @Test
    void labelsMakeRoomForThemselves() {
        ImageGrid grid = ImageGrid.of(Nd4j.zeros(4, 9), 3, 3).columns(2).scale(4);
        int bare = grid.image().getWidth();
        BufferedImage labelled =
                grid.title("four").rowLabels("data", "mean").columnLabels("1", "2").image();
        assertTrue(labelled.getWidth() > bare + 20);
        assertEquals("ImageGrid 'four': 4 images of 3 x 3", grid.toString());
        assertThrows(IllegalArgumentException.class, () -> grid.rowLabels("one").image());
    }

    @Test
    void manyImagesStayAsWideAsAChart() {
        BufferedImage image = ImageGrid.of(Nd4j.zeros(400, 784), 28, 28).columns(20).image();
        assertTrue(image.getWidth() <= Style.WIDTH, "width " + image.getWidth());
    }

    @Test
    void transposedArraysAreReadInTheRightOrder() {
        var rows = Nd4j.createFromArray(new float[][] {{0, 0.2f}, {1, 0.4f}});
        BufferedImage image = ImageGrid.of(rows.transpose(), 1, 2).columns(1).scale(1).image();
        assertEquals(0, grey(image, 10, 10));
        assertEquals(255, grey(image, 11, 10));
        assertEquals(51, grey(image, 10, 14));
    }

    @Test
    void fewerGreysRoundToTheNearest() {
        var row = Nd4j.createFromArray(new float[][] {{0, 0.2f, 0.3f, 0.7f, 1}});
        BufferedImage image = ImageGrid.of(row, 1, 5).scale(1).greys(3).image();
        int[] expected = {0, 0, 128, 128, 255};
        for (int i = 0; i < 5; i++) {
            assertEquals(expected[i], grey(image, 10 + i, 10));
        }
        assertThrows(IllegalArgumentException.class, () -> ImageGrid.of(row, 1, 5).greys(1));
    }

    @Test
    void wrongImagesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ImageGrid.of(Nd4j.zeros(4, 9), 2, 2));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        ImageGrid.of(
                                                Nd4j.createFromArray(
                                                        new float[][] {{0, Float.NaN}}),
                                                1,
                                                2))
                        .getMessage();
        assertTrue(message.contains("image 0 holds NaN at pixel 1"), message);
    }

    /** Lightness (Rec. 709 luminance) rises all the way, which makes the map readable in grey. */
    @Test
    void viridisGetsEverLighter() {
        double before = -1;
        for (int i = 0; i <= 100; i++) {
            Color c = Palette.viridis(i / 100.0);
            double light = 0.2126 * c.getRed() + 0.7152 * c.getGreen() + 0.0722 * c.getBlue();
            assertTrue(light > before, "at " + i);
            before = light;
        }
        assertEquals(Palette.viridis(0), Palette.viridis(-3));
        assertEquals(Palette.viridis(1), Palette.viridis(Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> Palette.viridis(Double.NaN));
    }

    @Test
    void numbersAreShort() {
        assertEquals("0", Numbers.format(0));
        assertEquals("0.3", Numbers.format(0.1 + 0.2));
        assertEquals("-97.5", Numbers.format(-97.5));
        assertEquals("60,000", Numbers.format(60_000));
        assertEquals("2e6", Numbers.format(2e6));
        assertEquals("1.5e-5", Numbers.format(1.5e-5));
        assertEquals("100", Numbers.format(100));
    }
}
