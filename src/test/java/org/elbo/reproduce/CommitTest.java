package org.elbo.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {
    @TempDir Path folder;

    private boolean git(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=a"));
        command.addAll(List.of("-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void tellsTheCommitAndWhetherAnythingButResultsHasChanged() throws Exception {
        assertEquals("unknown", Commit.of(folder));
        assumeTrue(git("init"), "there is no git here");
        assertEquals("unknown", Commit.of(folder));
        Path source = Files.writeString(folder.resolve("A.java"), "class A {}");
        assertTrue(git("add", ".") && git("commit", "-m", "first"));
        String clean = Commit.of(folder);
        assertTrue(clean.matches("[0-9a-f]{4,40}"), clean);

        Path results = Files.createDirectories(folder.resolve("data/results"));
        Files.writeString(results.resolve("aevb.csv"), "run\n");
        assertEquals(clean, Commit.of(folder));
        Files.writeString(source, "class A { int b; }");
        assertEquals(clean + "-dirty", Commit.of(folder));
        assertEquals(clean + "-dirty", Commit.of(results));
    }
}
