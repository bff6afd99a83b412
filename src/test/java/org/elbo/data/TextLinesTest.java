package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text files, good and bad. */
class TextLinesTest {
    @TempDir Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("text"), bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void refused(String expected, byte[] bytes) throws IOException {
        Path file = file(bytes);
        String message =
                assertThrows(IllegalArgumentException.class, () -> TextLines.read(file))
                        .getMessage();
        assertTrue(message.contains(expected) && message.contains(file.toString()), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void linesAreReadPlainAndCompressed() throws IOException {
        String text = "\uFEFFeins\r\n\r\n  \nzwölf 猫\n";
        assertEquals(
                List.of("eins", "zwölf 猫"),
                TextLines.read(file(text.getBytes(StandardCharsets.UTF_8))));
        assertEquals(List.of("eins", "zwölf 猫"), TextLines.read(file(gzip(text))));
    }

    @Test
    void badFilesAreExplained() throws IOException {
        refused("not UTF-8 in line 2", "eins\nzwölf".getBytes(StandardCharsets.ISO_8859_1));
        refused("line 1", "eins zwölf".getBytes(StandardCharsets.UTF_16));
        refused("line 2", new byte[] {'\n', (byte) 0xc3});
        refused("no line", new byte[0]);
        refused("no line", " \n \n".getBytes(StandardCharsets.UTF_8));
        byte[] packed = gzip("a sentence\n".repeat(1000));
        refused("damaged", Arrays.copyOf(packed, packed.length - 9));
        packed[packed.length - 5] ^= 1;
        refused("damaged", packed);
        assertThrows(UncheckedIOException.class, () -> TextLines.read(folder.resolve("nothing")));
        assertThrows(UncheckedIOException.class, () -> TextLines.read(folder));
    }
}
