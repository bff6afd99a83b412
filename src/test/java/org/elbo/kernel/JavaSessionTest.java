package org.elbo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells in, values or failures out: the session without the protocol around it. */
class JavaSessionTest {
    private static final JavaSession SESSION = JavaSession.start(1000);

    @AfterAll
    static void close() {
        SESSION.close();
    }

    private static Object evaluate(String code) {
        return SESSION.evaluate(code, 7);
    }

    private static CellFailure failure(String code) {
        return assertThrows(CellFailure.class, () -> evaluate(code));
    }

    private static String report(String code) {
        return String.join("\n", failure(code).report()).replaceAll("\u001B\\[[0-9;]*m", "");
    }

    @Test
    void theLastExpressionIsTheValueItselfNotItsText() {
        assertEquals(42, evaluate("int a = 6;\nint b = 7;\na * b"));
        assertInstanceOf(
                BufferedImage.class, evaluate("new java.awt.image.BufferedImage(2, 2, 1)"));
    }

    @Test
    void aCellDeclaresAllThatItHolds() {
        String cell =
                """
                import java.util.zip.CRC32;
                int twice(int x) { return 2 * x; }
                record Point(double x, double y) {}
                enum Side { LEFT, RIGHT }
                interface Shape { double area(); }
                class Square implements Shape {
                    public double area() { return twice(3); }
                }
                var list = new ArrayList<Integer>();
                for (Side side : Side.values()) {
                    list.add(side.ordinal());
                }
                // a comment
                if (list.size() > 5) list.clear();
                else list.add(9);
                list.size() + new Square().area() + new Point(1, 2).y()
                """;
        assertEquals(3 + 6 + 2.0, evaluate(cell));
    }

    @Test
    void methodsMayCallWhatIsDeclaredBelowThem() {
        assertEquals(
                5,
                evaluate(
                        "int upper() { return lower() + 1; }\nint lower() { return 4; }\nupper()"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int x = 5;",
                "int y = 5",
                "1 + 1;",
                "",
                "  \n",
                "// only a comment",
                "/* c */",
                ";",
                "void f() {}"
            })
    void whatHasNoValueShowsNone(String code) {
        assertNull(evaluate(code));
    }

    @Test
    void aDeclarationCanBeReplaced() {
        evaluate("int replaced = 1; int rule() { return replaced; }");
        evaluate("String replaced = \"text\"; String rule() { return replaced; }");
        assertEquals("text", evaluate("rule()"));
    }

    @Test
    void theImportsAreThoseOfTheOtherJavaKernels() {
        assertEquals(
                List.of(2, 4),
                evaluate(
                        "Function<Integer, Integer> d = v -> 2 * v; Stream.of(1, 2).map(d).collect(Collectors.toList())"));
        assertEquals("a", evaluate("Path.of(\"a\").getFileName().toString()"));
    }

    @Test
    void aCompileErrorPointsAtLineAndColumnOfTheCell() {
        String report = report("int first = 1;\n\n  int wrong = \"text\";");
        assertTrue(
                report.startsWith(
                        "CompilationError: cell [7], line 3, column 15: incompatible types"),
                report);
        assertTrue(
                report.contains("\n      int wrong = \"text\";\n                  ^^^^^^"), report);
    }

    @Test
    void anUnknownNameIsNamedWithoutTheWrapperOfTheShell() {
        String report = report("1 + nowhere");
        assertTrue(report.contains("symbol:   variable nowhere"), report);
        assertFalse(report.contains("location"), report);
    }

    @Test
    void unfinishedCodeIsAnError() {
        assertTrue(report("for (int i = 0; i < 3; i++) {").contains("reached end of file"));
        assertTrue(report("while (true)").contains("line 1"));
    }

    @Test
    void whatIsNeverDeclaredIsAnErrorOfTheCellThatNeedsIt() {
        String report = report("int needs() { return missing(); }");
        assertTrue(
                report.contains("needs uses method missing(), which is not declared yet"), report);
        assertTrue(report.contains("^"), report);
    }

    @Test
    void anExceptionNamesItsLinesInTheCellsItsCausesAndNothingElse() {
        SESSION.evaluate(
                "void deep() {\n    throw new IllegalStateException(\"outer\", new RuntimeException(\"root\"));\n}",
                3);
        assertEquals(
                """
                IllegalStateException: outer
                    at deep, cell [3], line 2:  throw new IllegalStateException("outer", new RuntimeException("root"));
                    at cell [7], line 2:  deep();
                Caused by: RuntimeException: root
                    at deep, cell [3], line 2:  throw new IllegalStateException("outer", new RuntimeException("root"));
                    at cell [7], line 2:  deep();""",
                report("int before = 1;\ndeep();"));
    }

    @Test
    void framesOfLibrariesStay() {
        assertTrue(report("List.of(1).get(2)").contains("java.util"));
    }

    @Test
    void whatRanBeforeTheErrorIsKept() {
        failure("int kept = 11;\nint divided = 1 / 0;");
        assertEquals(11, evaluate("kept"));
    }

    @Test
    void exceptionsThatTheCellDeclaresAndErrorsAreReported() {
        assertEquals("Mine", failure("class Mine extends Exception {}\nthrow new Mine();").name());
        assertEquals(
                "StackOverflowError",
                failure("int endless(int n) { return 1 + endless(n); }\nendless(1)").name());
    }

    @Test
    void anInterruptEndsACellThatWaits() throws Exception {
        CellFailure failure = interrupted("Thread.sleep(60_000);");
        assertEquals("Interrupted", failure.name());
        assertFalse(SESSION.stillRunning());
        assertEquals(2, evaluate("1 + 1"));
    }

    @Test
    void anInterruptKeepsWhatACooperativeLoopReturned() throws Exception {
        interrupted(
                "long steps = 0; boolean seen = false; while (!(seen = Thread.interrupted())) { steps++; }");
        assertEquals(true, evaluate("seen && steps > 0"));
    }

    @Test
    void aLoopThatIgnoresTheInterruptIsLeftBehindAndReported() throws Exception {
        evaluate("var stop = new java.util.concurrent.atomic.AtomicBoolean();");
        CellFailure failure = interrupted("while (!stop.get()) { Thread.onSpinWait(); }");
        assertTrue(
                failure.getMessage().contains("still running in the background"),
                failure.getMessage());
        assertTrue(SESSION.stillRunning());
        assertEquals(3, evaluate("stop.set(true); 1 + 2"));
    }

    private static CellFailure interrupted(String code) throws Exception {
        CompletableFuture<Object> done = CompletableFuture.supplyAsync(() -> evaluate(code));
        Thread.sleep(1500);
        SESSION.interrupt();
        try {
            return failOn(done.handle((value, thrown) -> thrown).get(20, TimeUnit.SECONDS));
        } finally {
            done.cancel(true);
        }
    }

    private static CellFailure failOn(Throwable thrown) {
        return assertInstanceOf(CellFailure.class, thrown == null ? null : thrown.getCause());
    }
}
