package org.elbo.plot;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Grey images in rows and columns: data, reconstructions, samples, a manifold, traversals. 0 is
 * black, 1 white; values outside are drawn as the nearer of the two.
 *
 * <pre>{@code
 * ImageGrid.of(Mnist.test().pixels(0, 20), 28, 28).columns(10).title("Test digits").image();
 * }</pre>
 */
public final class ImageGrid implements Picture {
    private static final int GAP = 3;
    private static final int MARGIN = 10;

    private final float[] pixels;
    private final int count;
    private final int height;
    private final int width;
    private int columns;
    private int scale;
    private int greys = 256;
    private String title = "";
    private String[] rowLabels = {};
    private String[] columnLabels = {};

    private ImageGrid(float[] pixels, int count, int height, int width) {
        this.pixels = pixels;
        this.count = count;
        this.height = height;
        this.width = width;
        this.columns = (int) Math.ceil(Math.sqrt(count));
    }

    /**
     * A grid of images, in a square unless told otherwise.
     *
     * @param images shape [n, height * width], in [0, 1]; copied
     * @param height rows of one image
     * @param width columns of one image
     * @return the grid
     * @throws IllegalArgumentException if the shape does not agree or a value is NaN
     */
    public static ImageGrid of(INDArray images, int height, int width) {
        Check.that(
                images.rank() == 2 && images.size(1) == (long) height * width,
                "images of %d x %d pixels need an array of shape [n, %d], but its shape is %s",
                height,
                width,
                (long) height * width,
                java.util.Arrays.toString(images.shape()));
        float[] pixels = images.castTo(DataType.FLOAT).dup('c').data().asFloat();
        for (int i = 0; i < pixels.length; i++) {
            Check.that(
                    !Float.isNaN(pixels[i]),
                    "image %d holds NaN at pixel %d: what made it has diverged",
                    i / (height * width),
                    i % (height * width));
        }
        return new ImageGrid(pixels, (int) images.size(0), height, width);
    }

    /**
     * Sets the images of a row.
     *
     * @param columns how many
     * @return this grid
     */
    public ImageGrid columns(int columns) {
        this.columns = Check.positive("columns", columns);
        return this;
    }

    /**
     * Sets the size of a pixel; otherwise 1 to 4, so that the grid is about as wide as a chart.
     *
     * @param scale screen pixels, in each direction, for a pixel of an image
     * @return this grid
     */
    public ImageGrid scale(int scale) {
        this.scale = Check.positive("scale", scale);
        return this;
    }

    /**
     * Sets the number of different greys; 16 look much like all 256 and make a file half as large.
     *
     * @param greys 2 to 256, from black to white in equal steps
     * @return this grid
     */
    public ImageGrid greys(int greys) {
        Check.that(greys >= 2 && greys <= 256, "greys is %d but must be from 2 to 256", greys);
        this.greys = greys;
        return this;
    }

    /**
     * Sets the title.
     *
     * @param title what the images are
     * @return this grid
     */
    public ImageGrid title(String title) {
        this.title = Plot.text("title", title);
        return this;
    }

    /**
     * Sets texts left of the rows.
     *
     * @param labels one for each row
     * @return this grid
     */
    public ImageGrid rowLabels(String... labels) {
        rowLabels = labels.clone();
        return this;
    }

    /**
     * Sets texts above the columns.
     *
     * @param labels one for each column
     * @return this grid
     */
    public ImageGrid columnLabels(String... labels) {
        columnLabels = labels.clone();
        return this;
    }

    /**
     * Draws the grid.
     *
     * @return a new image of 256 greys, or fewer where asked for
     * @throws IllegalArgumentException if the labels are not as many as the rows or columns
     */
    @Override
    public BufferedImage image() {
        int rows = (count - 1) / columns + 1;
        checkLabels("row", rowLabels, rows);
        checkLabels("column", columnLabels, Math.min(columns, count));
        int each = scale > 0 ? scale : fittingScale();
        Layout layout = layout(each);
        int wide = layout.left + columns * (width * each + GAP) - GAP + MARGIN;
        int high = layout.top + rows * (height * each + GAP) - GAP + MARGIN;
        BufferedImage image =
                new BufferedImage(
                        Math.max(wide, textWidth(title, 16) + 2 * MARGIN),
                        high,
                        BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = Style.graphics(image);
        labels(graphics, layout, each);
        graphics.dispose();
        for (int i = 0; i < count; i++) {
            paint(image, i, layout, each);
        }
        return image;
    }

    private record Layout(int left, int top) {}

    private Layout layout(int each) {
        int left = MARGIN;
        for (String label : rowLabels) {
            left = Math.max(left, MARGIN + textWidth(label, 14) + 8);
        }
        int top = MARGIN + (title.isEmpty() ? 0 : 26) + (columnLabels.length == 0 ? 0 : 20);
        return new Layout(left, top);
    }

    private int fittingScale() {
        int free = Style.WIDTH - columns * GAP;
        return Math.max(1, Math.min(4, free / (columns * width)));
    }

    private static void checkLabels(String role, String[] labels, int expected) {
        Check.that(
                labels.length == 0 || labels.length == expected,
                "%d %s labels for %d %ss: give one for each",
                labels.length,
                role,
                expected,
                role);
    }

    private static int textWidth(String text, int size) {
        BufferedImage any = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = any.createGraphics();
        FontMetrics metrics = graphics.getFontMetrics(Style.font(size));
        graphics.dispose();
        return metrics.stringWidth(text);
    }

    private void labels(Graphics2D graphics, Layout layout, int each) {
        graphics.setColor(Color.BLACK);
        graphics.setFont(Style.font(16));
        graphics.drawString(title, MARGIN, MARGIN + 14);
        graphics.setFont(Style.font(14));
        FontMetrics metrics = graphics.getFontMetrics();
        for (int i = 0; i < rowLabels.length; i++) {
            int middle = layout.top + i * (height * each + GAP) + height * each / 2;
            int from = layout.left - 8 - metrics.stringWidth(rowLabels[i]);
            graphics.drawString(rowLabels[i], from, middle + 5);
        }
        for (int i = 0; i < columnLabels.length; i++) {
            int middle = layout.left + i * (width * each + GAP) + width * each / 2;
            int from = middle - metrics.stringWidth(columnLabels[i]) / 2;
            graphics.drawString(columnLabels[i], from, layout.top - 6);
        }
    }

    private void paint(BufferedImage image, int index, Layout layout, int each) {
        int left = layout.left + index % columns * (width * each + GAP);
        int top = layout.top + index / columns * (height * each + GAP);
        for (int row = 0; row < height * each; row++) {
            for (int column = 0; column < width * each; column++) {
                int pixel = row / each * width + column / each;
                float value = pixels[index * height * width + pixel];
                int level = Math.round((greys - 1) * Math.min(1f, Math.max(0f, value)));
                int grey = Math.round(255f * level / (greys - 1));
                image.getRaster().setSample(left + column, top + row, 0, grey);
            }
        }
    }

    /** One line: how many images of what size, and the title. */
    @Override
    public String toString() {
        return "ImageGrid '" + title + "': " + count + " images of " + height + " x " + width;
    }
}
