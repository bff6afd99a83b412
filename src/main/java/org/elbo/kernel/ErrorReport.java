package org.elbo.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;

/** Turns what went wrong in a cell into lines that point at the place in the cell. */
final class ErrorReport {
    private static final String RED = "\u001B[1;31m";
    private static final String PLAIN = "\u001B[0m";
    private static final Pattern SNIPPET_FILE = Pattern.compile("#(\\d+)");
    private static final List<String> HIDDEN =
            List.of(
                    "org.elbo.kernel.",
                    "jdk.jshell.",
                    "jdk.internal.reflect.",
                    "java.lang.reflect.");

    /**
     * Where a unit of a cell begins.
     *
     * @param cell the number of the cell
     * @param code the whole cell
     * @param start the first character of the unit
     */
    record Place(int cell, String code, int start) {
        int line(int offset) {
            return 1
                    + (int)
                            code.substring(0, Math.min(offset, code.length()))
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count();
        }

        int column(int offset) {
            return offset - code.lastIndexOf('\n', offset - 1);
        }

        String lineText(int line) {
            return code.lines().skip(line - 1L).findFirst().orElse("");
        }
    }

    private final JShell shell;
    private final Map<String, Place> places = new HashMap<>();

    ErrorReport(JShell shell) {
        this.shell = shell;
    }

    /** Notes where a snippet came from, so that stack frames can name the cell. */
    void remember(Snippet snippet, Place place) {
        places.put(snippet.id(), place);
    }

    /** What the compiler said about a snippet that it rejected. */
    CellFailure compilation(Snippet snippet, Place place) {
        List<String> lines = new ArrayList<>();
        List<Diag> errors = shell.diagnostics(snippet).filter(Diag::isError).toList();
        for (Diag diag : errors) {
            lines.addAll(diagnostic(diag, place));
        }
        String message =
                errors.isEmpty() ? "the cell cannot be compiled" : where(errors.get(0), place);
        return new CellFailure(
                "CompilationError", message, lines.isEmpty() ? List.of(red(message)) : lines);
    }

    private static String where(Diag diag, Place place) {
        return at(offset(diag, place), place) + message(diag).get(0);
    }

    private static int offset(Diag diag, Place place) {
        long position = diag.getPosition() >= 0 ? diag.getPosition() : diag.getStartPosition();
        return (int)
                Math.min(
                        place.start() + Math.max(0, position),
                        place.code().stripTrailing().length());
    }

    private static List<String> diagnostic(Diag diag, Place place) {
        int offset = offset(diag, place);
        List<String> message = message(diag);
        List<String> lines = new ArrayList<>();
        lines.add(red("CompilationError: ") + where(diag, place));
        message.stream().skip(1).forEach(lines::add);
        lines.addAll(pointer(offset, diag.getEndPosition() - diag.getPosition(), place));
        return lines;
    }

    private static long toLineEnd(Place place, int offset) {
        int end = place.code().indexOf('\n', offset);
        return (end < 0 ? place.code().length() : end) - offset;
    }

    /** The compiler's message without the lines that only speak of JShell's wrapper classes. */
    private static List<String> message(Diag diag) {
        return diag.getMessage(Locale.ENGLISH)
                .lines()
                .filter(line -> !line.matches(" *location: +class *(REPL.*\\$JShell\\$.*)?"))
                .map(line -> line.replaceAll("REPL\\.\\$JShell\\$\\w+\\.", ""))
                .toList();
    }

    /** An exception that the code of a cell threw, with its causes. */
    CellFailure thrown(JShellException thrown) {
        if (thrown instanceof UnresolvedReferenceException unresolved) {
            return unresolved(unresolved.getSnippet());
        }
        List<String> lines = new ArrayList<>();
        Throwable at = thrown;
        while (at != null) {
            lines.addAll(exception(at, at == thrown ? "" : "Caused by: "));
            at = at.getCause();
        }
        return new CellFailure(simpleName(thrown), String.valueOf(thrown.getMessage()), lines);
    }

    private List<String> exception(Throwable thrown, String prefix) {
        List<String> lines = new ArrayList<>();
        String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
        lines.add(prefix + red(simpleName(thrown)) + message);
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (HIDDEN.stream().anyMatch(frame.getClassName()::startsWith)) {
                break;
            }
            lines.add("    at " + describe(frame));
        }
        return lines;
    }

    private static String simpleName(Throwable thrown) {
        String name =
                thrown instanceof EvalException e
                        ? e.getExceptionClassName()
                        : thrown.getClass().getName();
        String unwrapped = name.replaceAll("^REPL\\.\\$JShell\\$\\w+\\$", "");
        return unwrapped.startsWith("java.")
                ? unwrapped.substring(unwrapped.lastIndexOf('.') + 1)
                : unwrapped;
    }

    private String describe(StackTraceElement frame) {
        Place place = placeOf(frame);
        if (place == null || frame.getLineNumber() < 1) {
            return frame.toString();
        }
        int line = place.line(place.start()) + frame.getLineNumber() - 1;
        String name = frame.getMethodName();
        String method = name.isEmpty() || name.startsWith("do_it$") ? "" : name + ", ";
        return "%scell [%d], line %d:  %s"
                .formatted(method, place.cell(), line, place.lineText(line).strip());
    }

    private Place placeOf(StackTraceElement frame) {
        Matcher file = SNIPPET_FILE.matcher(String.valueOf(frame.getFileName()));
        return file.matches() ? places.get(file.group(1)) : null;
    }

    /**
     * Fails if a declaration of the cell, now that all of it is known, still names something
     * undeclared.
     */
    void requireResolved(List<SnippetEvent> declared, int cell) {
        for (SnippetEvent event : declared) {
            Snippet.Status status = shell.status(event.snippet());
            boolean open =
                    status == Snippet.Status.RECOVERABLE_DEFINED
                            || status == Snippet.Status.RECOVERABLE_NOT_DEFINED;
            if (open && event.snippet() instanceof DeclarationSnippet declaration) {
                throw unresolved(declaration);
            }
        }
    }

    private CellFailure unresolved(DeclarationSnippet snippet) {
        List<String> needed = shell.unresolvedDependencies(snippet).toList();
        String names = needed.isEmpty() ? "something" : String.join(", ", needed);
        String message = "%s uses %s, which is not declared yet".formatted(snippet.name(), names);
        Place place = places.get(snippet.id());
        if (place == null || needed.isEmpty()) {
            return compilation(message, List.of());
        }
        String name = needed.get(0).replaceAll("^\\w+ |\\(.*", "");
        int offset = Math.max(place.start(), place.code().indexOf(name, place.start()));
        return compilation(at(offset, place) + message, pointer(offset, name.length(), place));
    }

    private static CellFailure compilation(String message, List<String> pointer) {
        List<String> lines = new ArrayList<>(List.of(red("CompilationError: ") + message));
        lines.addAll(pointer);
        return new CellFailure("CompilationError", message, lines);
    }

    private static String at(int offset, Place place) {
        return "cell [%d], line %d, column %d: "
                .formatted(place.cell(), place.line(offset), place.column(offset));
    }

    /** The line of a place in a cell, and below it carets under what is meant. */
    private static List<String> pointer(int offset, long width, Place place) {
        String line = place.lineText(place.line(offset)).replace('\t', ' ');
        long visible = Math.max(1, Math.min(width, toLineEnd(place, offset)));
        String carets = red("^".repeat((int) visible));
        return List.of("    " + line, "    " + " ".repeat(place.column(offset) - 1) + carets);
    }

    /** A cell that was interrupted; {@code stillRunning} if its code did not react. */
    static CellFailure interrupted(Place place, boolean stillRunning) {
        String message =
                stillRunning
                        ? "the cell did not react and is still running in the background; its loop never looks at"
                                + " Thread.interrupted(). Restart the kernel to end it"
                        : "the cell was stopped; what it had assigned is kept";
        String where = " (cell [%d], line %d)".formatted(place.cell(), place.line(place.start()));
        return new CellFailure(
                "Interrupted", message, List.of(red("Interrupted: ") + message + where));
    }

    private static String red(String text) {
        return RED + text + PLAIN;
    }
}
