package org.elbo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SafeTensorsTest {
    @TempDir Path folder;

    private static byte[] file(String header, float... values) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 4 * values.length);
        bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private String errorFor(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("hostile.safetensors"), content);
        return assertThrows(IllegalArgumentException.class, () -> SafeTensors.read(file))
                .getMessage();
    }

    @Test
    void writesTheBytesThatTheFormatAsksFor() throws IOException {
        Path file = folder.resolve("a.safetensors");
        SafeTensors.write(file, Map.of("w", Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}})));
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        assertArrayEquals(file(padded, 1, 2, 3, 4), Files.readAllBytes(file));
    }

    @Test
    void keepsTextsBesideTheArrays() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Map<String, String> texts = Map.of("rows", "a,\"b\"\nc,\u00e9", "epoch", "3");
        SafeTensors.write(file, Map.of("w", Nd4j.createFromArray(new float[][] {{1}})), texts);
        assertEquals(texts, SafeTensors.metadata(file));
        assertEquals(1, SafeTensors.read(file).get("w").getFloat(0));
        SafeTensors.write(file, Map.of(), texts);
        assertEquals(texts, SafeTensors.metadata(file));
    }

    @Test
    void readsAFileWrittenByHandWithMetadataAndInAnyOrder() throws IOException {
        String header =
                "{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"b\":{\"shape\":[1,2],\"data_offsets\":[4,12],\"dtype\":\"F32\"},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}   ";
        Path file = Files.write(folder.resolve("b.safetensors"), file(header, 7, 8, 9));
        Map<String, INDArray> tensors = SafeTensors.read(file);
        assertEquals(List.of("a", "b"), List.copyOf(tensors.keySet()));
        assertEquals(7, tensors.get("a").getFloat(0));
        assertArrayEquals(new long[] {1, 2}, tensors.get("b").shape());
        assertEquals(9, tensors.get("b").getFloat(0, 1));
    }

    @Test
    void readsBackWhatItWroteWhateverTheNamesRanksAndOrders() throws IOException {
        INDArray matrix = Nd4j.rand(3, 5);
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        tensors.put("scalar", Nd4j.scalar(3.5f));
        tensors.put("transposed", matrix.transpose());
        tensors.put("quote \" backslash \\ and µ", Nd4j.rand(2, 3, 4));
        tensors.put("fortran", matrix.dup('f'));
        Path file = folder.resolve("c.safetensors");
        SafeTensors.write(file, tensors);
        Map<String, INDArray> read = SafeTensors.read(file);
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.keySet()));
        tensors.forEach((name, value) -> assertEquals(value, read.get(name), name));
    }

    @Test
    void leavesNothingButTheFile() throws IOException {
        SafeTensors.write(folder.resolve("d.safetensors"), Map.of("a", Nd4j.scalar(1f)));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]  | does not begin with '{'",
                "{}  | take 0 bytes, but 8 are there",
                "{'a':3} | BEGIN_OBJECT",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} x | not JSON",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]} | not JSON",
                "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}} | only F32",
                "{'a':{'dtype':'F32','shape':[2]}} | needs dtype, shape and two",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,9]}} | two data_offsets",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'z':1}} | unexpected 'z'",
                "{'a':{'dtype':'F32','shape':[2],'shape':[2]}} | unexpected 'shape'",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | takes 12 bytes",
                "{'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}} | not only numbers",
                "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}} | 1.5",
                "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | negative number -2",
                "{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}} | empty or too large",
                "{'a':{'dtype':'F32','shape':[4611686018427387906],'data_offsets':[0,8]}} | too large",
                "{'a':{'dtype':'F32','shape':[65536,65536,1],'data_offsets':[0,8]}} | too large",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | take 4 bytes, but 8",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | take 16 bytes, but 8",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | begins at byte 4",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | span -8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                        + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | begins at byte 4",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
                        + "'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 'a' twice",
                "{'__metadata__':{'a':3}} | not only strings",
            })
    void refusesAHeaderThatIsWrong(String header, String expected) throws IOException {
        String message = errorFor(file(header.replace('\'', '"'), 1, 2));
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains("hostile.safetensors"), message);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 19, 100_000_001, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
    void refusesAHeaderLengthThatIsOutside(long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        assertTrue(errorFor(bytes.array()).contains("2 to 18 are possible"));
    }

    @Test
    void refusesAFileThatIsTooShortOrNotText() throws IOException {
        assertTrue(errorFor(new byte[0]).contains("only 0 bytes"));
        byte[] content = file("{\"a\": 1}");
        content[10] = (byte) 0xff;
        assertTrue(errorFor(content).contains("not UTF-8"));
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        Path file = folder.resolve("whole.safetensors");
        SafeTensors.write(file, Map.of("w", Nd4j.rand(2, 3), "b", Nd4j.rand(1, 3)));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            errorFor(java.util.Arrays.copyOf(whole, length));
        }
    }

    /** Whatever is wrong, the answer is a sound result or the one documented exception. */
    @Test
    void survivesRandomDamage() throws IOException {
        Path file = folder.resolve("damaged.safetensors");
        SafeTensors.write(file, Map.of("w", Nd4j.rand(2, 3), "b", Nd4j.rand(1, 3)));
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom rng = new SplittableRandom(9);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] damaged = whole.clone();
            for (int hits = 1 + rng.nextInt(3); hits > 0; hits--) {
                damaged[rng.nextInt(whole.length - 36)] = (byte) rng.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                assertTrue(SafeTensors.read(file).size() <= 2);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertTrue(refused > 300, refused + " of 500 refused");
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNoTemporaryOne() throws IOException {
        Path file = folder.resolve("kept.safetensors");
        SafeTensors.write(file, Map.of("a", Nd4j.scalar(1f)));
        Map<String, INDArray> second = new LinkedHashMap<>();
        second.put("a", Nd4j.scalar(2f));
        second.put("empty", Nd4j.empty());
        assertThrows(IllegalArgumentException.class, () -> SafeTensors.write(file, second));
        assertEquals(1, SafeTensors.read(file).get("a").getFloat(0));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    /**
     * A process that saves all the time is killed; what is on the disk is always one whole save.
     */
    @Test
    void aSaveThatIsKilledLeavesAWholeFile() throws Exception {
        Path file = folder.resolve("killed.safetensors");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String[] command = {
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Saver.class.getName(),
            file.toString()
        };
        Process saver = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            while (!Files.exists(file) && saver.isAlive()) {
                Thread.sleep(20);
            }
            Thread.sleep(333);
        } finally {
            saver.destroyForcibly().waitFor();
        }
        INDArray saved = SafeTensors.read(file).get("w");
        assertEquals(1_000_000, saved.length());
        assertEquals(saved.getFloat(0), saved.minNumber().floatValue());
        assertEquals(saved.getFloat(0), saved.maxNumber().floatValue());
    }

    /** Saves ever new numbers until it is killed. */
    static final class Saver {
        private Saver() {}

        public static void main(String[] args) throws IOException {
            for (int i = 0; ; i++) {
                SafeTensors.write(
                        Path.of(args[0]), Map.of("w", Nd4j.valueArrayOf(1_000_000, (float) i)));
            }
        }
    }
}
