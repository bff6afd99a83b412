package org.elbo.data;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Grey images of one size with a label each. Pixels stay bytes in memory (47 MB for MNIST, where
 * floats would take 188 MB) and become floats by the batch, in one of four ways: {@link
 * #continuous()}, {@link #dynamicallyBinarized()}, {@link #fixedBinarized(long)}, {@link
 * #thresholded()}.
 */
public final class Images {
    private final byte[] pixels;
    private final byte[] labels;
    private final int height;
    private final int width;
    private final int start;
    private final int size;

    private Images(byte[] pixels, byte[] labels, int height, int width, int start, int size) {
        this.pixels = pixels;
        this.labels = labels;
        this.height = height;
        this.width = width;
        this.start = start;
        this.size = size;
    }

    /**
     * Images from bytes.
     *
     * @param pixels image after image, row after row, 0 to 255 unsigned; not copied
     * @param labels one for each image, 0 to 255 unsigned; not copied
     * @param height rows of an image
     * @param width columns of an image
     * @return the images
     * @throws IllegalArgumentException if there are no images, or the numbers of pixels and labels
     *     do not agree
     */
    public static Images of(byte[] pixels, byte[] labels, int height, int width) {
        Check.positive("height", height);
        Check.positive("width", width);
        Check.that(
                labels.length > 0 && (long) labels.length * height * width == pixels.length,
                "%d labels for images of %d x %d pixels need as many images, at least one, but there are %d pixels",
                labels.length,
                height,
                width,
                pixels.length);
        return new Images(pixels, labels, height, width, 0, labels.length);
    }

    /**
     * Reads a pair of IDX files, {@code NAME-images-idx3-ubyte} and {@code NAME-labels-idx1-ubyte},
     * each with or without {@code .gz}.
     *
     * @param folder the folder of the files
     * @param name the first part of the files' names, {@code train} or {@code t10k} for MNIST
     * @return the images
     * @throws IllegalArgumentException if a file is missing or damaged or the two do not belong
     *     together
     */
    public static Images read(Path folder, String name) {
        Path imageFile = DataFolder.file(folder, name + "-images-idx3-ubyte");
        Path labelFile = DataFolder.file(folder, name + "-labels-idx1-ubyte");
        Idx images = Idx.read(imageFile, 3);
        Idx labels = Idx.read(labelFile, 1);
        int[] shape = images.dimensions();
        Check.that(
                shape[0] > 0 && shape[0] == labels.dimensions()[0] && images.bytes().length > 0,
                "%s holds %d images of %d x %d and %s holds %d labels: the two files do not belong together",
                imageFile,
                shape[0],
                shape[1],
                shape[2],
                labelFile,
                labels.dimensions()[0]);
        return of(images.bytes(), labels.bytes(), shape[1], shape[2]);
    }

    /**
     * The number of images.
     *
     * @return at least 1
     */
    public int size() {
        return size;
    }

    /**
     * The rows of an image.
     *
     * @return pixels
     */
    public int height() {
        return height;
    }

    /**
     * The columns of an image.
     *
     * @return pixels
     */
    public int width() {
        return width;
    }

    /**
     * The label of one image.
     *
     * @param image its number, from 0
     * @return 0 to 255; for MNIST the digit
     */
    public int label(int image) {
        Rows.checkRange(image, image + 1, size);
        return labels[start + image] & 0xff;
    }

    /**
     * All labels.
     *
     * @return a new array of {@link #size()} labels
     */
    public int[] labels() {
        return IntStream.range(0, size).map(this::label).toArray();
    }

    /**
     * The numbers of the images with a label.
     *
     * @param label the label
     * @return ascending numbers, possibly none
     */
    public int[] rowsWithLabel(int label) {
        return IntStream.range(0, size).filter(i -> label(i) == label).toArray();
    }

    /**
     * Some consecutive images, which share memory with these.
     *
     * @param from the first image
     * @param to one past the last
     * @return images numbered from 0 again
     */
    public Images subset(int from, int to) {
        Rows.checkRange(from, to, size);
        return new Images(pixels, labels, height, width, start + from, to - from);
    }

    /**
     * The first images, which share memory with these.
     *
     * @param count how many
     * @return the images
     */
    public Images first(int count) {
        return subset(0, count);
    }

    /**
     * The pixels of consecutive images.
     *
     * @param from the first image
     * @param to one past the last
     * @return float array of shape [to - from, height * width], in [0, 1] (pixel / 255)
     */
    public INDArray pixels(int from, int to) {
        return continuous().batch(from, to, null);
    }

    /**
     * The pixels of chosen images, in the order asked for.
     *
     * @param rows the numbers of the images
     * @return float array of shape [rows.length, height * width], in [0, 1] (pixel / 255)
     */
    public INDArray pixelsOf(int... rows) {
        Check.that(rows.length > 0, "no images asked for: name at least one row");
        float[] out = new float[rows.length * height * width];
        continuous().copyTo(rows, 0, rows.length, null, out);
        return Nd4j.createFromArray(out).reshape('c', rows.length, (long) height * width);
    }

    /**
     * Real pixels, pixel / 255. A Bernoulli likelihood must not score them.
     *
     * @return a data set that is not random
     */
    public Dataset continuous() {
        return new ImageDataset(this, Binarization.NONE, 0);
    }

    /**
     * Binary pixels, redrawn each time they are asked for: 1 with probability exactly pixel / 255.
     *
     * @return a data set that draws from the generator it is given
     */
    public Dataset dynamicallyBinarized() {
        return new ImageDataset(this, Binarization.DYNAMIC, 0);
    }

    /**
     * Binary pixels, drawn once: 1 with probability exactly pixel / 255. An image's bits depend on
     * the seed and the image's number alone, not on the order in which images are asked for.
     *
     * @param seed the seed; the same seed gives the same bits
     * @return a data set that is not random any more
     */
    public Dataset fixedBinarized(long seed) {
        return new ImageDataset(this, Binarization.FIXED, seed);
    }

    /**
     * Binary pixels by threshold: 1 if pixel / 255 is over 0.5, that is from pixel 128 on.
     *
     * @return a data set that is not random
     */
    public Dataset thresholded() {
        return new ImageDataset(this, Binarization.THRESHOLD, 0);
    }

    /** The array that holds pixel {@code i} of image {@code k} at {@code offset(k) + i}. */
    byte[] raw() {
        return pixels;
    }

    int offset(int image) {
        return (start + image) * height * width;
    }

    @Override
    public String toString() {
        return String.format("%,d images of %d x %d pixels", size, height, width);
    }
}
