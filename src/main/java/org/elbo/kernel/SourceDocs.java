package org.elbo.kernel;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The Javadoc of the course's library, read from its sources; JShell itself knows the JDK's only.
 */
final class SourceDocs {
    private static final Pattern METHOD =
            Pattern.compile(
                    "(?:.* )?(?:[\\w.]+\\.)?(\\w+)(?:<[^(]*>)?\\.(?:<[^(]*>)?(\\w+)\\((.*)\\).*");
    private static final Pattern TYPE =
            Pattern.compile("(?:[\\w.]+:)?(?:[\\w.]+\\.)?(\\w+)(?:<.*>)?");

    private final Path sources;

    private SourceDocs(Path sources) {
        this.sources = sources;
    }

    /**
     * The sources that the system property {@code elbo.sources} names; without it nothing is found.
     */
    static SourceDocs ofProperty() {
        return new SourceDocs(Path.of(System.getProperty("elbo.sources", "no sources")));
    }

    static SourceDocs of(Path sources) {
        return new SourceDocs(sources);
    }

    /**
     * The Javadoc of a method or type, as it is written.
     *
     * @param signature what JShell calls it, as in {@code double Gaussian.density(double x)}
     */
    Optional<String> find(String signature) {
        Matcher method = METHOD.matcher(signature);
        if (method.matches()) {
            return find(method.group(1), method.group(2), types(method.group(3)));
        }
        Matcher type = TYPE.matcher(signature);
        return type.matches() ? find(type.group(1), null, List.of()) : Optional.empty();
    }

    /** The types of {@code double mean, double... rest}, without names and type arguments. */
    private static List<String> types(String parameters) {
        return Stream.of(parameters.replaceAll("<[^()]*>", "").split(","))
                .map(String::strip)
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> simple(parameter.replaceAll("\\s+\\w+$", "")))
                .toList();
    }

    private static String simple(String type) {
        return type.replaceAll("<.*>", "").replace("...", "[]").replaceAll("^.*\\.", "");
    }

    private Optional<String> find(String type, String method, List<String> parameters) {
        return file(type).flatMap(file -> read(file, type, method, parameters));
    }

    private Optional<Path> file(String type) {
        if (!Files.isDirectory(sources)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.walk(sources)) {
            return all.filter(file -> file.endsWith(type + ".java")).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> read(
            Path path, String type, String method, List<String> parameters) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<File> files = List.of(path.toFile());
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    d -> {},
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromFiles(files));
            CompilationUnitTree unit = task.parse().iterator().next();
            Finder finder = new Finder(type, method, parameters);
            TreePath found = finder.scan(unit, null);
            return Optional.ofNullable(found)
                    .map(DocTrees.instance(task)::getDocComment)
                    .map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds a type, or a method of it by name and the types of its parameters. */
    private static final class Finder extends TreePathScanner<TreePath, Void> {
        private final String type;
        private final String method;
        private final List<String> parameters;

        Finder(String type, String method, List<String> parameters) {
            this.type = type;
            this.method = method;
            this.parameters = parameters;
        }

        @Override
        public TreePath visitClass(ClassTree tree, Void unused) {
            boolean meant = method == null && tree.getSimpleName().contentEquals(type);
            return meant ? getCurrentPath() : super.visitClass(tree, unused);
        }

        @Override
        public TreePath visitMethod(MethodTree tree, Void unused) {
            boolean meant =
                    tree.getName().contentEquals(String.valueOf(method))
                            && types(tree).equals(parameters);
            return meant ? getCurrentPath() : null;
        }

        private static List<String> types(MethodTree tree) {
            return tree.getParameters().stream()
                    .map(parameter -> simple(parameter.getType().toString()))
                    .toList();
        }

        @Override
        public TreePath reduce(TreePath first, TreePath second) {
            return first != null ? first : second;
        }
    }
}
