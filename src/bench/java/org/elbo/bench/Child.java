package org.elbo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, with the class path of this one. */
final class Child {
    private final List<String> command;

    private Child(List<String> command) {
        this.command = command;
    }

    static Child of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new Child(command);
    }

    /** Starts it; what it prints is printed. */
    Process start() throws IOException {
        return new ProcessBuilder(command).inheritIO().start();
    }

    void run() throws IOException, InterruptedException {
        int status = start().waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with " + status);
        }
    }

    /** The shortest of three runs, from the start of the process to its end. */
    double seconds() throws IOException, InterruptedException {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            run();
            best = Math.min(best, (System.nanoTime() - start) * 1e-9);
        }
        return best;
    }
}
