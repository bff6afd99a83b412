package org.elbo.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/**
 * The process that Jupyter starts: one kernel, which ends when it is told to or when Jupyter itself
 * is gone.
 */
public final class KernelMain {
    private static final long FLUSH_MILLIS = 200;
    private static final long PATIENCE_MILLIS = 20_000;
    private static final long WATCH_MILLIS = 1000;

    private KernelMain() {}

    /**
     * Starts the kernel.
     *
     * @param arguments the connection file that Jupyter wrote
     * @throws IOException if the connection file cannot be read
     * @throws GeneralSecurityException if the key of the connection is of an unknown kind
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "expected one argument, the connection file of Jupyter");
        }
        serve(Path.of(arguments[0]));
    }

    private static void serve(Path connectionFile) throws IOException, GeneralSecurityException {
        exitWithParent();
        JavaKernel kernel = JavaKernel.start();
        String json = Files.readString(connectionFile);
        JupyterConnection connection =
                new JupyterConnection(KernelConnectionProperties.parse(json));
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
    }

    /** Ends the process once the last messages are on their way. */
    static void exitSoon() {
        inBackground(
                "exit",
                () -> {
                    Thread.sleep(FLUSH_MILLIS);
                    inBackground(
                            "halt",
                            () -> {
                                Thread.sleep(PATIENCE_MILLIS);
                                Runtime.getRuntime().halt(0);
                            });
                    System.exit(0);
                });
    }

    /** Jupyter names its own process; when it dies without a goodbye the kernel ends too. */
    private static void exitWithParent() {
        String named = System.getenv("JPY_PARENT_PID");
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        if (named != null
                && parent.isPresent()
                && named.equals(Long.toString(parent.get().pid()))) {
            inBackground(
                    "parent",
                    () -> {
                        while (ProcessHandle.current().parent().equals(parent)) {
                            Thread.sleep(WATCH_MILLIS);
                        }
                        Runtime.getRuntime().halt(1);
                    });
        }
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private static void inBackground(String name, Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }
}
