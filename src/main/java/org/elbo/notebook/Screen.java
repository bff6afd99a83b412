package org.elbo.notebook;

import org.elbo.plot.Animation;

/** Where cells show things: the page of a kernel, or files and the standard output. */
interface Screen {
    /**
     * Shows a value.
     *
     * @param value an image or a text
     * @param mime the MIME type of a text, or null for an image or plain text
     * @return an id for {@link #update}
     */
    String show(Object value, String mime);

    /** Shows a table: as HTML where that is seen, else as aligned text. */
    default void show(Table table) {
        if (rich()) {
            show(table.html(), "text/html");
        } else {
            show(table.toString(), null);
        }
    }

    /** Shows an animation: on a page it plays, else its first frame is shown. */
    default void show(Animation animation) {
        if (rich()) {
            show(animation.html(), "text/html");
        } else {
            show(animation.frames().get(0), null);
        }
    }

    /** Replaces what was shown under an id. */
    void update(String id, Object value);

    /** Whether HTML and updates are seen by the reader. */
    boolean rich();

    /** The screen of the kernel that runs this code, or the standard output if none does. */
    static Screen current() {
        Screen kernel = KernelScreen.find();
        return kernel != null ? kernel : TextScreen.INSTANCE;
    }
}
