package org.elbo.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.elbo.data.DataFolder;
import org.elbo.internal.Check;

/**
 * What runs of an experiment found: the rows of {@code data/results/NAME.csv} in the order in which
 * they were measured.
 *
 * <pre>{@code
 * Results curve = Results.read("aevb").lastRun().of("Nz = 20", "test ELBO");
 * plot.line("Nz = 20", curve.epochs(), curve.ours());
 * }</pre>
 */
public final class Results {
    private final String experiment;
    private final List<Row> rows;

    private Results(String experiment, List<Row> rows) {
        this.experiment = experiment;
        this.rows = List.copyOf(rows);
    }

    /**
     * Reads the results of an experiment from {@code data/results}.
     *
     * @param experiment its name
     * @return its rows, none if there is no file yet
     * @throws IllegalArgumentException if the file is damaged
     */
    public static Results read(String experiment) {
        return read(experiment, DataFolder.find("results"));
    }

    static Results read(String experiment, Path folder) {
        Path file = file(experiment, folder);
        try {
            return new Results(experiment, Files.exists(file) ? rows(file) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Path file(String experiment, Path folder) {
        return folder.resolve(experiment + ".csv");
    }

    private static List<Row> rows(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException | MalformedInputException e) {
            throw new IllegalArgumentException(
                    file + " is damaged: " + e.getMessage() + "; mend it or move it away", e);
        }
    }

    /** The rows of a file's text. */
    static List<Row> parse(String text) {
        List<List<String>> lines = Csv.parse(text);
        Check.that(
                !lines.isEmpty() && lines.get(0).equals(Row.HEADER),
                "its first line must be %s",
                String.join(",", Row.HEADER));
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            rows.add(row(lines.get(i), i));
        }
        return rows;
    }

    private static Row row(List<String> fields, int number) {
        Check.that(
                fields.size() == Row.HEADER.size(),
                "row %d has %d fields instead of %d",
                number,
                fields.size(),
                Row.HEADER.size());
        try {
            return Row.of(fields);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("row " + number + ": " + e.getMessage(), e);
        }
    }

    /**
     * Appends rows to a file, which is replaced in one step: it never holds half of them.
     *
     * @return the file
     */
    static Path append(String experiment, Path folder, List<Row> more) throws IOException {
        List<Row> all = new ArrayList<>(read(experiment, folder).rows);
        all.addAll(more);
        Path file = file(experiment, folder);
        Path temporary = folder.resolve("." + experiment + "." + System.nanoTime() + ".part");
        try {
            Files.writeString(temporary, text(all));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return file;
    }

    /** The text of a file with these rows. */
    static String text(List<Row> rows) {
        StringBuilder text = new StringBuilder(Csv.line(Row.HEADER));
        rows.forEach(row -> text.append(Csv.line(row.fields())));
        return text.toString();
    }

    /**
     * All rows.
     *
     * @return a list that cannot be changed
     */
    public List<Row> rows() {
        return rows;
    }

    /**
     * Whether there are no rows.
     *
     * @return true if nothing has been measured
     */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * The rows of the run that was recorded last.
     *
     * @return some of these rows
     */
    public Results lastRun() {
        return only(row -> row.run().equals(last().run()));
    }

    /**
     * The rows of one setting and metric: a learning curve.
     *
     * @param setting which model
     * @param metric what was measured
     * @return some of these rows, perhaps none
     */
    public Results of(String setting, String metric) {
        return only(row -> row.setting().equals(setting) && row.metric().equals(metric));
    }

    /**
     * The rows of a part of an experiment.
     *
     * @param prefix how the names of its settings begin
     * @return some of these rows, perhaps none
     */
    public Results startingWith(String prefix) {
        return only(row -> row.setting().startsWith(prefix));
    }

    private Results only(Predicate<Row> wanted) {
        return new Results(experiment, rows.stream().filter(wanted).toList());
    }

    /**
     * What each run ended with: its last measurement of each setting and metric.
     *
     * @return some of these rows
     */
    public Results ends() {
        Map<List<Object>, Row> last = new LinkedHashMap<>();
        rows.forEach(r -> last.put(List.of(r.run(), r.seed(), r.setting(), r.metric()), r));
        return new Results(experiment, List.copyOf(last.values()));
    }

    /**
     * The rows of a metric.
     *
     * @param metric what was measured
     * @return some of these rows, perhaps none
     */
    public Results metric(String metric) {
        return only(row -> row.metric().equals(metric));
    }

    /**
     * The settings that occur.
     *
     * @return each once, in the order in which they first appear
     */
    public List<String> settings() {
        return rows.stream().map(Row::setting).distinct().toList();
    }

    /**
     * The last row.
     *
     * @return a row
     * @throws IllegalStateException if there is none
     */
    public Row last() {
        if (rows.isEmpty()) {
            throw new IllegalStateException(toString());
        }
        return rows.get(rows.size() - 1);
    }

    /**
     * How often the training data had been visited.
     *
     * @return one number for each row
     */
    public double[] epochs() {
        return column(Row::epochs);
    }

    /**
     * What was measured.
     *
     * @return one number for each row
     */
    public double[] ours() {
        return column(Row::ours);
    }

    private double[] column(ToDoubleFunction<Row> field) {
        return rows.stream().mapToDouble(field).toArray();
    }

    /** How many rows there are or, if there are none, how to make them. */
    @Override
    public String toString() {
        return rows.isEmpty()
                ? "no results of '" + experiment + "' yet; make them with: " + command(experiment)
                : rows.size() + " results of '" + experiment + "'";
    }

    /** What to type in a shell, in the repository's folder. */
    static String command(String arguments) {
        return "java -cp \"target/elbo.jar:$(cat target/kernel.classpath)\" "
                + Reproduce.class.getName()
                + " "
                + arguments;
    }
}
