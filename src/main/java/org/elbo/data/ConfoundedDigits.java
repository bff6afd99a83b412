package org.elbo.data;

import java.util.LinkedHashMap;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * Images with planted nuisances: the label is the task; the background, or how the image is turned
 * and how large it is, is a nuisance whose true value is known. Pixels are real, from 0 to 1.
 */
public final class ConfoundedDigits {
    /** The directions that stripes may have. */
    public static final int DIRECTIONS = 10;

    /** Pixels from one stripe to the next. */
    private static final double WAVE = 7;

    private static final double MOST_ANGLE = 45;

    private ConfoundedDigits() {}

    /**
     * Images before striped wallpaper: a pixel is the brighter of the image's and the wallpaper's,
     * {@code contrast / 2 (1 + cos(2 pi (x cos a + y sin a) / 7 + phase))} with the direction a =
     * 18 degrees times the stripes' number.
     *
     * @param images the images; labels from 0 to 9
     * @param confounding the probability that the stripes' number is not drawn but is the label; 0
     *     makes the nuisances independent of the task
     * @param rng the source of randomness
     * @return the images, with nuisances stripes (0 to 9), contrast (0.2 to 0.6) and phase (0 to 2
     *     pi), uniform
     * @throws IllegalArgumentException if {@code confounding} is not a probability or a label over
     *     9
     */
    public static Confounded striped(Images images, double confounding, RandomGenerator rng) {
        Check.probability("confounding", confounding);
        double[] stripes = new double[images.size()];
        double[] contrast = new double[images.size()];
        double[] phase = new double[images.size()];
        float[] values = images.pixels(0, images.size()).data().asFloat();
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = tied(confounding, rng) ? images.label(i) : rng.nextInt(DIRECTIONS);
            contrast[i] = 0.2 + 0.4 * rng.nextDouble();
            phase[i] = 2 * Math.PI * rng.nextDouble();
            paper(values, i, images, stripes[i], contrast[i], phase[i]);
        }
        LinkedHashMap<String, double[]> nuisances = new LinkedHashMap<>();
        nuisances.put("stripes", stripes);
        nuisances.put("contrast", contrast);
        nuisances.put("phase", phase);
        return confounded(values, images, nuisances);
    }

    private static boolean tied(double confounding, RandomGenerator rng) {
        return rng.nextDouble() < confounding;
    }

    private static void paper(
            float[] values,
            int image,
            Images images,
            double stripes,
            double contrast,
            double phase) {
        double angle = Math.PI * stripes / DIRECTIONS;
        double right = 2 * Math.PI / WAVE * Math.cos(angle);
        double down = 2 * Math.PI / WAVE * Math.sin(angle);
        int at = image * images.height() * images.width();
        for (int y = 0; y < images.height(); y++) {
            for (int x = 0; x < images.width(); x++, at++) {
                double paper = contrast / 2 * (1 + Math.cos(right * x + down * y + phase));
                values[at] = Math.max(values[at], (float) paper);
            }
        }
    }

    /**
     * Images turned and made smaller or larger around their middle, between pixels by bilinear
     * interpolation; outside there is nothing.
     *
     * @param images the images; labels from 0 to 9
     * @param confounding the probability that the angle is not drawn but follows from the label,
     *     {@code 10 label - 45} degrees; 0 makes the nuisances independent of the task
     * @param rng the source of randomness
     * @return the images, with nuisances angle (-45 to 45 degrees, anticlockwise) and scale (0.6 to
     *     1.1), uniform
     * @throws IllegalArgumentException if {@code confounding} is not a probability or a label over
     *     9
     */
    public static Confounded turned(Images images, double confounding, RandomGenerator rng) {
        Check.probability("confounding", confounding);
        double[] angle = new double[images.size()];
        double[] scale = new double[images.size()];
        int pixels = images.height() * images.width();
        float[] values = new float[Math.multiplyExact(images.size(), pixels)];
        for (int i = 0; i < angle.length; i++) {
            angle[i] =
                    tied(confounding, rng)
                            ? 10 * images.label(i) - MOST_ANGLE
                            : MOST_ANGLE * (2 * rng.nextDouble() - 1);
            scale[i] = 0.6 + 0.5 * rng.nextDouble();
            turn(images, i, angle[i], scale[i], values, i * pixels);
        }
        LinkedHashMap<String, double[]> nuisances = new LinkedHashMap<>();
        nuisances.put("angle", angle);
        nuisances.put("scale", scale);
        return confounded(values, images, nuisances);
    }

    /** Each new pixel looks where it came from: turned back and divided by the scale. */
    static void turn(Images images, int image, double angle, double scale, float[] out, int at) {
        double cos = Math.cos(Math.toRadians(angle)) / scale;
        double sin = Math.sin(Math.toRadians(angle)) / scale;
        double middleX = (images.width() - 1) / 2.0;
        double middleY = (images.height() - 1) / 2.0;
        for (int y = 0, to = at; y < images.height(); y++) {
            for (int x = 0; x < images.width(); x++, to++) {
                double right = x - middleX;
                double down = y - middleY;
                double fromX = middleX + cos * right - sin * down;
                double fromY = middleY + sin * right + cos * down;
                out[to] = between(images, image, fromX, fromY);
            }
        }
    }

    private static float between(Images images, int image, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double down = y - top;
        double above =
                (1 - right) * pixel(images, image, left, top)
                        + right * pixel(images, image, left + 1, top);
        double below =
                (1 - right) * pixel(images, image, left, top + 1)
                        + right * pixel(images, image, left + 1, top + 1);
        return (float) (((1 - down) * above + down * below) / 255);
    }

    private static int pixel(Images images, int image, int x, int y) {
        boolean inside = x >= 0 && x < images.width() && y >= 0 && y < images.height();
        return inside ? images.raw()[images.offset(image) + y * images.width() + x] & 0xff : 0;
    }

    private static Confounded confounded(
            float[] values, Images images, LinkedHashMap<String, double[]> nuisances) {
        int[] labels = images.labels();
        for (int label : labels) {
            Check.that(label < 10, "label %d found, but digits have 0 to 9", label);
        }
        return Confounded.of(values, labels, 10, nuisances);
    }
}
