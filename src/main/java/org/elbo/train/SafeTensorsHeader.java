package org.elbo.train;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elbo.internal.Check;

/**
 * The header of a safetensors file, checked: the entries fill the rest of the file without hole or
 * overlap, and each has the length that its shape asks for.
 *
 * @param dataStart where the numbers begin in the file
 * @param entries the arrays in the order of their places
 * @param metadata texts by name
 */
record SafeTensorsHeader(long dataStart, List<Entry> entries, Map<String, String> metadata) {
    private static final int LONGEST = 100_000_000;

    /** One array: its bytes lie from begin to end (exclusive), counted from the data's start. */
    record Entry(String name, long[] shape, long begin, long end) {}

    static SafeTensorsHeader read(FileChannel in, Path file) throws IOException {
        long size = in.size();
        try {
            ByteBuffer text = text(in, size);
            Map<String, String> metadata = new LinkedHashMap<>();
            String json = StandardCharsets.UTF_8.newDecoder().decode(text).toString();
            List<Entry> entries = parse(json, metadata);
            long dataStart = 8L + text.limit();
            checkPlaces(entries, size - dataStart);
            return new SafeTensorsHeader(dataStart, entries, metadata);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw unsound(file, e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw unsound(file, "its header is not UTF-8", e);
        }
    }

    private static IllegalArgumentException unsound(Path file, String what, Exception cause) {
        return new IllegalArgumentException(
                file + " is not a sound safetensors file of 32-bit floats: " + what, cause);
    }

    private static ByteBuffer text(FileChannel in, long size) throws IOException {
        Check.that(size >= 10, "it has only %d bytes", size);
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        SafeTensors.readFully(in, length, 0);
        long bytes = length.getLong(0);
        Check.that(
                bytes >= 2 && bytes <= Math.min(LONGEST, size - 8),
                "its header says it has %d bytes, but 2 to %d are possible",
                bytes,
                Math.min(LONGEST, size - 8));
        ByteBuffer text = ByteBuffer.allocate((int) bytes);
        SafeTensors.readFully(in, text, 8);
        return text.flip();
    }

    private static List<Entry> parse(String json, Map<String, String> metadata) {
        Check.that(json.startsWith("{"), "its header does not begin with '{'");
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            List<Entry> entries = entries(reader, metadata);
            Check.that(reader.peek() == JsonToken.END_DOCUMENT, "its header goes on after the end");
            return entries;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "its header is not JSON (" + e.getMessage() + ")", e);
        }
    }

    private static List<Entry> entries(JsonReader reader, Map<String, String> metadata)
            throws IOException {
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            Check.that(names.add(name), "its header has '%s' twice", name);
            if (name.equals("__metadata__")) {
                readMetadata(reader, metadata);
            } else {
                entries.add(entry(name, reader));
            }
        }
        reader.endObject();
        entries.sort(Comparator.comparingLong(Entry::begin));
        return entries;
    }

    private static void readMetadata(JsonReader reader, Map<String, String> metadata)
            throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            Check.that(reader.peek() == JsonToken.STRING, "its __metadata__ has not only strings");
            metadata.put(name, reader.nextString());
        }
        reader.endObject();
    }

    private static Entry entry(String name, JsonReader reader) throws IOException {
        String type = null;
        long[] shape = null;
        long[] offsets = null;
        reader.beginObject();
        while (reader.hasNext()) {
            String key = reader.nextName();
            if (key.equals("dtype") && type == null) {
                type = reader.nextString();
            } else if (key.equals("shape") && shape == null) {
                shape = numbers(name, reader);
            } else if (key.equals("data_offsets") && offsets == null) {
                offsets = numbers(name, reader);
            } else {
                throw new IllegalArgumentException(
                        "the entry '" + name + "' has an unexpected '" + key + "'");
            }
        }
        reader.endObject();
        Check.that(
                type != null && shape != null && offsets != null && offsets.length == 2,
                "the entry '%s' needs dtype, shape and two data_offsets",
                name);
        Check.that(type.equals("F32"), "'%s' has dtype %s, only F32 is read", name, type);
        Entry entry = new Entry(name, shape, offsets[0], offsets[1]);
        checkLength(entry);
        return entry;
    }

    private static long[] numbers(String name, JsonReader reader) throws IOException {
        List<Long> numbers = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            Check.that(
                    reader.peek() == JsonToken.NUMBER, "the entry '%s' has not only numbers", name);
            long number = reader.nextLong();
            Check.that(number >= 0, "the entry '%s' has the negative number %d", name, number);
            numbers.add(number);
        }
        reader.endArray();
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static void checkLength(Entry entry) {
        long bytes = entry.end - entry.begin;
        long expected = Float.BYTES;
        for (long size : entry.shape) {
            // The bound is checked before the product, which therefore cannot overflow.
            boolean fits = size > 0 && size <= Integer.MAX_VALUE / expected;
            Check.that(
                    fits,
                    "'%s' has shape %s, which is empty or too large",
                    entry.name,
                    Arrays.toString(entry.shape));
            expected *= size;
        }
        Check.that(
                bytes == expected,
                "'%s' has shape %s, which takes %d bytes, but its offsets span %d",
                entry.name,
                Arrays.toString(entry.shape),
                expected,
                bytes);
    }

    private static void checkPlaces(List<Entry> entries, long dataBytes) {
        long end = 0;
        for (Entry entry : entries) {
            Check.that(
                    entry.begin == end,
                    "'%s' begins at byte %d of the data, but the array before it ends at %d",
                    entry.name,
                    entry.begin,
                    end);
            end = entry.end;
        }
        Check.that(end == dataBytes, "its arrays take %d bytes, but %d are there", end, dataBytes);
    }
}
