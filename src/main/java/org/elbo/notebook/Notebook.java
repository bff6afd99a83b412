package org.elbo.notebook;

import java.awt.image.BufferedImage;
import org.elbo.plot.Animation;
import org.elbo.plot.Picture;

/**
 * Shows things in the output of a cell: {@code import static org.elbo.notebook.Notebook.*;}.
 *
 * <p>Outside of a notebook, pictures go to PNG files whose names are printed (the folder is the
 * system property {@code elbo.pictures}), and texts to the standard output.
 */
public final class Notebook {
    private Notebook() {}

    /**
     * Shows an image.
     *
     * @param image the image
     */
    public static void show(BufferedImage image) {
        Screen.current().show(image, null);
    }

    /**
     * Shows charts or image grids, one after the other.
     *
     * @param pictures the charts
     */
    public static void show(Picture... pictures) {
        for (Picture picture : pictures) {
            show(picture.image());
        }
    }

    /**
     * Shows an animation; where there is no page, its first frame.
     *
     * @param animation what moves
     */
    public static void show(Animation animation) {
        Screen.current().show(animation);
    }

    /**
     * Shows HTML.
     *
     * @param html the source
     */
    public static void html(String html) {
        Screen.current().show(html, "text/html");
    }

    /**
     * Shows Markdown, with formulas between dollar signs.
     *
     * @param markdown the source
     */
    public static void markdown(String markdown) {
        Screen.current().show(markdown, "text/markdown");
    }

    /**
     * Shows a table: as HTML in a notebook, as aligned text elsewhere. The kernel of this course
     * keeps both in the notebook's file, for viewers that show only text.
     *
     * @param table the table
     */
    public static void table(Table table) {
        Screen.current().show(table);
    }
}
