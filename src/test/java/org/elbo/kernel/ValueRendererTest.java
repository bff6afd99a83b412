package org.elbo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.common.Image;
import org.dflib.jjava.jupyter.kernel.display.common.Text;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.elbo.notebook.Table;
import org.elbo.plot.Animation;
import org.elbo.plot.Plot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueRendererTest {
    private final ValueRenderer renderer = new ValueRenderer();

    @BeforeEach
    void register() {
        Image.registerAll(renderer);
        Text.registerAll(renderer);
    }

    private static Object plain(DisplayData data) {
        return data.getData(MIMEType.TEXT_PLAIN);
    }

    @Test
    void anImageIsAPngAndATextWithoutAnAddress() throws Exception {
        DisplayData data = renderer.render(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
        byte[] png = Base64.getMimeDecoder().decode((String) data.getData(Image.PNG));
        assertEquals(3, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
        assertEquals("image, 3 x 2 pixels", plain(data));
    }

    @Test
    void everyValueHasAPlainText() {
        assertEquals("[1, 2]", plain(renderer.render(List.of(1, 2))));
        assertEquals("0.5", plain(renderer.render(0.5)));
        assertEquals("text", plain(renderer.render("text")));
    }

    @Test
    void arraysShowTheirElements() {
        assertEquals("[1.0, 2.5]", ValueRenderer.text(new double[] {1, 2.5}));
        assertEquals("[[1], [2, 3]]", ValueRenderer.text(new int[][] {{1}, {2, 3}}));
        assertEquals("null", ValueRenderer.text(null));
    }

    @Test
    void aTableIsHtmlAndAlignedText() {
        Table table = Table.of("model", "n").row("VAE", 5);
        DisplayData data = renderer.render(table);
        assertEquals(table.html(), data.getData(MIMEType.TEXT_HTML));
        assertEquals("model  n\n-----  -\nVAE    5", plain(data));
        DisplayData text = renderer.renderAs(table, "text/plain");
        assertEquals(table.toString(), plain(text));
        assertFalse(text.hasDataForType(MIMEType.TEXT_HTML));
    }

    @Test
    void anAnimationIsHtmlAndOneLineOfText() {
        Animation animation = Animation.of(Plot.of("t", "x", "y").function("f", x -> x, 0, 1));
        DisplayData data = renderer.render(animation);
        assertEquals(animation.html(), data.getData(MIMEType.TEXT_HTML));
        assertEquals("animation of 1 frames, 760 x 440 pixels", plain(data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/markdown", "text/latex", "image/svg+xml"})
    void textIsShownAsTheTypeThatIsAskedFor(String type) {
        DisplayData data = renderer.renderAs("<svg/>", type);
        assertEquals("<svg/>", data.getData(MIMEType.parse(type)));
        assertTrue(data.hasDataForType(MIMEType.TEXT_PLAIN));
        assertFalse(renderer.render("<svg/>").hasDataForType(MIMEType.parse(type)));
    }

    @Test
    void outsideANotebookDisplaySaysSo() {
        assertThrows(IllegalStateException.class, () -> Display.display("x"));
        assertThrows(UnsupportedOperationException.class, () -> new NoInput().read());
    }
}
