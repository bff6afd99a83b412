package org.elbo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the editor asks for, without the protocol around it. */
class CodeAssistTest {
    private static final JavaSession SESSION = JavaSession.start(1000);
    private static final CodeAssist ASSIST =
            new CodeAssist(SESSION, SourceDocs.of(Path.of("src", "main", "java")));

    @AfterAll
    static void close() {
        SESSION.close();
    }

    private static List<String> complete(String code) {
        return ASSIST.complete(code, code.length()).getReplacements();
    }

    @Test
    void aMethodIsCompleted() {
        assertEquals(List.of("sqrt("), complete("Math.sqr"));
    }

    @Test
    void theReplacedRangeIsTheNameBeforeTheCursor() {
        String code = "int a = 1;\nMath.sqr + 1";
        ReplacementOptions options = ASSIST.complete(code, code.indexOf(" + 1"));
        assertEquals("Math.".length() + 11, options.getSourceStart());
        assertEquals(code.indexOf(" + 1"), options.getSourceEnd());
    }

    @Test
    void whatTheSameCellDeclaresAboveIsKnown() {
        assertEquals(List.of("isEmpty()"), complete("String word = \"w\";\nword.isEm"));
    }

    @Test
    void whatAnEarlierCellDeclaredIsKnown() {
        SESSION.evaluate("double learningRate = 0.1;", 1);
        assertEquals(List.of("learningRate"), complete("learningR"));
    }

    @Test
    void theLibraryIsKnown() {
        assertTrue(complete("org.elbo.kernel.Disp").contains("Display"));
    }

    @Test
    void aFittingTypeComesFirst() {
        SESSION.evaluate("String zebraText = \"\"; int zebraCount = 1;", 1);
        assertEquals(List.of("zebraCount", "zebraText"), complete("int wanted = zebra"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no.such.thing.", "", "\"text", "int 5 = "})
    void nothingIsCompletedWhereNothingIsKnown(String code) {
        ReplacementOptions options = ASSIST.complete(code, code.length());
        assertTrue(options.getSourceStart() <= options.getSourceEnd());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Math.max(|8", "Math.max(1, 2)|7", "Math.max|4", "'String s; s.length()'|16"})
    void inspectionFindsTheSignature(String code, int cursor) {
        String text = ASSIST.inspect(code, cursor);
        assertTrue(text.contains("Math") || text.contains("length()"), text);
    }

    @Test
    void inspectionShowsTheJavadocOfTheLibrary() {
        assertTrue(
                ASSIST.inspect("org.elbo.kernel.Display", 23)
                        .contains("What a cell calls to show something"));
        String overloads = ASSIST.inspect("org.elbo.kernel.Display.display(", 32);
        assertTrue(overloads.contains("Shows a value in every form that it has."), overloads);
        assertTrue(overloads.contains("Shows a value as one of the given MIME types."), overloads);
    }

    @Test
    void inspectionOfSomethingUnknownIsEmpty() {
        assertEquals("", ASSIST.inspect("nowhere", 3));
        assertEquals("", ASSIST.inspect("", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 1",
                "int x = 5",
                "void f() { }",
                "",
                "// c",
                "if (true) f();",
                "int a = 1; int b = 2;"
            })
    void completeCode(String code) {
        assertEquals(CodeAssist.State.COMPLETE, ASSIST.state(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int f() {",
                "f(1,",
                "int a = 1; for (;;)",
                "String s = \"\"\"\n a",
                "class A {",
                "/* c"
            })
    void incompleteCode(String code) {
        assertEquals(CodeAssist.State.INCOMPLETE, ASSIST.state(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"int 5 = x;", "1 +* 2", "class {}", "String s = \"open"})
    void invalidCode(String code) {
        assertEquals(CodeAssist.State.INVALID, ASSIST.state(code));
    }

    @Test
    void theIndentIsFourSpacesForEachOpenBracket() {
        assertEquals("        ", CodeAssist.indent("class A {\n    void f() {"));
        assertEquals("", CodeAssist.indent("f()"));
        assertEquals("", CodeAssist.indent("}}"));
    }
}
