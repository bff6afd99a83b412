package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files in {@code data/}: unchanged, and what they are known to be. */
class ShippedDataTest {
    @ParameterizedTest
    @CsvSource({"mnist, 4", "fashion, 4", "sentences, 3"})
    void checksumsAreThoseOfOrigin(String name, int expected) throws Exception {
        Path folder = DataFolder.find(name);
        String origin = Files.readString(folder.resolve("ORIGIN.md"));
        int files = 0;
        try (var all = Files.newDirectoryStream(folder, "*.gz")) {
            for (Path file : all) {
                String plain = file.getFileName().toString().replace(".gz", "");
                String row = origin.lines().filter(s -> s.contains("`" + plain)).findFirst().get();
                assertTrue(row.contains(sha256(file)), file + " is not the file of " + row);
                files++;
            }
        }
        assertEquals(expected, files);
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in =
                new DigestInputStream(
                        new GZIPInputStream(Files.newInputStream(file), 1 << 16), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** First labels as printed in LeCun's description of the files; counts per digit are known. */
    @Test
    void mnistIsComplete() {
        Images train = Mnist.train();
        Images test = Mnist.test();
        assertEquals("60,000 images of 28 x 28 pixels", train.toString());
        assertEquals(10_000, test.size());
        assertArrayEquals(new int[] {5, 0, 4, 1, 9}, train.first(5).labels());
        assertArrayEquals(new int[] {7, 2, 1, 0, 4}, test.first(5).labels());
        assertEquals(6742, train.rowsWithLabel(1).length);
        assertEquals(5421, train.rowsWithLabel(5).length);
    }

    /** Mean pixel of the training set, 0.13066, as used by everyone who standardises it. */
    @Test
    void meanPixelOfMnistIsTheKnownOne() {
        double mean = 0;
        Images train = Mnist.train();
        for (int from = 0; from < 60_000; from += 100) {
            mean += train.pixels(from, from + 100).meanNumber().doubleValue() / 600;
        }
        assertEquals(0.13066, mean, 5e-6);
    }

    @Test
    void fashionIsASampleOfAllClasses() {
        Images train = FashionMnist.train();
        assertEquals(10_000, train.size());
        assertEquals(2_000, FashionMnist.test().size());
        assertEquals("ankle boot", FashionMnist.NAMES.get(train.label(0)));
        for (int label = 0; label < 10; label++) {
            assertEquals(1000, train.rowsWithLabel(label).length, 100);
        }
    }

    @Test
    void aMissingFolderIsExplained() {
        String message =
                assertThrows(IllegalStateException.class, () -> DataFolder.find("no-such-data"))
                        .getMessage();
        assertTrue(message.contains("no-such-data") && message.contains("ELBO_DATA"), message);
    }

    @Test
    void thePropertyNamesTheFolder() {
        Path data = DataFolder.find("mnist").getParent();
        System.setProperty("elbo.data", data.toString());
        try {
            assertEquals(data.resolve("fashion"), DataFolder.find("fashion"));
            System.setProperty("elbo.data", data.resolve("mnist").toString());
            assertThrows(IllegalStateException.class, () -> DataFolder.find("mnist"));
        } finally {
            System.clearProperty("elbo.data");
        }
    }
}
