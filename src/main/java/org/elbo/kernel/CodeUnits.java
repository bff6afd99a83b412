package org.elbo.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Cuts a cell into the units that JShell evaluates one by one: imports, declarations, statements,
 * expressions.
 */
final class CodeUnits {
    /**
     * One unit.
     *
     * @param source what JShell is given: the text of the unit, with a semicolon where one is
     *     optional
     * @param start where the unit begins in the cell, in characters
     * @param end where it ends
     * @param completeness what JShell says of the unit
     */
    record Unit(String source, int start, int end, Completeness completeness) {}

    private final SourceCodeAnalysis analysis;

    CodeUnits(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    List<Unit> of(String code) {
        List<Unit> units = new ArrayList<>();
        int at = skipBlank(code, 0);
        while (at < code.length()) {
            Unit unit = next(code, at);
            units.add(unit);
            at = skipBlank(code, unit.end());
        }
        return units;
    }

    private Unit next(String code, int at) {
        String rest = code.substring(at);
        CompletionInfo info = analysis.analyzeCompletion(rest);
        boolean cut =
                info.completeness() == Completeness.COMPLETE
                        || info.completeness() == Completeness.COMPLETE_WITH_SEMI;
        if (!cut || info.source().isBlank()) {
            return new Unit(rest.stripTrailing(), at, code.length(), info.completeness());
        }
        int end = code.length() - info.remaining().length();
        return new Unit(
                info.source().stripTrailing(), at, Math.max(end, at + 1), info.completeness());
    }

    /**
     * The first place at or after {@code at} that is neither white space, a stray semicolon nor
     * inside a comment.
     */
    private static int skipBlank(String code, int at) {
        while (at < code.length()) {
            char c = code.charAt(at);
            if (Character.isWhitespace(c) || c == ';') {
                at++;
            } else if (code.startsWith("//", at)) {
                at = after(code, "\n", at);
            } else if (isComment(code, at)) {
                at = after(code, "*/", at + 2);
            } else {
                return at;
            }
        }
        return at;
    }

    /** Whether a closed comment begins here; one that documents a declaration belongs to it. */
    private static boolean isComment(String code, int at) {
        if (!code.startsWith("/*", at) || code.indexOf("*/", at + 2) < 0) {
            return false;
        }
        int end = after(code, "*/", at + 2);
        return !code.startsWith("/**", at) || skipBlank(code, end) >= code.length();
    }

    private static int after(String code, String mark, int from) {
        int found = code.indexOf(mark, from);
        return found < 0 ? code.length() : found + mark.length();
    }
}
