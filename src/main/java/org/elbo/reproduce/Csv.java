package org.elbo.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.elbo.internal.Check;

/**
 * Comma-separated values as in RFC 4180: a field with a comma, a quote or a line's end is quoted.
 */
final class Csv {
    private Csv() {}

    static String line(List<String> fields) {
        return fields.stream().map(Csv::quoted).collect(Collectors.joining(",")) + "\n";
    }

    private static String quoted(String field) {
        boolean plain =
                field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /**
     * Reads lines.
     *
     * @throws IllegalArgumentException if a quote is out of place or not closed, or the last line
     *     has no end
     */
    static List<List<String>> parse(String text) {
        return new Parser(text).lines();
    }

    private static final class Parser {
        private final String text;
        private int at;
        private int line = 1;

        Parser(String text) {
            this.text = text;
        }

        List<List<String>> lines() {
            List<List<String>> lines = new ArrayList<>();
            while (at < text.length()) {
                lines.add(fields());
                line++;
            }
            return lines;
        }

        private List<String> fields() {
            List<String> fields = new ArrayList<>();
            do {
                fields.add(peek() == '"' ? quotedField() : plainField());
            } while (next() == ',');
            return fields;
        }

        private char peek() {
            Check.that(at < text.length(), "line %d is cut off", line);
            return text.charAt(at);
        }

        /** Steps over a comma, or over the end of a line with or without carriage return. */
        private char next() {
            char c = peek();
            at++;
            if (c == '\r' && peek() == '\n') {
                c = text.charAt(at++);
            }
            Check.that(c == ',' || c == '\n', "line %d has a quote out of place", line);
            return c;
        }

        private String plainField() {
            int start = at;
            while (",\"\r\n".indexOf(peek()) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private String quotedField() {
            StringBuilder field = new StringBuilder();
            at++;
            while (peek() != '"' || at + 1 < text.length() && text.charAt(at + 1) == '"') {
                at += peek() == '"' ? 1 : 0;
                field.append(text.charAt(at++));
            }
            at++;
            return field.toString();
        }
    }
}
