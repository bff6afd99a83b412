package org.elbo.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.elbo.internal.Check;

/**
 * An array of unsigned bytes in the IDX format of the MNIST database, plain or compressed with
 * gzip.
 *
 * <p>The format: two zero bytes, the type (8, unsigned byte; the only one read here), the number of
 * dimensions, one big-endian 32-bit count for each dimension, then the values, last dimension
 * fastest.
 *
 * <p>A file is read whole or not at all. Memory grows with what the file really holds, never with
 * what its header promises.
 */
public final class Idx {
    /** No array of this course is larger; a header that asks for more is damaged. */
    private static final long MOST_BYTES = 1L << 30;

    private final int[] dimensions;
    private final byte[] bytes;

    private Idx(int[] dimensions, byte[] bytes) {
        this.dimensions = dimensions;
        this.bytes = bytes;
    }

    /**
     * An array to be written.
     *
     * @param bytes the values, last dimension fastest; not copied
     * @param dimensions the size of each dimension
     * @return the array
     * @throws IllegalArgumentException if the product of the dimensions is not the number of bytes
     */
    public static Idx of(byte[] bytes, int... dimensions) {
        long promised = 1;
        for (int dimension : dimensions) {
            Check.that(dimension >= 0, "IDX dimension is %d but must not be negative", dimension);
            promised *= dimension;
        }
        Check.that(
                dimensions.length > 0 && promised == bytes.length,
                "IDX dimensions %s need %d bytes but there are %d",
                Arrays.toString(dimensions),
                promised,
                bytes.length);
        return new Idx(dimensions.clone(), bytes);
    }

    /**
     * Reads a file; whether it is compressed is seen from its first bytes, not from its name.
     *
     * @param file the file
     * @param rank the number of dimensions that it must have: 3 for images, 1 for labels
     * @return the array
     * @throws IllegalArgumentException if the file is not IDX, truncated, too long or corrupted;
     *     the message names the file, what was expected and found, and what to do
     * @throws UncheckedIOException if the file cannot be opened or read
     */
    public static Idx read(Path file, int rank) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                DataInputStream in = new DataInputStream(decompressed(raw))) {
            int[] dimensions = header(file, in, rank);
            byte[] bytes = payload(file, in, dimensions);
            return new Idx(dimensions, bytes);
        } catch (EOFException e) {
            throw bad(file, "ends within its header or its compressed data (it is truncated)", e);
        } catch (ZipException e) {
            throw bad(file, "is corrupted: gzip reports \"" + e.getMessage() + "\"", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
        }
    }

    /** The stream itself, or what it holds if it starts as gzip does. */
    static InputStream decompressed(InputStream raw) throws IOException {
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    private static int[] header(Path file, DataInputStream in, int rank) throws IOException {
        int magic = in.readInt();
        int expected = 0x0800 | rank;
        if (magic != expected) {
            throw bad(
                    file,
                    String.format(
                            "starts with 0x%08x where 0x%08x (IDX, unsigned bytes, %d dimension%s) is expected",
                            magic, expected, rank, rank == 1 ? "" : "s"),
                    null);
        }
        int[] dimensions = new int[rank];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = in.readInt();
        }
        return dimensions;
    }

    private static byte[] payload(Path file, InputStream in, int[] dimensions) throws IOException {
        long promised = 1;
        for (int dimension : dimensions) {
            promised =
                    dimension < 0 ? Long.MAX_VALUE : Math.min(promised, MOST_BYTES + 1) * dimension;
        }
        String shape = shape(dimensions);
        if (promised > MOST_BYTES || promised < 0) {
            throw bad(file, "promises an absurd " + shape + " bytes in its header", null);
        }
        byte[] bytes = new byte[(int) Math.min(promised, 8 * Files.size(file))];
        int count = 0;
        for (int n; count < promised; count += n) {
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(promised, 2L * count));
            }
            n = in.read(bytes, count, bytes.length - count);
            if (n < 0) {
                throw bad(
                        file,
                        String.format(
                                "promises %s = %d bytes but holds %d", shape, promised, count),
                        null);
            }
        }
        // This read also makes gzip compare its checksum.
        if (in.read() >= 0) {
            throw bad(
                    file,
                    String.format("holds more than the promised %s = %d bytes", shape, promised),
                    null);
        }
        return bytes;
    }

    private static String shape(int[] dimensions) {
        return String.join(
                " x ",
                Arrays.stream(dimensions)
                        .mapToObj(Integer::toUnsignedString)
                        .toArray(String[]::new));
    }

    private static IllegalArgumentException bad(Path file, String problem, Exception cause) {
        String advice = "; get the file again (see ORIGIN.md beside it) or name another folder";
        return new IllegalArgumentException("IDX file " + file + " " + problem + advice, cause);
    }

    /**
     * Writes the array, compressed if the name ends in {@code .gz}. The file appears complete or
     * not at all.
     *
     * @param file the file, replaced if it exists
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Path temporary = Files.createTempFile(folder, ".idx", ".part");
            try {
                Files.write(temporary, encoded(file.toString().endsWith(".gz")));
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
        }
    }

    private byte[] encoded(boolean gzip) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * dimensions.length);
        header.putInt(0x0800 | dimensions.length);
        for (int dimension : dimensions) {
            header.putInt(dimension);
        }
        ByteArrayOutputStream result = new ByteArrayOutputStream(header.capacity() + bytes.length);
        try (OutputStream out = gzip ? new GZIPOutputStream(result) : result) {
            out.write(header.array());
            out.write(bytes);
        }
        return result.toByteArray();
    }

    /**
     * The size of each dimension.
     *
     * @return a copy
     */
    public int[] dimensions() {
        return dimensions.clone();
    }

    /**
     * The values, last dimension fastest.
     *
     * @return the array itself, not a copy
     */
    public byte[] bytes() {
        return bytes;
    }
}
