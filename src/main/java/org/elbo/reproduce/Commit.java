package org.elbo.reproduce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which version of the program runs. */
final class Commit {
    private Commit() {}

    /**
     * The short name of the commit that is checked out, with "-dirty" if files were changed since,
     * the results themselves apart; "unknown" where there is no git or no repository.
     */
    static String of(Path folder) {
        String head = git(folder, "rev-parse", "--short", "HEAD");
        if (head == null) {
            return "unknown";
        }
        String changes =
                git(folder, "status", "--porcelain", "--", ":/", ":(top,exclude)data/results");
        return changes == null || changes.isEmpty() ? head : head + "-dirty";
    }

    private static String git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output.strip() : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
