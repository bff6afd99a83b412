package org.elbo.train;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Named arrays in one flat file, in the <i>safetensors</i> format that Python's libraries read and
 * write too: eight bytes that hold the length of a header, the header (JSON: name, type, shape and
 * place of each array), then the numbers, little-endian. Nothing in such a file is ever executed.
 *
 * <p>Only 32-bit floats are read and written. Everything the header says is checked against the
 * file before an array is made; a file that is wrong anywhere gives nothing.
 */
public final class SafeTensors {
    private SafeTensors() {}

    /**
     * Writes arrays. The file appears whole or not at all: the bytes go to a temporary file in the
     * same folder, are forced to the disk and moved into place in one step, so that a file that was
     * there before stays readable if the program dies on the way.
     *
     * @param file where to; replaced if it exists
     * @param tensors the arrays by name, written in the map's order as 32-bit floats
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Map<String, INDArray> tensors) throws IOException {
        write(file, tensors, Map.of());
    }

    /**
     * Writes arrays and texts about them, which other programs find under {@code __metadata__}.
     *
     * @param file where to; replaced if it exists
     * @param tensors the arrays by name, written in the map's order as 32-bit floats
     * @param metadata texts by name
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Map<String, INDArray> tensors, Map<String, String> metadata)
            throws IOException {
        Path target = file.toAbsolutePath();
        String name = "." + target.getFileName() + "." + System.nanoTime() + ".part";
        Path temporary = target.resolveSibling(name);
        try {
            try (FileChannel out = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
                writeFully(out, header(tensors, metadata));
                for (INDArray tensor : tensors.values()) {
                    writeFully(out, bytes(tensor));
                }
                out.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Reads all arrays of a file.
     *
     * @param file the file
     * @return the arrays by name, in the order of their places in the file; each is new, in 'c'
     *     order
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not a sound safetensors file of 32-bit floats; the
     *     message says what is wrong
     */
    public static Map<String, INDArray> read(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            SafeTensorsHeader header = SafeTensorsHeader.read(in, file);
            Map<String, INDArray> tensors = new LinkedHashMap<>();
            for (SafeTensorsHeader.Entry entry : header.entries()) {
                tensors.put(entry.name(), tensor(in, header.dataStart(), entry));
            }
            return tensors;
        }
    }

    /**
     * Reads the texts of a file.
     *
     * @param file the file
     * @return the texts by name, possibly none
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is not sound, as for {@link #read}
     */
    public static Map<String, String> metadata(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return SafeTensorsHeader.read(in, file).metadata();
        }
    }

    private static INDArray tensor(FileChannel in, long start, SafeTensorsHeader.Entry entry)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(entry.end() - entry.begin()));
        readFully(in, bytes, start + entry.begin());
        float[] values = new float[bytes.capacity() / Float.BYTES];
        bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return Nd4j.create(values, entry.shape(), 'c');
    }

    private static ByteBuffer header(Map<String, INDArray> tensors, Map<String, String> metadata) {
        StringBuilder json = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            json.append("\"__metadata__\":").append(new Gson().toJson(metadata));
        }
        long offset = 0;
        for (Map.Entry<String, INDArray> e : tensors.entrySet()) {
            long end = offset + e.getValue().length() * Float.BYTES;
            json.append(json.length() == 1 ? "" : ",")
                    .append(new Gson().toJson(e.getKey()))
                    .append(":{\"dtype\":\"F32\",\"shape\":")
                    .append(Arrays.toString(e.getValue().shape()).replace(" ", ""))
                    .append(",\"data_offsets\":[")
                    .append(offset + "," + end + "]}");
            offset = end;
        }
        json.append("}");
        byte[] utf8 = json.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (utf8.length + 7) / 8 * 8;
        ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(utf8);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.flip();
    }

    private static ByteBuffer bytes(INDArray tensor) {
        Check.that(!tensor.isEmpty(), "an empty array cannot be written to a safetensors file");
        INDArray values = tensor.castTo(DataType.FLOAT).dup('c');
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(values.length() * Float.BYTES));
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values.data().asFloat());
        return bytes;
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    static void readFully(FileChannel in, ByteBuffer bytes, long position) throws IOException {
        long start = position - bytes.position();
        while (bytes.hasRemaining()) {
            if (in.read(bytes, start + bytes.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
    }
}
