package org.elbo.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.elbo.internal.Check;

/**
 * Rows of values under named columns. Prints as aligned text; numbers stand to the right, real
 * numbers with four decimals.
 *
 * <pre>{@code
 * table(Table.of("model", "ELBO (nats)").row("VAE", -98.2).row("IWAE", -95.1));
 * }</pre>
 */
public final class Table {
    private final String[] columns;
    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] numeric;

    private Table(String[] columns) {
        this.columns = columns;
        this.numeric = new boolean[columns.length];
        Arrays.fill(numeric, true);
    }

    /**
     * An empty table.
     *
     * @param columns the names, with units where there are any
     * @return the table, to which rows are added
     */
    public static Table of(String... columns) {
        Check.that(columns.length > 0, "a table needs at least one column");
        return new Table(columns.clone());
    }

    /**
     * Adds a row.
     *
     * @param values one for each column; give a text to format a number in your own way
     * @return this table
     * @throws IllegalArgumentException if there are more or fewer values than columns
     */
    public Table row(Object... values) {
        Check.that(
                values.length == columns.length,
                "a row of %d values in a table of %d columns %s",
                values.length,
                columns.length,
                Arrays.toString(columns));
        String[] row = new String[values.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = text(values[i]);
            numeric[i] &= values[i] instanceof Number;
        }
        rows.add(row);
        return this;
    }

    private static String text(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            double size = Math.abs(number);
            boolean plain = size == 0 || size >= 5e-4 && size < 1e6 || !Double.isFinite(size);
            return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", number);
        }
        if (value instanceof Integer || value instanceof Long) {
            return String.format(Locale.ROOT, "%,d", value);
        }
        return String.valueOf(value);
    }

    /**
     * The table as HTML.
     *
     * @return one {@code table} element
     */
    public String html() {
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        for (int i = 0; i < columns.length; i++) {
            html.append(cell("th", i, columns[i]));
        }
        html.append("</tr></thead><tbody>");
        for (String[] row : rows) {
            html.append("<tr>");
            for (int i = 0; i < row.length; i++) {
                html.append(cell("td", i, row[i]));
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    private String cell(String tag, int column, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        String side = right(column) ? "right" : "left";
        return "<" + tag + " style=\"text-align:" + side + "\">" + escaped + "</" + tag + ">";
    }

    private boolean right(int column) {
        return numeric[column] && !rows.isEmpty();
    }

    /** The table as lines of text in columns. */
    @Override
    public String toString() {
        int[] widths = new int[columns.length];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int longest = rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
            widths[i] = Math.max(columns[i].length(), longest);
        }
        String rule = Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining("  "));
        String body = rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
        return line(columns, widths) + "\n" + rule + (body.isEmpty() ? "" : "\n" + body);
    }

    private String line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String space = " ".repeat(widths[i] - cells[i].length());
            line.append(i == 0 ? "" : "  ");
            line.append(right(i) ? space + cells[i] : cells[i] + space);
        }
        return line.toString().stripTrailing();
    }
}
