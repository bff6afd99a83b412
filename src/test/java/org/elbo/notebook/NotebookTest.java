package org.elbo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.elbo.plot.Animation;
import org.elbo.plot.Plot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cells call, on a screen that remembers, and without a kernel. */
class NotebookTest {
    @TempDir Path folder;

    @AfterEach
    void clear() {
        System.clearProperty("elbo.pictures");
    }

    /** Remembers what it is asked to show. */
    private static final class Memory implements Screen {
        final List<String> events = new ArrayList<>();

        @Override
        public String show(Object value, String mime) {
            events.add("show " + text(value));
            return "id";
        }

        @Override
        public void update(String id, Object value) {
            events.add("update " + id + " " + text(value));
        }

        @Override
        public boolean rich() {
            return true;
        }

        private static String text(Object value) {
            return value instanceof BufferedImage ? "image" : value.toString();
        }
    }

    /** A class like those of the kernels. */
    public static final class Statics {
        static final List<String> CALLS = new ArrayList<>();

        private Statics() {}

        public static String display(Object value) {
            CALLS.add("display " + value);
            return "7";
        }

        public static String display(Object value, String... as) {
            CALLS.add("display " + value + " as " + as[0]);
            return "8";
        }

        public static void updateDisplay(String id, Object value) {
            if (value.equals("bad")) {
                throw new IllegalStateException("no such display");
            }
            CALLS.add("update " + id + " " + value);
        }
    }

    private static Plot plot() {
        return Plot.of("t", "x", "y").function("f", x -> x, 0, 1);
    }

    private static String printed(Runnable action) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutAKernelPicturesGoToFiles() throws Exception {
        System.setProperty("elbo.pictures", folder.toString());
        String printed = printed(() -> Notebook.show(plot()));
        assertTrue(printed.startsWith("picture, 760 x 440 pixels: " + folder), printed);
        try (var files = Files.list(folder)) {
            assertEquals(760, ImageIO.read(files.findFirst().get().toFile()).getWidth());
        }
    }

    @Test
    void anAnimationPlaysOnAPageAndIsAPictureElsewhere() throws Exception {
        Animation animation = Animation.of(plot(), plot());
        Memory memory = new Memory();
        memory.show(animation);
        assertEquals(List.of("show " + animation.html()), memory.events);
        System.setProperty("elbo.pictures", folder.toString());
        String printed = printed(() -> Notebook.show(animation));
        assertTrue(printed.startsWith("picture, 760 x 440 pixels: " + folder), printed);
    }

    @Test
    void withoutAKernelTextsArePrinted() {
        assertEquals("a *b*", printed(() -> Notebook.markdown("a *b*")).strip());
        String table = printed(() -> Notebook.table(Table.of("n").row(5))).strip();
        assertEquals(List.of("n", "-", "5"), table.lines().toList());
    }

    @Test
    void withoutAKernelProgressIsOneLine() {
        String printed =
                printed(
                        () -> {
                            ProgressBar bar = ProgressBar.of("sampling", 1000);
                            for (int i = 1; i <= 1000; i++) {
                                bar.done(i);
                            }
                            bar.finish();
                        });
        assertEquals("sampling: 1,000 done", printed.strip());
    }

    @Test
    void theKernelIsCalledByReflection() throws Exception {
        Statics.CALLS.clear();
        Screen screen = new KernelScreen(Statics.class, false);
        assertEquals("7", screen.show("x", null));
        assertEquals("8", screen.show("y", "text/html"));
        screen.update("7", "z");
        assertEquals(List.of("display x", "display y as text/html", "update 7 z"), Statics.CALLS);
        String message =
                assertThrows(IllegalStateException.class, () -> screen.update("7", "bad"))
                        .getMessage();
        assertTrue(message.contains("no such display"), message);
    }

    @Test
    void aKernelGetsATableAsItIsIfItKnowsTablesElseAsHtml() throws Exception {
        Table table = Table.of("n").row(5);
        Statics.CALLS.clear();
        new KernelScreen(Statics.class, true).show(table);
        new KernelScreen(Statics.class, false).show(table);
        assertEquals(
                List.of("display " + table, "display " + table.html() + " as text/html"),
                Statics.CALLS);
    }

    @Test
    void andSoAnAnimation() throws Exception {
        Animation animation = Animation.of(plot());
        Statics.CALLS.clear();
        new KernelScreen(Statics.class, true).show(animation);
        new KernelScreen(Statics.class, false).show(animation);
        assertEquals(
                List.of("display " + animation, "display " + animation.html() + " as text/html"),
                Statics.CALLS);
    }

    @Test
    void aLivePlotIsShownOnceThenUpdatedAndThrottled() {
        Memory memory = new Memory();
        LivePlot live = LivePlot.on(memory, 1000);
        assertTrue(live.update(NotebookTest::plot));
        for (int i = 0; i < 50; i++) {
            assertFalse(live.update(NotebookTest::plot));
        }
        live.finish(plot());
        assertEquals(List.of("show image", "update id image"), memory.events);
        LivePlot eager = LivePlot.on(memory, 0);
        assertTrue(eager.update(NotebookTest::plot) && eager.update(NotebookTest::plot));
    }

    @Test
    void progressEndsWithoutTimes() {
        Memory memory = new Memory();
        ProgressBar bar = ProgressBar.on(memory, "sampling", 2000);
        bar.done(10);
        bar.done(2000);
        bar.finish();
        assertTrue(memory.events.get(0).startsWith("show sampling: 1 % of 2,000, "));
        assertEquals("update id sampling: 2,000 done", memory.events.get(memory.events.size() - 1));
        ProgressBar early = ProgressBar.on(new Memory(), "x", 10);
        assertEquals("x: 40 % of 10, 9 s left", early.text(4, 6));
        assertEquals("x: 0 % of 10", early.text(0, 6));
        assertEquals("x: 10 % of 10, 9 min 0 s left", early.text(1, 60));
    }

    @Test
    void progressThatEndsEarlySaysSo() {
        Memory memory = new Memory();
        ProgressBar bar = ProgressBar.on(memory, "x", 10);
        bar.done(3);
        bar.finish();
        assertEquals("update id x: 3 of 10 done, ended early", memory.events.get(1));
        assertThrows(IllegalArgumentException.class, () -> ProgressBar.of("x", 0));
    }

    @Test
    void tablesAlignTextLeftAndNumbersRight() {
        Table table = Table.of("model", "ELBO", "n").row("VAE", -98.2, 60000).row("a<b>", 1e-7, 5);
        assertEquals(
                List.of(
                        "model       ELBO       n",
                        "-----  ---------  ------",
                        "VAE     -98.2000  60,000",
                        "a<b>   1.000e-07       5"),
                table.toString().lines().toList());
        assertTrue(table.html().contains("<td style=\"text-align:left\">a&lt;b&gt;</td>"));
        assertTrue(table.html().contains("<td style=\"text-align:right\">60,000</td>"));
        assertThrows(IllegalArgumentException.class, () -> table.row(1));
        assertThrows(IllegalArgumentException.class, Table::of);
        assertEquals("a\n-", Table.of("a").toString());
    }

    @Test
    void theEnvironmentNamesJavaAndBlas() {
        String line = Environment.describe();
        assertTrue(line.startsWith("Java " + Runtime.version().feature() + " on "), line);
        assertTrue(line.contains("ND4J 1.0.0-M2.1") && !line.contains("null"), line);
    }
}
