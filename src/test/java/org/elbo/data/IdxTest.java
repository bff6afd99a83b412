package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing IDX files, with damaged ones of every kind. */
class IdxTest {
    @TempDir Path folder;

    private static byte[] file(int magic, int[] dimensions, int payload) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + payload);
        buffer.putInt(magic);
        Arrays.stream(dimensions).forEach(buffer::putInt);
        for (int i = 0; i < payload; i++) {
            buffer.put((byte) (i * 7));
        }
        return buffer.array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a-file"), bytes);
    }

    private String refusal(byte[] bytes, int rank) throws IOException {
        Path file = write(bytes);
        String message =
                assertThrows(IllegalArgumentException.class, () -> Idx.read(file, rank))
                        .getMessage();
        assertTrue(message.contains(file.toString()), message);
        assertTrue(message.contains("get the file again"), message);
        return message;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "packed.gz"})
    void whatIsWrittenIsRead(String name) {
        byte[] bytes = new byte[3 * 4 * 5];
        new Random(1).nextBytes(bytes);
        Path file = folder.resolve(name);
        Idx.of(bytes, 3, 4, 5).write(file);
        Idx read = Idx.read(file, 3);
        assertArrayEquals(new int[] {3, 4, 5}, read.dimensions());
        assertArrayEquals(bytes, read.bytes());
    }

    @Test
    void theFormatIsTheOneOfMnist() throws IOException {
        Path file = folder.resolve("plain");
        Idx.of(new byte[] {9, 8}, 2).write(file);
        assertArrayEquals(new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 9, 8}, Files.readAllBytes(file));
    }

    @Test
    void writingLeavesNoTemporaryFile() throws IOException {
        Idx.of(new byte[] {1}, 1).write(folder.resolve("one"));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void highlyCompressibleFilesAreReadWhole() throws IOException {
        byte[] zeros = new byte[500_000];
        Path file = folder.resolve("zeros.gz");
        Idx.of(zeros, 500_000).write(file);
        assertTrue(Files.size(file) < 5_000);
        assertArrayEquals(zeros, Idx.read(file, 1).bytes());
    }

    @Test
    void wrongMagicIsRefused() throws IOException {
        String message = refusal(file(0x00000d03, new int[] {1, 2, 2}, 4), 3);
        assertTrue(message.contains("0x00000d03") && message.contains("0x00000803"), message);
    }

    @Test
    void labelsWhereImagesAreExpectedAreRefused() throws IOException {
        assertTrue(refusal(file(0x801, new int[] {4}, 4), 3).contains("0x00000801"));
    }

    @Test
    void truncatedPayloadIsRefused() throws IOException {
        String message = refusal(file(0x803, new int[] {10, 2, 2}, 39), 3);
        assertTrue(message.contains("10 x 2 x 2 = 40 bytes but holds 39"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 15})
    void truncatedHeaderIsRefused(int length) throws IOException {
        byte[] whole = file(0x803, new int[] {1, 2, 2}, 4);
        assertTrue(refusal(Arrays.copyOf(whole, length), 3).contains("truncated"));
    }

    @Test
    void oversizedPayloadIsRefused() throws IOException {
        assertTrue(refusal(file(0x801, new int[] {4}, 5), 1).contains("more than the promised 4"));
    }

    @Test
    void everyTruncationOfAGzipFileIsRefused() throws IOException {
        byte[] whole = gzip(file(0x801, new int[] {100}, 100));
        for (int length = 3; length < whole.length; length++) {
            assertTrue(refusal(Arrays.copyOf(whole, length), 1).contains("truncated"));
        }
    }

    @Test
    void aFlippedBitInAGzipFileIsNoticed() throws IOException {
        byte[] whole = gzip(file(0x801, new int[] {100}, 100));
        for (int at = 10; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            refusal(damaged, 1);
        }
    }

    @Test
    void absurdSizesAreRefusedBeforeMemoryIsTaken() throws IOException {
        int huge = Integer.MAX_VALUE;
        assertTrue(refusal(file(0x803, new int[] {huge, huge, huge}, 4), 3).contains("absurd"));
        assertTrue(refusal(file(0x803, new int[] {-1, 28, 28}, 4), 3).contains("4294967295"));
        assertTrue(refusal(file(0x801, new int[] {1 << 30}, 4), 1).contains("holds 4"));
        assertTrue(refusal(gzip(file(0x801, new int[] {1 << 30}, 4)), 1).contains("holds 4"));
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("missing");
        String message =
                assertThrows(UncheckedIOException.class, () -> Idx.read(file, 1)).getMessage();
        assertTrue(message.contains(file.toString()), message);
    }

    @Test
    void dimensionsMustFitTheBytes() {
        assertThrows(IllegalArgumentException.class, () -> Idx.of(new byte[5], 2, 2));
        assertThrows(IllegalArgumentException.class, () -> Idx.of(new byte[1], -1, -1));
        assertThrows(IllegalArgumentException.class, () -> Idx.of(new byte[1]));
    }
}
