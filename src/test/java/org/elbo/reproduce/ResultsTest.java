package org.elbo.reproduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
    private static final double NONE = Double.NaN;

    @TempDir Path folder;

    private static Row row(String run, String setting, double epochs, double ours) {
        return new Row(run, setting, "test ELBO", NONE, "", ours, 0.25, 1, epochs, 0.5, "abc1234");
    }

    @Test
    void aRowSurvivesTheFile() throws IOException {
        Row odd =
                new Row(
                        "2026-11-24T22:00:00Z",
                        "Nz = 20, \"wide\"",
                        "−ELBO,\nsecond line",
                        87.3,
                        "recalled, not checked",
                        -101.2346,
                        NONE,
                        -7,
                        32.31,
                        10.5,
                        "abc1234-dirty");
        Results.append("x", folder, List.of(odd));
        assertEquals(List.of(odd), Results.read("x", folder).rows());
    }

    @Test
    void appendingKeepsWhatWasThereAndLeavesNothingElse() throws IOException {
        Results.append("x", folder, List.of(row("a", "s", 1, -1)));
        String before = Files.readString(folder.resolve("x.csv"));
        Path file = Results.append("x", folder, List.of(row("b", "s", 2, -2)));
        String after = Files.readString(file);
        assertTrue(after.startsWith(before));
        assertEquals(3, after.lines().count());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void findsCurvesAndEnds() throws IOException {
        List<Row> rows =
                List.of(
                        row("old", "Nz = 3", 9, -120),
                        row("new", "Nz = 3", 1, -150),
                        row("new", "Nz = 3", 2, -140),
                        row("new", "Nz = 5", 1, -130));
        Results.append("x", folder, rows);
        Results last = Results.read("x", folder).lastRun();
        assertEquals(List.of("Nz = 3", "Nz = 5"), last.settings());
        Results curve = last.of("Nz = 3", "test ELBO");
        assertArrayEquals(new double[] {1, 2}, curve.epochs());
        assertArrayEquals(new double[] {-150, -140}, curve.ours());
        assertArrayEquals(new double[] {-140, -130}, last.ends().ours());
        assertEquals(rows.get(2), curve.last());
        Results all = Results.read("x", folder);
        assertArrayEquals(new double[] {-120, -140, -130}, all.ends().ours());
        assertEquals(4, all.metric("test ELBO").rows().size());
        assertTrue(all.metric("other").isEmpty());
        assertEquals(List.of(rows.get(3)), all.startingWith("Nz = 5").rows());
        assertEquals(rows, all.startingWith("Nz").rows());
        assertTrue(all.startingWith("z").isEmpty());
    }

    /** Two runs that began in the same second are told apart by their seeds. */
    @Test
    void theEndsOfOtherSeedsAreOtherEnds() throws IOException {
        Row one = row("now", "s", 1, -1);
        Row other = new Row("now", "s", "test ELBO", NONE, "", -2, 0.25, 2, 1, 0.5, "abc1234");
        Results.append("x", folder, List.of(one));
        Results.append("x", folder, List.of(other));
        assertEquals(List.of(one, other), Results.read("x", folder).ends().rows());
    }

    @Test
    void withoutAFileItSaysHowToMakeIt() {
        Results none = Results.read("aevb", folder);
        assertTrue(none.isEmpty());
        assertTrue(none.toString().endsWith("org.elbo.reproduce.Reproduce aevb"), none.toString());
        String message = assertThrows(IllegalStateException.class, none::last).getMessage();
        assertEquals(none.toString(), message);
    }

    @Test
    void readsTheLineEndsOfOtherPrograms() {
        assertEquals(
                List.of(List.of("a", "b\"c"), List.of("", "")), Csv.parse("a,\"b\"\"c\"\r\n,\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a,b", "a\n\"b", "a,\"b\"c\n", "\"a\"", "a\rb\n"})
    void whatIsNotCsvIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Csv.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run,setting                    | its first line must be run,setting,metric,paper",
                "''                             | its first line must be",
                "HEADER;a,b,c                   | row 1 has 3 fields instead of 11",
                "HEADER;a,b,c,x,,1,1,1,1,1,d    | row 1: For input string",
                "HEADER;a,b,c,1,,1,1,1.5,1,1,d  | row 1: For input string",
                "HEADER;a,b,c,1,,1,1,1,1,1,cut  | line 2 is cut off",
            })
    void aDamagedFileIsRefusedAndKept(String content, String complaint) throws IOException {
        String end = content.contains("cut") || content.isEmpty() ? "" : "\n";
        String header = String.join(",", Row.HEADER);
        String text = content.replace("HEADER", header).replace(";", "\n") + end;
        Path file = Files.writeString(folder.resolve("x.csv"), text);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Results.append("x", folder, List.of(row("a", "s", 1, -1))))
                        .getMessage();
        assertTrue(message.startsWith(file + " is damaged: " + complaint), message);
        assertEquals(text, Files.readString(file));
    }
}
