package org.elbo.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.elbo.internal.Check;

/** A text file, plain or compressed with gzip, as lines: one sentence each. */
public final class TextLines {
    /** No text of this course is longer; a file that unpacks to more is refused. */
    private static final int MOST_BYTES = 1 << 27;

    private TextLines() {}

    /**
     * Reads a file whole; whether it is compressed is seen from its first bytes, not from its name.
     *
     * @param file the file, in UTF-8, with or without a byte order mark
     * @return its lines but for blank ones, at least one
     * @throws IllegalArgumentException if the text is not in UTF-8, is empty or longer than 128
     *     MiB, or its compressed data is damaged; the message says where and what to do
     * @throws UncheckedIOException if the file cannot be opened or read
     */
    public static List<String> read(Path file) {
        List<String> lines =
                decoded(file, bytes(file))
                        .lines()
                        .filter(line -> !line.isBlank())
                        .collect(Collectors.toList());
        Check.that(!lines.isEmpty(), "text file %s has no line with text", file);
        return lines;
    }

    private static byte[] bytes(Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = Idx.decompressed(raw)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            Check.that(
                    bytes.length <= MOST_BYTES,
                    "text file %s is longer than %d bytes; cut it into parts",
                    file,
                    MOST_BYTES);
            return bytes;
        } catch (EOFException | ZipException e) {
            throw new IllegalArgumentException(
                    "text file " + file + " is damaged (" + e.getMessage() + "); get it again", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
        }
    }

    private static String decoded(Path file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
        String text = out.flip().toString();
        Check.that(
                !result.isError(),
                "text file %s is not UTF-8 in line %d; convert it, for example with iconv"
                        + " -f ISO-8859-1 -t UTF-8",
                file,
                1 + text.chars().filter(c -> c == '\n').count());
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
