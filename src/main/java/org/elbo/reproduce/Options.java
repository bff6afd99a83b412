package org.elbo.reproduce;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.elbo.data.Images;
import org.elbo.internal.Check;

/**
 * What the user asked of an experiment.
 *
 * @param seed of the first weights, of the order of the data and of all noise
 * @param epochs how often each model visits its training data
 * @param images how many images of a set are used at most
 * @param only a regular expression that is found in the settings of the studies to run
 */
public record Options(long seed, int epochs, int images, String only) {
    /**
     * Checks the numbers.
     *
     * @param seed any
     * @param epochs at least 1
     * @param images at least 1
     * @param only any regular expression; the empty one is found everywhere
     */
    public Options {
        Check.positive("epochs", epochs);
        Check.positive("images", images);
        try {
            Pattern.compile(only);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "only is '"
                            + only
                            + "' but must be a regular expression: "
                            + e.getDescription(),
                    e);
        }
    }

    /**
     * Some images of each set, all studies.
     *
     * @param seed any
     * @param epochs at least 1
     * @param images at least 1
     */
    public Options(long seed, int epochs, int images) {
        this(seed, epochs, images, "");
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

    /** The studies that the user asked for, and those on which they build. */
    List<Study<?>> of(List<Study<?>> all) {
        Pattern pattern = Pattern.compile(only);
        List<Study<?>> asked =
                all.stream().filter(s -> pattern.matcher(s.setting()).find()).toList();
        Check.that(
                !asked.isEmpty(),
                "'%s' is found in none of the settings %s",
                only,
                all.stream().map(Study::setting).toList());
        return all.stream()
                .filter(s -> asked.contains(s) || asked.stream().anyMatch(a -> a.base() == s))
                .toList();
    }
}
