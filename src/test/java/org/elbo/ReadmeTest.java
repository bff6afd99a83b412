package org.elbo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example runs as it stands, but for fewer data, fewer epochs and another file. */
class ReadmeTest {
    @Test
    void theExampleRuns(@TempDir Path folder) throws IOException {
        Path checkpoint = folder.resolve("vae.safetensors");
        String code = example();
        code = replaced(code, "Mnist.train()", "Mnist.train().first(300)");
        code = replaced(code, "Mnist.test()", "Mnist.test().first(100)");
        code = replaced(code, "epochs(8)", "epochs(1)");
        code = replaced(code, "vae.safetensors", checkpoint.toString().replace('\\', '/'));
        run(code);
        assertTrue(Files.size(checkpoint) > 1_000_000, "the checkpoint was written");
    }

    @Test
    void everyNotebookIsInTheTable() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        try (var files = Files.list(Path.of("notebooks"))) {
            List<String> missing =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".ipynb"))
                            .filter(name -> !readme.contains("(notebooks/" + name + ")"))
                            .toList();
            assertEquals(List.of(), missing, "notebooks that the README does not name");
        }
    }

    private static String example() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertTrue(block.find(), "README.md has a block of Java");
        String code = block.group(1);
        assertFalse(block.find(), "README.md has more than one block of Java: test the others too");
        return code;
    }

    private static String replaced(String code, String what, String with) {
        assertTrue(code.contains(what), "the example no longer has " + what);
        return code.replace(what, with);
    }

    private static void run(String code) {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            String rest = code;
            while (!rest.isBlank()) {
                CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
                assertTrue(next.completeness().isComplete(), "complete statements: " + rest);
                shell.eval(next.source()).forEach(event -> assertRan(shell, event));
                rest = next.remaining();
            }
        }
    }

    private static void assertRan(JShell shell, SnippetEvent event) {
        String source = event.snippet().source();
        List<String> problems =
                shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList();
        assertEquals(Snippet.Status.VALID, event.status(), () -> source + problems);
        assertTrue(event.exception() == null, () -> source + event.exception());
    }
}
