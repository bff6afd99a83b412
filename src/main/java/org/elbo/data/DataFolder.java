package org.elbo.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.elbo.internal.Check;

/**
 * Finds the repository's folder {@code data}: the system property {@code elbo.data} if set, else
 * the environment variable {@code ELBO_DATA}, else {@code data} in the working directory or the
 * nearest folder above it that has what is asked for.
 */
public final class DataFolder {
    private DataFolder() {}

    /**
     * Finds a folder of data.
     *
     * @param name the name under {@code data}, for example {@code mnist}
     * @return the folder
     * @throws IllegalStateException if there is none; the message says where it was looked for
     */
    public static Path find(String name) {
        List<Path> candidates = candidates(name);
        for (Path candidate : candidates) {
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "Data folder '"
                        + name
                        + "' not found, looked for "
                        + candidates
                        + "; start in the repository, or set the environment variable ELBO_DATA (or"
                        + " -Delbo.data=...) to its folder data");
    }

    private static List<Path> candidates(String name) {
        String named = System.getProperty("elbo.data", System.getenv("ELBO_DATA"));
        if (named != null && !named.isBlank()) {
            return List.of(Path.of(named).resolve(name));
        }
        List<Path> candidates = new ArrayList<>();
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            candidates.add(at.resolve("data").resolve(name));
        }
        return candidates;
    }

    /** The file of that name, or of that name and {@code .gz}, in a folder. */
    static Path file(Path folder, String name) {
        Path compressed = folder.resolve(name + ".gz");
        Path plain = folder.resolve(name);
        Check.that(
                Files.exists(compressed) || Files.exists(plain),
                "neither %s.gz nor %s in folder %s: name a folder with IDX files of these names",
                name,
                name,
                folder.toAbsolutePath());
        return Files.exists(compressed) ? compressed : plain;
    }
}
