package org.elbo.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** One session: what the cells have declared so far, and the evaluation of the next one. */
final class JavaSession implements AutoCloseable {
    /** What the kernels IJava and JJava import too, and JShell's own default. */
    private static final List<String> IMPORTS =
            List.of(
                    "java.io.*",
                    "java.math.*",
                    "java.net.*",
                    "java.nio.file.*",
                    "java.util.*",
                    "java.util.concurrent.*",
                    "java.util.function.*",
                    "java.util.prefs.*",
                    "java.util.regex.*",
                    "java.util.stream.*",
                    "static " + Display.class.getName() + ".*");

    private final CellControl control;
    private final JShell shell;
    private final CodeUnits units;
    private final ErrorReport errors;

    private JavaSession(CellControl control) {
        this.control = control;
        this.shell =
                JShell.builder()
                        .executionEngine(new Provider(control), Map.of())
                        .compilerOptions(
                                "-proc:none", "-classpath", System.getProperty("java.class.path"))
                        .build();
        this.units = new CodeUnits(shell.sourceCodeAnalysis());
        this.errors = new ErrorReport(shell);
    }

    /**
     * Starts a session. {@code patienceMillis}: how long a cell may take to react to an interrupt.
     */
    static JavaSession start(long patienceMillis) {
        JavaSession session = new JavaSession(new CellControl(patienceMillis));
        for (String name : IMPORTS) {
            session.shell.eval("import " + name + ";");
        }
        return session;
    }

    SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    CodeUnits units() {
        return units;
    }

    /**
     * Runs a cell.
     *
     * @param code the whole cell
     * @param cell its number, as the page shows it
     * @return the value of the last expression; null if the cell ends in a semicolon or in
     *     something without a value
     * @throws CellFailure if the cell does not compile, throws or is interrupted
     */
    Object evaluate(String code, int cell) {
        control.reset();
        Object value = null;
        List<SnippetEvent> declared = new ArrayList<>();
        for (CodeUnits.Unit unit : units.of(code)) {
            ErrorReport.Place place = new ErrorReport.Place(cell, code, unit.start());
            value = evaluate(unit, place, declared);
        }
        errors.requireResolved(declared, cell);
        return value;
    }

    private Object evaluate(
            CodeUnits.Unit unit, ErrorReport.Place place, List<SnippetEvent> declared) {
        List<SnippetEvent> events = shell.eval(unit.source());
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                errors.remember(event.snippet(), place);
            }
        }
        requireNotInterrupted(place);
        for (SnippetEvent event : events) {
            requireSuccess(event, place);
            declared.add(event);
        }
        boolean hidden =
                place.code().substring(unit.start(), unit.end()).stripTrailing().endsWith(";");
        return !hidden && isExpression(events) ? control.value() : null;
    }

    private static boolean isExpression(List<SnippetEvent> events) {
        return !events.isEmpty()
                && (events.get(0).snippet().kind() == Snippet.Kind.EXPRESSION
                        || events.get(0).snippet().subKind()
                                == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND);
    }

    private void requireSuccess(SnippetEvent event, ErrorReport.Place place) {
        if (event.causeSnippet() == null && event.status() == Snippet.Status.REJECTED) {
            throw errors.compilation(event.snippet(), place);
        }
        JShellException thrown = event.exception();
        if (thrown != null) {
            throw errors.thrown(thrown);
        }
    }

    private void requireNotInterrupted(ErrorReport.Place place) {
        if (control.interrupted()) {
            throw ErrorReport.interrupted(place, control.stillRunning());
        }
    }

    /** Whether a cell that was interrupted earlier is still running. */
    boolean stillRunning() {
        return control.stillRunning();
    }

    /** Interrupts the running cell; called from another thread. */
    void interrupt() {
        control.interrupt();
    }

    @Override
    public void close() {
        shell.close();
    }

    private record Provider(CellControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "elbo";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
