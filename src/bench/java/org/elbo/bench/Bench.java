package org.elbo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The benchmark: prints a table and writes {@code target/bench.csv}. Each number comes from a JVM of
 * its own with one or two threads; the share of the peak compares with the best product of the same
 * number of threads in the same run.
 */
public final class Bench {
    private static final String HEADER =
            "what,threads,microseconds,error,examples_per_second,gflops,share_of_peak";

    private final List<String> lines = new ArrayList<>(List.of(HEADER));
    private final Pattern wanted;

    private Bench(String wanted) {
        this.wanted = Pattern.compile(wanted);
    }

    /**
     * Runs what matches.
     *
     * @param args a regular expression that selects among step, operations, memory, mnist, start; all
     *     without it
     * @throws Exception if a JVM cannot be started or the result cannot be written
     */
    public static void main(String[] args) throws Exception {
        new Bench(args.length == 0 || args[0].isEmpty() ? ".*" : args[0]).run();
    }

    private void run() throws Exception {
        System.out.printf(
                "%-44s %7s %10s %8s %12s %8s %6s%n",
                "", "threads", "us", "+-", "examples/s", "GFLOP/s", "peak");
        int cores = Runtime.getRuntime().availableProcessors();
        for (int threads = 1; threads <= Math.min(2, cores); threads++) {
            double peak = Double.NaN;
            if (wanted("step")) {
                peak = peak(threads);
                steps(threads, peak);
            }
            if (wanted("operations")) {
                operations(threads);
            }
        }
        if (wanted("memory")) {
            System.out.println();
            Child.of(Endurance.class).run();
        }
        if (wanted("mnist")) {
            System.out.println("\nTime to a test ELBO of -105 nats on MNIST:");
            Child.of(TimeToElbo.class).run();
        }
        if (wanted("start")) {
            start("from java to the first training step", Child.of(FirstStep.class).seconds());
            start("from java to the kernel's open port", KernelStart.seconds());
        }
        Path file = Path.of("target", "bench.csv");
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
        System.out.println("\nwritten to " + file);
    }

    private boolean wanted(String section) {
        return wanted.matcher(section).find();
    }

    private double peak(int threads) throws RunnerException {
        double best = 0;
        for (RunResult result : measure(Peak.class, threads)) {
            double gflops = Peak.flop() / result.getPrimaryResult().getScore() / 1e3;
            best = Math.max(best, gflops);
            line("sgemm " + Peak.N, threads, result, Double.NaN, gflops, 1);
        }
        return best;
    }

    private void steps(int threads, double peak) throws RunnerException {
        for (RunResult result : measure(TrainingStep.class, threads)) {
            String sizes = result.getParams().getParam("sizes");
            double us = result.getPrimaryResult().getScore();
            double gflops = TrainingStep.flop(sizes) / us / 1e3;
            line(
                    "step " + sizes + " " + result.getParams().getParam("activation"),
                    threads,
                    result,
                    TrainingStep.numbers(sizes)[2] / us * 1e6,
                    gflops,
                    gflops / peak);
        }
        for (RunResult result : measure(LanguageModelStep.class, threads)) {
            String sizes = result.getParams().getParam("sizes");
            double us = result.getPrimaryResult().getScore();
            double gflops = LanguageModelStep.flop(sizes) / us / 1e3;
            double sentences = TrainingStep.numbers(sizes)[2] / us * 1e6;
            line("language model " + sizes, threads, result, sentences, gflops, gflops / peak);
        }
    }

    private void operations(int threads) throws RunnerException {
        for (RunResult result : measure(Operations.class, threads)) {
            String name = result.getParams().getBenchmark();
            line(
                    name.substring(name.lastIndexOf('.') + 1),
                    threads,
                    result,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN);
        }
    }

    private static Iterable<RunResult> measure(Class<?> benchmark, int threads)
            throws RunnerException {
        return new Runner(
                        new OptionsBuilder()
                                .include(Pattern.quote(benchmark.getName()) + "\\..*")
                                .forks(1)
                                .warmupIterations(3)
                                .warmupTime(TimeValue.seconds(1))
                                .measurementIterations(5)
                                .measurementTime(TimeValue.seconds(1))
                                .jvmArgsAppend("-Delbo.threads=" + threads)
                                .verbosity(VerboseMode.SILENT)
                                .build())
                .run();
    }

    private void line(
            String what, int threads, RunResult result, double examples, double gflops, double share) {
        double us = result.getPrimaryResult().getScore();
        double error = result.getPrimaryResult().getScoreError();
        System.out.printf(
                Locale.ROOT,
                "%-44s %7d %10.1f %8.1f %12s %8s %6s%n",
                what,
                threads,
                us,
                error,
                text("%,.0f", examples),
                text("%.1f", gflops),
                text("%.0f %%", 100 * share));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s,%d,%.2f,%.2f,%.1f,%.2f,%.4f",
                        what,
                        threads,
                        us,
                        error,
                        examples,
                        gflops,
                        share));
    }

    private void start(String what, double seconds) {
        System.out.printf(Locale.ROOT, "%-44s %18.0f%n", what, seconds * 1e6);
        lines.add(String.format(Locale.ROOT, "%s,,%.0f,,,,", what, seconds * 1e6));
    }

    private static String text(String format, double number) {
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, format, number);
    }
}
