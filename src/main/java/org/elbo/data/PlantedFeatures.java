package org.elbo.data;

import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.elbo.prob.Gaussian;
import org.elbo.prob.LogSumExp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images that are known to be made of five features, so that a program that looks for features can
 * be judged: each image shows each of five shapes or does not, independently, and Gaussian noise is
 * added to every pixel (after the example of Griffiths and Ghahramani 2011, which has four).
 *
 * @param images [rows, 64], 8 by 8 pixels, row after row
 * @param masks which image shows which shape, zeros and ones [rows, 5]
 * @param shapes the shapes themselves, zeros and ones [5, 64]
 */
public record PlantedFeatures(INDArray images, INDArray masks, INDArray shapes) {
    /** The width and the height of an image. */
    public static final int SIDE = 8;

    /** The number of shapes. */
    public static final int SHAPES = 5;

    /** Cross, ring, staircase, block and stroke; some cover pixels of others. */
    private static final String[] DRAWN = {
        "..#.......#.....#####.....#.......#.............................",
        "...#####...#...#...#...#...#...#...#####........................",
        "........................#.......##......###.....####....#####...",
        "...................................####....####....####.........",
        "...............................#......#......#......#......#....",
    };

    /**
     * Makes images.
     *
     * @param rows how many
     * @param frequency the probability of each shape
     * @param noise the standard deviation of the noise; a shape has height 1
     * @param rng draws shapes and noise
     * @return the images and what is in them
     * @throws IllegalArgumentException if rows is not positive, the frequency no probability or the
     *     noise negative or not finite
     */
    public static PlantedFeatures of(
            int rows, double frequency, double noise, RandomGenerator rng) {
        Check.positive("rows", rows);
        Check.probability("frequency", frequency);
        Check.that(noise >= 0 && noise < 1e6, "noise is %s but must be at least 0", noise);
        INDArray masks = Nd4j.create(rows, SHAPES);
        for (int i = 0; i < rows * SHAPES; i++) {
            masks.putScalar(i, rng.nextDouble() < frequency ? 1 : 0);
        }
        INDArray shapes = drawn();
        INDArray images = masks.mmul(shapes).dup('c');
        for (int i = 0; i < images.length(); i++) {
            images.putScalar(i, images.getDouble(i) + noise * rng.nextGaussian());
        }
        return new PlantedFeatures(images, masks, shapes);
    }

    /**
     * log p(x) of each image under the truth: a sum over all sets of shapes, each with its
     * probability and Gaussian noise around its image.
     *
     * @param frequency the probability of each shape, strictly between 0 and 1
     * @param noise the standard deviation of the noise, positive
     * @return a number for each image, in nats
     */
    public double[] logEvidence(double frequency, double noise) {
        Check.that(
                frequency > 0 && frequency < 1,
                "frequency is %s but must be between 0 and 1",
                frequency);
        Check.positive("noise", noise);
        double[][] x = images.toDoubleMatrix();
        double[][] means = new double[1 << SHAPES][SIDE * SIDE];
        double[] logPrior = new double[means.length];
        for (int set = 0; set < means.length; set++) {
            for (int k = 0; k < SHAPES; k++) {
                int on = set >> k & 1;
                logPrior[set] += Math.log(on == 1 ? frequency : 1 - frequency);
                for (int i = 0; i < SIDE * SIDE; i++) {
                    means[set][i] += on * shapes.getDouble(k, i);
                }
            }
        }
        Gaussian error = Gaussian.of(0, noise);
        double[] logs = new double[x.length];
        for (int n = 0; n < x.length; n++) {
            double[] logJoint = logPrior.clone();
            for (int set = 0; set < means.length; set++) {
                for (int i = 0; i < SIDE * SIDE; i++) {
                    logJoint[set] += error.logDensity(x[n][i] - means[set][i]);
                }
            }
            logs[n] = LogSumExp.of(logJoint);
        }
        return logs;
    }

    private static INDArray drawn() {
        INDArray shapes = Nd4j.create(SHAPES, SIDE * SIDE);
        for (int k = 0; k < SHAPES; k++) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                shapes.putScalar(k, i, DRAWN[k].charAt(i) == '#' ? 1 : 0);
            }
        }
        return shapes;
    }
}
