package org.elbo.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.elbo.internal.Check;

/**
 * Pictures of one size shown in turn, for ever: a GIF, which plays in a notebook and in the page
 * that is exported from it.
 *
 * <pre>{@code
 * show(Animation.of(frames).delay(80));
 * }</pre>
 */
public final class Animation {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    private final List<BufferedImage> frames;
    private int delay = 100;

    private Animation(List<BufferedImage> frames) {
        this.frames = frames;
    }

    /**
     * An animation of ten frames a second. A GIF has 256 colours in a frame: a chart or a grid of
     * grey images needs no more.
     *
     * @param frames what is shown, at least one, all of one size
     * @return the animation
     * @throws IllegalArgumentException if there are none or their sizes differ
     */
    public static Animation of(Picture... frames) {
        Check.that(frames.length > 0, "an animation without frames: give at least one picture");
        List<BufferedImage> images = Arrays.stream(frames).map(Picture::image).toList();
        BufferedImage first = images.get(0);
        for (BufferedImage image : images) {
            Check.that(
                    image.getWidth() == first.getWidth() && image.getHeight() == first.getHeight(),
                    "a frame has %d x %d pixels but the first one has %d x %d",
                    image.getWidth(),
                    image.getHeight(),
                    first.getWidth(),
                    first.getHeight());
        }
        return new Animation(images);
    }

    /**
     * Sets the time that a frame is seen.
     *
     * @param milliseconds at least 20; a GIF counts in tens
     * @return this
     */
    public Animation delay(int milliseconds) {
        Check.that(milliseconds >= 20, "delay is %d ms but must be at least 20", milliseconds);
        delay = milliseconds;
        return this;
    }

    /**
     * The frames.
     *
     * @return in the order in which they are shown
     */
    public List<BufferedImage> frames() {
        return frames;
    }

    /**
     * The animation as a file.
     *
     * @return the bytes of a GIF that plays for ever
     */
    public byte[] gif() {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                writer.writeToSequence(new IIOImage(frame, null, metadata(writer, frame)), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a GIF into memory: " + e, e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private IIOMetadata metadata(ImageWriter writer, BufferedImage frame)
            throws IIOInvalidTreeException {
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(frame);
        IIOMetadata metadata = writer.getDefaultImageMetadata(type, null);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(timing());
        root.appendChild(loop());
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }

    private IIOMetadataNode timing() {
        IIOMetadataNode node = new IIOMetadataNode("GraphicControlExtension");
        node.setAttribute("disposalMethod", "none");
        node.setAttribute("userInputFlag", "FALSE");
        node.setAttribute("transparentColorFlag", "FALSE");
        node.setAttribute("delayTime", Integer.toString(delay / 10));
        node.setAttribute("transparentColorIndex", "0");
        return node;
    }

    /** Netscape's extension: 1, then how often it is shown in two bytes, 0 for ever. */
    private static IIOMetadataNode loop() {
        IIOMetadataNode node = new IIOMetadataNode("ApplicationExtension");
        node.setAttribute("applicationID", "NETSCAPE");
        node.setAttribute("authenticationCode", "2.0");
        node.setUserObject(new byte[] {1, 0, 0});
        IIOMetadataNode list = new IIOMetadataNode("ApplicationExtensions");
        list.appendChild(node);
        return list;
    }

    /**
     * The animation as a piece of a page, with the file inside.
     *
     * @return an img element
     */
    public String html() {
        String data = Base64.getEncoder().encodeToString(gif());
        return "<img alt=\"" + this + "\" src=\"data:image/gif;base64," + data + "\">";
    }

    /** One line: how many frames of what size. */
    @Override
    public String toString() {
        BufferedImage first = frames.get(0);
        return String.format(
                "animation of %d frames, %d x %d pixels",
                frames.size(), first.getWidth(), first.getHeight());
    }
}
