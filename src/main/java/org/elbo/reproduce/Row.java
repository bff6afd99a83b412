package org.elbo.reproduce;

import java.util.List;
import java.util.Locale;

/**
 * One measured number of a run, beside the paper's. The rows of one setting and metric over growing
 * epochs are a learning curve; the last of them is the result.
 *
 * @param run when the run was started, in UTC; the same in all its rows
 * @param setting which of the experiment's models
 * @param metric what was measured, with its sign as in the paper
 * @param paper the paper's number, NaN if there is none
 * @param source where the paper says so, with everything that must be said about it
 * @param ours the measured number
 * @param standardError of it, over the test data; NaN if it has none
 * @param seed of the run
 * @param epochs how often the training data had been visited
 * @param minutes spent on this setting until then, measuring included
 * @param commit the program that did it; "-dirty" if it was changed since that commit
 */
public record Row(
        String run,
        String setting,
        String metric,
        double paper,
        String source,
        double ours,
        double standardError,
        long seed,
        double epochs,
        double minutes,
        String commit) {
    /** The names of the columns. */
    static final List<String> HEADER =
            List.of(
                    "run",
                    "setting",
                    "metric",
                    "paper",
                    "source",
                    "ours",
                    "standard_error",
                    "seed",
                    "epochs",
                    "minutes",
                    "commit");

    List<String> fields() {
        return List.of(
                run,
                setting,
                metric,
                text("%s", paper),
                source,
                text("%.4f", ours),
                text("%.4f", standardError),
                Long.toString(seed),
                text("%.2f", epochs),
                text("%.1f", minutes),
                commit);
    }

    private static String text(String format, double number) {
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, format, number);
    }

    /** The row in a line of a file; throws NumberFormatException where a number is none. */
    static Row of(List<String> f) {
        return new Row(
                f.get(0),
                f.get(1),
                f.get(2),
                number(f.get(3)),
                f.get(4),
                number(f.get(5)),
                number(f.get(6)),
                Long.parseLong(f.get(7)),
                number(f.get(8)),
                number(f.get(9)),
                f.get(10));
    }

    private static double number(String text) {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }
}
