package org.elbo.plot;

import java.awt.image.BufferedImage;

/** Something that can be drawn, and shown in a notebook. */
public interface Picture {
    /**
     * Draws it.
     *
     * @return a new image
     */
    BufferedImage image();
}
