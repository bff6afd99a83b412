package org.elbo.kernel;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Whether text is Java at all, whatever its names mean: it is parsed and not compiled. */
final class Syntax {
    /** The places where a unit of a cell can stand: a file, a class, a method, an expression. */
    private static final List<String> PLACES =
            List.of(
                    "class $ { void $() { %s\n} }",
                    "class $ { %s\n}", "class $ { Object $ = %s\n; }", "%s\n");

    private Syntax() {}

    static boolean parses(String unit) {
        return PLACES.stream().anyMatch(place -> parsesAsFile(place.formatted(unit)));
    }

    private static boolean parsesAsFile(String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none");
        List<Source> sources = List.of(new Source(text));
        try {
            ((JavacTask) compiler.getTask(null, null, found, options, null, sources)).parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.getDiagnostics().stream().noneMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("cell:///Cell.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
