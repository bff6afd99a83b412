package org.elbo.notebook;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/**
 * Outside of a kernel: texts go to the standard output, pictures to PNG files in the folder named
 * by the system property {@code elbo.pictures}, or in {@code elbo-pictures} in the folder for
 * temporary files.
 */
final class TextScreen implements Screen {
    static final TextScreen INSTANCE = new TextScreen();

    private final AtomicInteger shown = new AtomicInteger();

    @Override
    public String show(Object value, String mime) {
        String id = Integer.toString(shown.incrementAndGet());
        if (value instanceof RenderedImage image) {
            System.out.println(
                    "picture, "
                            + image.getWidth()
                            + " x "
                            + image.getHeight()
                            + " pixels: "
                            + write(image, id));
        } else {
            System.out.println(value);
        }
        return id;
    }

    /**
     * Pictures replace their file; texts are printed when something else asks for it, not at every
     * update.
     */
    @Override
    public void update(String id, Object value) {
        if (value instanceof RenderedImage image) {
            write(image, id);
        }
    }

    @Override
    public boolean rich() {
        return false;
    }

    private static Path write(RenderedImage image, String id) {
        String temporary =
                Path.of(System.getProperty("java.io.tmpdir"), "elbo-pictures").toString();
        Path folder = Path.of(System.getProperty("elbo.pictures", temporary));
        Path file = folder.resolve("picture-" + id + ".png");
        try {
            Files.createDirectories(folder);
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write picture " + file + ": " + e, e);
        }
        return file;
    }
}
