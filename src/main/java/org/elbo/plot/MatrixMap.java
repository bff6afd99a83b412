package org.elbo.plot;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import org.elbo.internal.Check;

/**
 * A small matrix whose rows and columns have names: each entry is a coloured cell with its number
 * in it. Row 0 is on top. NaN is a grey cell.
 *
 * <pre>{@code
 * MatrixMap.of("Confusion", "is (row), taken for (column)", counts)
 *         .rowLabels("cat", "dog").columnLabels("cat", "dog").image();
 * }</pre>
 */
public final class MatrixMap implements Picture {
    private static final int CELL_WIDTH = 88;
    private static final int CELL_HEIGHT = 36;
    private static final int MARGIN = 12;
    private static final int TOP = 88;

    private final String title;
    private final String meaning;
    private final double[][] values;
    private String[] rowLabels;
    private String[] columnLabels;
    private ColorScale scale;

    private MatrixMap(String title, String meaning, double[][] values) {
        this.title = title;
        this.meaning = meaning;
        this.values = values;
        rowLabels = numbers(values.length);
        columnLabels = numbers(values[0].length);
        scale = ColorScale.of(values);
    }

    /**
     * A matrix, with numbers from 0 for names, and the smallest and the largest entry at the ends
     * of the colours.
     *
     * @param title what it shows
     * @param meaning what the entries are, with their unit; written under the title
     * @param values [rows][columns]; copied
     * @return the picture
     * @throws IllegalArgumentException if there is no entry, or the rows differ in length
     */
    public static MatrixMap of(String title, String meaning, double[][] values) {
        Check.that(values.length > 0 && values[0].length > 0, "the matrix has no entries");
        for (double[] row : values) {
            Check.that(
                    row.length == values[0].length,
                    "a row of %d entries under one of %d",
                    row.length,
                    values[0].length);
        }
        double[][] copy = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        return new MatrixMap(Plot.text("title", title), Plot.text("meaning", meaning), copy);
    }

    private static String[] numbers(int count) {
        String[] names = new String[count];
        Arrays.setAll(names, Integer::toString);
        return names;
    }

    /**
     * Names the rows.
     *
     * @param labels one for each
     * @return this
     */
    public MatrixMap rowLabels(String... labels) {
        rowLabels = checked("row", labels, values.length);
        return this;
    }

    /**
     * Names the columns.
     *
     * @param labels one for each
     * @return this
     */
    public MatrixMap columnLabels(String... labels) {
        columnLabels = checked("column", labels, values[0].length);
        return this;
    }

    private static String[] checked(String role, String[] labels, int expected) {
        Check.that(
                labels.length == expected,
                "%d %s labels for %d %ss: give one for each",
                labels.length,
                role,
                expected,
                role);
        return labels.clone();
    }

    /**
     * Fixes the ends of the colour scale, so that two matrices can be compared.
     *
     * @param from value of the darkest colour
     * @param to value of the lightest colour
     * @return this
     */
    public MatrixMap colors(double from, double to) {
        Check.that(from < to, "colours from %s to %s: the first must be the smaller", from, to);
        scale = new ColorScale(from, to);
        return this;
    }

    /**
     * Draws the matrix.
     *
     * @return a new image
     */
    @Override
    public BufferedImage image() {
        FontMetrics small = metrics(14);
        int left = MARGIN;
        for (String label : rowLabels) {
            left = Math.max(left, 2 * MARGIN + small.stringWidth(label));
        }
        int wide = left + values[0].length * CELL_WIDTH + MARGIN;
        int text = Math.max(metrics(18).stringWidth(title), small.stringWidth(meaning));
        BufferedImage image =
                new BufferedImage(
                        Math.max(wide, text + 2 * MARGIN),
                        TOP + values.length * CELL_HEIGHT + MARGIN,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Style.graphics(image);
        texts(graphics, left);
        cells(graphics, left);
        graphics.dispose();
        return image;
    }

    private static FontMetrics metrics(int size) {
        Graphics2D any = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        FontMetrics metrics = any.getFontMetrics(Style.font(size));
        any.dispose();
        return metrics;
    }

    private void texts(Graphics2D graphics, int left) {
        graphics.setColor(Style.INK);
        graphics.setFont(Style.font(18));
        graphics.drawString(title, MARGIN, MARGIN + 16);
        graphics.setFont(Style.font(14));
        graphics.drawString(meaning, MARGIN, MARGIN + 40);
        for (int i = 0; i < rowLabels.length; i++) {
            int width = graphics.getFontMetrics().stringWidth(rowLabels[i]);
            int middle = TOP + i * CELL_HEIGHT + CELL_HEIGHT / 2;
            graphics.drawString(rowLabels[i], left - MARGIN - width, middle + 5);
        }
        for (int j = 0; j < columnLabels.length; j++) {
            centered(graphics, columnLabels[j], left + j * CELL_WIDTH, TOP - 8);
        }
    }

    private void cells(Graphics2D graphics, int left) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                int x = left + j * CELL_WIDTH;
                int y = TOP + i * CELL_HEIGHT;
                Color color = scale.color(values[i][j]);
                graphics.setColor(color);
                graphics.fillRect(x, y, CELL_WIDTH - 2, CELL_HEIGHT - 2);
                graphics.setColor(color.getGreen() > 140 ? Color.BLACK : Color.WHITE);
                String number = String.format(Locale.ROOT, "%.2f", values[i][j]);
                centered(graphics, number, x, y + CELL_HEIGHT / 2 + 5);
            }
        }
    }

    private static void centered(Graphics2D graphics, String text, int left, int baseline) {
        int width = graphics.getFontMetrics().stringWidth(text);
        graphics.drawString(text, left + (CELL_WIDTH - 2 - width) / 2, baseline);
    }

    /** One line: the title and the size. */
    @Override
    public String toString() {
        return "MatrixMap '" + title + "': " + values.length + " x " + values[0].length;
    }
}
