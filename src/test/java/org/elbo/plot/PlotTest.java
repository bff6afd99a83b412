package org.elbo.plot;

import static org.elbo.plot.Pixels.has;
import static org.elbo.plot.Pixels.near;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a plot draws, judged by its pixels. */
class PlotTest {
    private static final double[] X = {0, 1, 2, 3};

    private static Plot plot() {
        return Plot.of("title", "x", "y");
    }

    @Test
    void sizeIsTheOneAskedFor() {
        assertEquals(760, plot().line("a", X, X).image().getWidth());
        BufferedImage image = plot().line("a", X, X).size(500, 300).image();
        assertEquals(500, image.getWidth());
        assertEquals(300, image.getHeight());
    }

    @Test
    void everySeriesHasItsOwnColour() {
        Plot plot = plot();
        for (int i = 0; i < 10; i++) {
            double level = i;
            plot.function("f" + i, x -> level, 0, 1);
        }
        BufferedImage image = plot.image();
        for (int i = 0; i < 10; i++) {
            assertTrue(has(image, Palette.series(i)), "colour " + i);
        }
    }

    @Test
    void aBandHasTheColourOfItsLineAndOneLegendEntry() {
        BufferedImage alone = plot().line("a", X, X).image();
        BufferedImage both =
                plot().line("a", X, X)
                        .band("a", X, new double[] {-1, 0, 1, 2}, new double[] {1, 2, 3, 4})
                        .image();
        assertFalse(has(both, Palette.series(1)));
        Color band = new Color(0xB9D7E9);
        assertTrue(near(both, band, 6) > 5_000);
        assertTrue(near(alone, band, 6) < 500);
    }

    @Test
    void longLinesKeepTheirDashes() {
        Plot plot = plot().function("solid", x -> 0, 0, 1).function("dashed", x -> 1, 0, 1);
        BufferedImage image = plot.image();
        double dashed = near(image, Palette.series(1), 70);
        double ratio = dashed / near(image, Palette.series(0), 70);
        assertTrue(ratio > 0.4 && ratio < 0.95, "dashes cover " + ratio);
    }

    /** A line that leaves out the middle third of its points has about two thirds of the pixels. */
    @Test
    void nanIsAGap() {
        int whole = near(plot().function("f", x -> 0, 0, 3).image(), Palette.series(0), 70);
        Plot gap = plot().function("f", x -> x > 1 && x < 2 ? Double.NaN : 0, 0, 3);
        double ratio = near(gap.image(), Palette.series(0), 70) / (double) whole;
        assertEquals(2.0 / 3, ratio, 0.05);
    }

    @Test
    void infinityIsAGapAndSaidSo() {
        double[] y = {0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1};
        BufferedImage image = plot().line("a", X, y).points("b", X, y).band("c", X, X, y).image();
        assertTrue(has(image, Palette.series(0)));
        Layer layer = new Layer(Layer.Kind.LINE, "a", X, y, null);
        assertTrue(layer.leavesOut(new Range(false), new Range(false)));
        double[] gaps = {0, Double.NaN, 1, 2};
        Layer nan = new Layer(Layer.Kind.LINE, "a", X, gaps, null);
        assertFalse(nan.leavesOut(new Range(false), new Range(false)));
        assertTrue(nan.leavesOut(new Range(true), new Range(false)), "0 on a logarithmic axis");
    }

    @Test
    void nothingFiniteIsDrawnAsAnEmptyPlot() {
        double[] nothing = new double[4];
        Arrays.fill(nothing, Double.NaN);
        assertFalse(has(plot().line("", X, nothing).image(), Palette.series(0)));
        assertEquals(760, plot().image().getWidth());
        Arrays.fill(nothing, Double.POSITIVE_INFINITY);
        assertEquals(760, plot().line("a", nothing, nothing).logX().logY().image().getWidth());
    }

    @Test
    void oneValueAndConstantValuesAreDrawn() {
        assertTrue(
                has(
                        plot().points("a", new double[] {5}, new double[] {7}).image(),
                        Palette.series(0)));
        assertTrue(has(plot().line("a", X, new double[4]).image(), Palette.series(0)));
        assertTrue(
                has(
                        plot().line("a", X, new double[] {1e9, 1e9, 1e9, 1e9}).image(),
                        Palette.series(0)));
    }

    @Test
    void aLogarithmicAxisMakesAPowerLawStraight() {
        Plot plot = plot().logX().logY().function("f", x -> x * x, 1, 1e4).size(600, 400);
        BufferedImage image = plot.image();
        int[] left = Pixels.first(image, Palette.series(0), 150, 40);
        int[] middle = Pixels.first(image, Palette.series(0), 350, 40);
        int[] right = Pixels.first(image, Palette.series(0), 550, 40);
        assertEquals((left[1] + right[1]) / 2.0, middle[1], 2.5);
        assertTrue(left[1] > right[1]);
    }

    @Test
    void fixedRangesCutTheCurve() {
        Plot plot = plot().function("f", x -> x, 0, 100).xRange(0, 1).yRange(0, 1);
        assertTrue(has(plot.image(), Palette.series(0)));
        assertThrows(IllegalArgumentException.class, () -> plot.xRange(1, 1));
        assertThrows(IllegalArgumentException.class, () -> plot.yRange(0, Double.NaN));
    }

    @Test
    void referenceLinesCrossThePlot() {
        BufferedImage without = plot().line("a", X, X).image();
        BufferedImage with =
                plot().line("a", X, X).verticalLine("v", 1.5).horizontalLine("h", 1.2).image();
        assertTrue(near(with, Style.INK, 30) > near(without, Style.INK, 30) + 300);
    }

    @Test
    void errorBarsAreDrawn() {
        double[] errors = {1, 1, 1, Double.NaN};
        Plot with = plot().points("a", X, X, errors).yRange(-2, 5);
        Plot without = plot().points("a", X, X).yRange(-2, 5);
        assertTrue(Pixels.different(with.image(), without.image()) > 300);
    }

    @Test
    void classesGetOneColourEachInAscendingOrder() {
        int[] labels = {7, 3, 7, 3};
        Plot plot = plot().pointsByClass(X, X, labels);
        assertTrue(plot.toString().contains("3 (2), 7 (2)"), plot.toString());
        assertTrue(has(plot.image(), Palette.series(0)) && has(plot.image(), Palette.series(1)));
        assertThrows(
                IllegalArgumentException.class, () -> plot().pointsByClass(X, X, new int[] {1}));
    }

    @Test
    void classesMayHaveNames() {
        List<String> labels = List.of("past", "future", "past", "future");
        Plot plot = plot().pointsByClass(X, X, labels);
        assertTrue(plot.toString().contains("future (2), past (2)"), plot.toString());
        Plot numbers = plot().pointsByClass(X, X, new int[] {1, 0, 1, 0});
        assertTrue(Pixels.different(numbers.image(), plot.image()) > 20, "only the legends differ");
        assertThrows(
                IllegalArgumentException.class, () -> plot().pointsByClass(X, X, List.of("a")));
    }

    /**
     * Bars of area 1: sum of density times width, and the standard error of a binomial proportion.
     */
    @Test
    void aHistogramIsADensity() {
        double[] draws = new Random(1).doubles(1000, 2, 5).toArray();
        Histogram histogram = Histogram.of("h", draws, 10);
        double width = histogram.centers()[1] - histogram.centers()[0];
        assertEquals(1, Arrays.stream(histogram.densities()).sum() * width, 1e-12);
        double p = histogram.densities()[4] * width;
        assertEquals(Math.sqrt(p * (1 - p) / 1000), histogram.errors()[4] * width, 1e-12);
        assertEquals(1, Histogram.of("h", new double[] {3, 3}, 1).densities()[0], 1e-12);
        assertTrue(has(plot().histogramWithErrors("h", draws, 10).image(), Palette.series(0)));
    }

    @Test
    void errorsNameTheLayerAndTheLengths() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> plot().line("loss", X, new double[3]))
                        .getMessage();
        assertEquals("'loss' has 4 x values but 3 y values", message);
        assertThrows(
                IllegalArgumentException.class,
                () -> plot().line("loss", new double[0], new double[0]));
        assertThrows(IllegalArgumentException.class, () -> plot().band("b", X, X, new double[2]));
        assertThrows(IllegalArgumentException.class, () -> plot().function("f", Math::log, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> plot().verticalLine("v", Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> plot().histogram("h", new double[] {Double.NaN}, 5));
        assertThrows(IllegalArgumentException.class, () -> plot().size(10, 10));
    }

    @Test
    void titleAndAxesMustBeNamed() {
        assertThrows(IllegalArgumentException.class, () -> Plot.of("", "x", "y"));
        assertThrows(IllegalArgumentException.class, () -> Plot.of("t", " ", "y"));
        assertThrows(IllegalArgumentException.class, () -> Plot.of("t", "x", null));
        assertThrows(IllegalArgumentException.class, () -> HeatMap.of("t", "x", ""));
        assertThrows(IllegalArgumentException.class, () -> BarChart.of("t", "", "y"));
    }

    @Test
    void itsTextNamesWhatItShows() {
        assertEquals(
                "Plot 'title' of y over x: a (4), v",
                plot().line("a", X, X).verticalLine("v", 1).toString());
    }

    @Test
    void laterChangesOfTheArraysDoNotReachThePlot() {
        double[] y = X.clone();
        Plot plot = plot().line("a", X, y);
        BufferedImage before = plot.image();
        Arrays.fill(y, 1e9);
        assertEquals(0, Pixels.different(before, plot.image()));
    }
}
