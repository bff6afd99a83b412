package org.elbo.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.elbo.kernel.KernelMain;

/** How long the Java kernel takes from the start of its process until its shell port is open. */
final class KernelStart {
    private KernelStart() {}

    static double seconds() throws IOException, InterruptedException {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            best = Math.min(best, once());
        }
        return best;
    }

    private static double once() throws IOException, InterruptedException {
        int[] ports = freePorts();
        Path file = Files.createTempFile("kernel", ".json");
        Files.writeString(
                file,
                String.format(
                        """
                        {"transport": "tcp", "ip": "127.0.0.1", "key": "bench",
                         "signature_scheme": "hmac-sha256", "shell_port": %d, "iopub_port": %d,
                         "stdin_port": %d, "control_port": %d, "hb_port": %d}
                        """,
                        ports[0], ports[1], ports[2], ports[3], ports[4]));
        long start = System.nanoTime();
        Process kernel = Child.of(KernelMain.class, file.toString()).start();
        try {
            while (!open(ports[0])) {
                if (!kernel.isAlive()) {
                    throw new IOException("the kernel ended with " + kernel.exitValue());
                }
                Thread.sleep(2);
            }
            return (System.nanoTime() - start) * 1e-9;
        } finally {
            kernel.destroyForcibly().waitFor();
            Files.delete(file);
        }
    }

    private static int[] freePorts() throws IOException {
        ServerSocket[] sockets = new ServerSocket[5];
        int[] ports = new int[5];
        for (int i = 0; i < 5; i++) {
            sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            ports[i] = sockets[i].getLocalPort();
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private static boolean open(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
