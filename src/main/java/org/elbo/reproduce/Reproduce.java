package org.elbo.reproduce;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.elbo.data.DataFolder;
import org.elbo.internal.Check;

/**
 * Runs an experiment of a paper again, in a shell in the repository's folder after {@code mvn
 * package -DskipTests -DskipNotebooks}:
 *
 * <pre>{@code
 * java -cp "target/elbo.jar:$(cat target/kernel.classpath)" org.elbo.reproduce.Reproduce aevb
 * }</pre>
 *
 * <p>Without a name it lists the experiments and the options. It prints where it stands and what is
 * left, and appends what it measured to {@code data/results/NAME.csv} at the end. Interrupted
 * (Ctrl-C, SIGTERM), it says how to go on: the same command does, from the checkpoint that is
 * written after every epoch, to exactly the numbers of a run that was never interrupted.
 */
public final class Reproduce {
    /** All experiments; a new one is added here. */
    static final List<Experiment> EXPERIMENTS =
            List.of(
                    new AevbFigure(),
                    new Cs236Homework(),
                    new IwaeTable(),
                    new DlgmTable(),
                    new SemiSupervisedTable(),
                    BetaTable.small(),
                    BetaTable.full(),
                    new IbpTable(),
                    new SentencesTable(),
                    new ConfounderTable());

    private final List<Experiment> experiments;
    private final PrintStream out;

    Reproduce(List<Experiment> experiments, PrintStream out) {
        this.experiments = experiments;
        this.out = out;
    }

    /**
     * The command.
     *
     * @param args the name of an experiment, then options
     */
    public static void main(String[] args) {
        Thread worker = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker, ended)));
        int status = new Reproduce(EXPERIMENTS, System.out).run(args);
        ended.countDown();
        System.exit(status);
    }

    /** What a signal does: asks the run to stop and waits until it has. */
    private static void stop(Thread worker, CountDownLatch ended) {
        worker.interrupt();
        try {
            ended.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the command; 0 if all went well, 1 if it was interrupted, 2 if it was wrong. */
    int run(String... args) {
        try {
            return args.length == 0 ? list() : run(Arguments.of(args), args);
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            out.println(e instanceof IOException ? e.toString() : e.getMessage());
            return 2;
        }
    }

    private int list() {
        out.println("Experiments:");
        for (Experiment e : experiments) {
            out.printf("  %-12s %s; %d epochs unless told%n", e.name(), e.about(), e.epochs());
        }
        out.println("Options:");
        Arguments.OPTIONS.forEach((name, text) -> out.printf("  %-12s %s%n", name, text));
        out.println("Run one with: " + Results.command("NAME [OPTION VALUE] ..."));
        return 0;
    }

    private int run(Arguments arguments, String... args) throws IOException {
        Experiment experiment = arguments.experiment(experiments);
        Options options = arguments.options(experiment.epochs());
        Path results = arguments.folder("--results", () -> DataFolder.find("results"));
        Check.that(
                Files.isDirectory(results), "the folder of results, %s, does not exist", results);
        Results.read(experiment.name(), results); // a damaged file is to be found before the work

        Path folder = arguments.folder("--checkpoint", () -> Path.of("target", "reproduce"));
        Files.createDirectories(folder);
        Path file = folder.resolve(experiment.name() + "-" + options.seed() + ".safetensors");
        Run run = new Run(experiment, options, file, start(), out::println);
        try {
            List<Row> rows = run.finish();
            Path table = Results.append(experiment.name(), results, rows);
            run.clean();
            out.printf("%d rows appended to %s%n", rows.size(), table);
            return 0;
        } catch (CancellationException | ClosedByInterruptException e) {
            Thread.interrupted(); // the request is answered here
            out.println(Files.exists(file) ? howToGoOn(run, file, args) : "Interrupted at once.");
            return 1;
        }
    }

    private static String howToGoOn(Run run, Path file, String... args) {
        return String.format(
                "Interrupted. The checkpoint %s holds the state after %s.%n"
                        + "To go on from there: %s%n"
                        + "To begin anew, remove it first.",
                file, run, Results.command(String.join(" ", args)));
    }

    private static Position start() {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return Position.start(now, Commit.of(Path.of("").toAbsolutePath()));
    }
}
