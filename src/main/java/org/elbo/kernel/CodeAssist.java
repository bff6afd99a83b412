package org.elbo.kernel;

import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;

/**
 * What an editor asks for while somebody types: completion, documentation, whether the code is
 * complete.
 */
final class CodeAssist {
    private static final int INDENT = 4;

    private final SourceCodeAnalysis analysis;
    private final CodeUnits units;
    private final SourceDocs docs;

    CodeAssist(JavaSession session) {
        this(session, SourceDocs.ofProperty());
    }

    CodeAssist(JavaSession session, SourceDocs docs) {
        this.docs = docs;
        this.analysis = session.analysis();
        this.units = session.units();
    }

    /** Names that can follow at a place in a cell, those of a fitting type first. */
    ReplacementOptions complete(String code, int cursor) {
        String before = code.substring(0, Math.min(cursor, code.length()));
        int start = startOfLastUnit(before);
        ReplacementOptions options = complete(before.substring(start), "", start);
        if (!options.getReplacements().isEmpty() || start == 0) {
            return options;
        }
        // Names that the cell itself declares above are known once the cell so far is read as one
        // block.
        return complete(before, "{", 0);
    }

    private ReplacementOptions complete(String text, String prefix, int start) {
        int[] anchor = new int[1];
        String whole = prefix + text;
        List<Suggestion> suggestions =
                analysis.completionSuggestions(whole, whole.length(), anchor);
        List<String> names =
                suggestions.stream()
                        .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
                        .map(Suggestion::continuation)
                        .distinct()
                        .toList();
        int cursor = start + text.length();
        return new ReplacementOptions(
                names, names.isEmpty() ? cursor : start + anchor[0] - prefix.length(), cursor);
    }

    private int startOfLastUnit(String before) {
        List<CodeUnits.Unit> all = units.of(before);
        if (all.isEmpty()) {
            return 0;
        }
        return all.get(all.size() - 1).start();
    }

    /**
     * Signatures and Javadoc of what is named at a place in a cell; empty text if nothing is known.
     */
    String inspect(String code, int cursor) {
        int end = endOfName(code, Math.min(cursor, code.length()));
        String name = code.substring(0, end);
        String text = document(name);
        boolean call = end < code.length() && code.charAt(end) == '(' || text.isEmpty();
        return call && !name.endsWith("(") ? firstNonEmpty(document(name + "("), text) : text;
    }

    private String document(String before) {
        int start = startOfLastUnit(before);
        String unit = before.substring(start);
        List<Documentation> found = analysis.documentation(unit, unit.length(), true);
        if (found.isEmpty() && start > 0) {
            String block = "{" + before;
            found = analysis.documentation(block, block.length(), true);
        }
        return found.stream().map(this::text).distinct().collect(Collectors.joining("\n\n"));
    }

    private String text(Documentation documentation) {
        String signature = documentation.signature();
        String javadoc = documentation.javadoc();
        String known = javadoc == null ? docs.find(signature).orElse("") : javadoc;
        return known.isBlank() ? signature : signature + "\n" + plain(known);
    }

    /** Javadoc as plain text: without tags, with the entities that occur in formulas. */
    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@\\w+\\s+([^}]*)}", "$1")
                .replaceAll("<[^>]+>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
    }

    private static String firstNonEmpty(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    private static int endOfName(String code, int at) {
        while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Whether a cell can be run as it is. */
    enum State {
        COMPLETE,
        INCOMPLETE,
        INVALID
    }

    State state(String code) {
        for (CodeUnits.Unit unit : units.of(code)) {
            State state = state(unit);
            if (state != State.COMPLETE) {
                return state;
            }
        }
        return State.COMPLETE;
    }

    private static State state(CodeUnits.Unit unit) {
        return switch (unit.completeness()) {
            case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> State.INCOMPLETE;
            case COMPLETE, COMPLETE_WITH_SEMI ->
                    Syntax.parses(unit.source()) ? State.COMPLETE : State.INVALID;
            default -> State.INVALID;
        };
    }

    /**
     * The white space that the next line of incomplete code should begin with: four spaces for each
     * open bracket.
     */
    static String indent(String code) {
        int depth = 0;
        for (char c : code.toCharArray()) {
            depth += "{([".indexOf(c) >= 0 ? 1 : "})]".indexOf(c) >= 0 ? -1 : 0;
        }
        return " ".repeat(INDENT * Math.max(0, depth));
    }
}
