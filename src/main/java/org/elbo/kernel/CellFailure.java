package org.elbo.kernel;

import java.util.List;

/** A cell that ended early: what the page shows of it. */
final class CellFailure extends RuntimeException {
    private final String name;
    private final transient List<String> report;

    CellFailure(String name, String message, List<String> report) {
        super(message, null, false, false);
        this.name = name;
        this.report = List.copyOf(report);
    }

    /**
     * The kind of error, one word: the class of the exception, {@code CompilationError} or {@code
     * Interrupted}.
     */
    String name() {
        return name;
    }

    /** What is shown, line by line. */
    List<String> report() {
        return report;
    }
}
