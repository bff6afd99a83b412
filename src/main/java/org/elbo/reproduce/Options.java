package org.elbo.reproduce;

import org.elbo.data.Images;
import org.elbo.internal.Check;

/**
 * What the user asked of an experiment.
 *
 * @param seed of the first weights, of the order of the data and of all noise
 * @param epochs how often each model visits its training data
 * @param images how many images of a set are used at most
 */
public record Options(long seed, int epochs, int images) {
    /**
     * Checks the numbers.
     *
     * @param seed any
     * @param epochs at least 1
     * @param images at least 1
     */
    public Options {
        Check.positive("epochs", epochs);
        Check.positive("images", images);
    }

    /**
     * All images.
     *
     * @param seed any
     * @param epochs at least 1
     * @return the options
     */
    public static Options of(long seed, int epochs) {
        return new Options(seed, epochs, Integer.MAX_VALUE);
    }

    /**
     * A set of images, shortened if the user wants to try something out.
     *
     * @param all the whole set
     * @return its first images
     */
    public Images of(Images all) {
        return all.first(Math.min(images, all.size()));
    }
}
