package org.elbo.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/** Ten thousand warm steps: what each allocates, and whether the process grows. */
public final class Endurance {
    private static final int WARM = 10_000;
    private static final int STEPS = 10_000;

    private Endurance() {}

    /**
     * Runs and prints.
     *
     * @param args none
     * @throws IOException if the process's memory cannot be read
     */
    public static void main(String[] args) throws IOException {
        TrainingStep training = new TrainingStep();
        training.make();
        for (int i = 0; i < WARM; i++) {
            training.step();
        }
        long heap = heap();
        long outside = Pointer.totalBytes();
        double before = residentMegabytes();
        for (int i = 0; i < STEPS; i++) {
            training.step();
        }
        System.out.printf(
                Locale.ROOT,
                "%,d warm steps: %d bytes of heap and %d bytes outside it a step; resident memory"
                        + " %.1f MB before, %.1f MB after%n",
                STEPS,
                (heap() - heap) / STEPS,
                (Pointer.totalBytes() - outside) / STEPS,
                before,
                residentMegabytes());
    }

    /** Bytes that all threads have allocated so far. */
    private static long heap() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** NaN where the system does not tell (it is read on Linux). */
    private static double residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        String line =
                Files.readAllLines(status).stream()
                        .filter(l -> l.startsWith("VmRSS"))
                        .findFirst()
                        .orElseThrow();
        return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
    }
}
