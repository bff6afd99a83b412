package org.elbo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final List<String> received = new ArrayList<>();
    private final Console console =
            new Console((stream, text) -> received.add(stream + " " + text));
    private final PrintStream out = console.stream(Console.Stream.STDOUT);
    private final PrintStream err = console.stream(Console.Stream.STDERR);

    @Test
    void textIsCollectedUntilItIsFlushed() {
        out.println("a");
        out.println("b");
        assertEquals(List.of(), received);
        console.flush();
        assertEquals(
                List.of("STDOUT a\nb\n"), received.stream().map(s -> s.replace("\r", "")).toList());
    }

    @Test
    void theOrderOfTheTwoStreamsIsKept() {
        out.print("1");
        err.print("2");
        out.print("3");
        console.flush();
        assertEquals(List.of("STDOUT 1", "STDERR 2", "STDOUT 3"), received);
    }

    @Test
    void aCharacterIsNeverCutInTwo() {
        byte[] bytes = "σ²😀".getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            out.write(b);
            console.flush();
        }
        received.forEach(piece -> text.append(piece.substring("STDOUT ".length())));
        assertEquals("σ²😀", text.toString());
    }

    @Test
    void muchTextIsSentOnAtOnce() {
        out.print("x".repeat(10_000));
        assertTrue(received.size() >= 1);
    }

    @Test
    void nothingIsSentForNothing() {
        console.flush();
        assertEquals(List.of(), received);
    }
}
