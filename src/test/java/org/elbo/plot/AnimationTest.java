package org.elbo.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** The GIF is read back by an independent reader, frame by frame. */
class AnimationTest {
    private static ImageGrid grid(int frame) {
        double[][] pixels = new double[2][16];
        for (int p = 0; p < 16; p++) {
            pixels[0][p] = (p + frame) % 16 / 15.0;
            pixels[1][p] = 1 - pixels[0][p];
        }
        return ImageGrid.of(Nd4j.create(pixels), 4, 4).greys(16).title("frame " + frame);
    }

    private static Animation animation(int frames) {
        Picture[] grids = new Picture[frames];
        for (int f = 0; f < frames; f++) {
            grids[f] = grid(f);
        }
        return Animation.of(grids).delay(120);
    }

    private static ImageReader reader(byte[] gif) throws IOException {
        ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif));
        ImageReader reader = ImageIO.getImageReaders(in).next();
        assertEquals("gif", reader.getFormatName());
        reader.setInput(in);
        return reader;
    }

    @Test
    void everyFrameComesBackPixelForPixel() throws IOException {
        Animation animation = animation(5);
        ImageReader reader = reader(animation.gif());
        assertEquals(5, reader.getNumImages(true));
        for (int f = 0; f < 5; f++) {
            BufferedImage drawn = animation.frames().get(f);
            BufferedImage back = reader.read(f);
            int[] greys =
                    drawn.getRaster()
                            .getPixels(0, 0, drawn.getWidth(), drawn.getHeight(), (int[]) null);
            for (int p = 0; p < greys.length; p++) {
                int rgb = back.getRGB(p % drawn.getWidth(), p / drawn.getWidth());
                assertEquals(0x010101 * greys[p], rgb & 0xFFFFFF);
            }
        }
    }

    @Test
    void itPlaysForEverAtItsPace() throws IOException {
        ImageReader reader = reader(animation(3).gif());
        for (int f = 0; f < 3; f++) {
            IIOMetadataNode tree =
                    (IIOMetadataNode)
                            reader.getImageMetadata(f).getAsTree("javax_imageio_gif_image_1.0");
            IIOMetadataNode timing = child(tree, "GraphicControlExtension");
            assertEquals("12", timing.getAttribute("delayTime"));
        }
        IIOMetadataNode first =
                (IIOMetadataNode)
                        reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
        IIOMetadataNode loop = child(first, "ApplicationExtension");
        assertEquals("NETSCAPE", loop.getAttribute("applicationID"));
        assertArrayEquals(new byte[] {1, 0, 0}, (byte[]) loop.getUserObject());
    }

    private static IIOMetadataNode child(IIOMetadataNode tree, String name) {
        return (IIOMetadataNode) tree.getElementsByTagName(name).item(0);
    }

    /** A chart has smoothed letters in colour; each frame has its own 256 colours. */
    @Test
    void chartsInColour() throws IOException {
        Plot plot = Plot.of("t", "x", "y").function("f", x -> x * x, 0, 1);
        BufferedImage back = reader(Animation.of(plot).gif()).read(0);
        BufferedImage drawn = plot.image();
        assertEquals(drawn.getWidth(), back.getWidth());
        int far = 0;
        for (int x = 0; x < drawn.getWidth(); x++) {
            for (int y = 0; y < drawn.getHeight(); y++) {
                far += distance(drawn.getRGB(x, y), back.getRGB(x, y)) > 16 ? 1 : 0;
            }
        }
        assertTrue(far < 0.001 * drawn.getWidth() * drawn.getHeight(), far + " pixels are far off");
    }

    private static int distance(int a, int b) {
        int most = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            most = Math.max(most, Math.abs((a >> shift & 255) - (b >> shift & 255)));
        }
        return most;
    }

    @Test
    void thePageHoldsTheFile() {
        Animation animation = animation(2);
        String html = animation.html();
        String start = "<img alt=\"" + animation + "\" src=\"data:image/gif;base64,";
        assertTrue(html.startsWith(start));
        String data = html.substring(start.length(), html.length() - 2);
        assertArrayEquals(animation.gif(), Base64.getDecoder().decode(data));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> Animation.of());
        assertThrows(error, () -> Animation.of(grid(0), grid(1).scale(2)));
        assertThrows(error, () -> animation(1).delay(10));
    }
}
