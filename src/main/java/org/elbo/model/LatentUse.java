package org.elbo.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What each latent dimension is used for, over a data set. A collapsed one has q(z|x) = p(z) for
 * every x: no divergence, and a mean that does not move.
 *
 * @param kl the mean over the data of KL(q(z_j|x) || p(z_j)), in nats [latentDimension]
 * @param activity the variance over the data of the mean of q(z_j|x) (Burda et al. 2016,
 *     arXiv:1509.00519, section 5) [latentDimension]
 */
public record LatentUse(double[] kl, double[] activity) {
    /** A latent whose activity is above this is active (Burda et al. 2016, section 5). */
    public static final double ACTIVE = 0.01;

    /**
     * Measures the use of every dimension.
     *
     * @param q the approximate posteriors of a data set, as {@code encode} gives them
     * @return divergences and activities
     */
    public static LatentUse of(LatentGaussian q) {
        INDArray mean = q.mean().castTo(DataType.DOUBLE);
        INDArray moved = mean.subRowVector(mean.mean(0));
        return new LatentUse(
                q.kl().castTo(DataType.DOUBLE).mean(0).toDoubleVector(),
                moved.muli(moved).mean(0).toDoubleVector());
    }

    /**
     * The number of latents that the model uses.
     *
     * @return how many have an activity above {@link #ACTIVE}
     */
    public int activeUnits() {
        return (int) Arrays.stream(activity).filter(a -> a > ACTIVE).count();
    }

    /**
     * The latents by their use.
     *
     * @return their numbers, the most active first
     */
    public int[] mostActive() {
        return IntStream.range(0, activity.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -activity[j]))
                .mapToInt(j -> j)
                .toArray();
    }

    /**
     * The mean divergence of all dimensions together, the KL of the ELBO.
     *
     * @return nats per datum
     */
    public double totalKl() {
        return Arrays.stream(kl).sum();
    }

    /**
     * A line for each dimension and one for all.
     *
     * @return as in {@code 4 of 6 latents active (activity above 0.01), KL 5.43 nats per datum}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("latent  KL (nats)  activity\n");
        for (int j = 0; j < kl.length; j++) {
            text.append(String.format(Locale.ROOT, "%6d  %9.4f  %8.4f\n", j, kl[j], activity[j]));
        }
        return text.append(
                        String.format(
                                Locale.ROOT,
                                "%d of %d latents active (activity above %s), KL %.2f nats per"
                                        + " datum",
                                activeUnits(),
                                kl.length,
                                ACTIVE,
                                totalKl()))
                .toString();
    }
}
