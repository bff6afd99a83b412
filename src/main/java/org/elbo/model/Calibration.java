package org.elbo.model;

import java.util.Locale;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.elbo.prob.RankHistogram;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788, algorithm 1): draws z from the
 * prior, x from p(x|z), then many z from q(z|x), and ranks the true z among them, dimension by
 * dimension. Were q the posterior, every rank would be as likely. The data are the model's own, so
 * that it is q alone that is judged, not the fit to real data.
 *
 * <pre>{@code
 * Calibration calibration = Calibration.of(vae, 2000, 99, new Random(1));
 * RankHistogram first = calibration.histogram(0, 20);
 * }</pre>
 */
public final class Calibration {
    private final int[][] ranks;
    private final int draws;

    private Calibration(int[][] ranks, int draws) {
        this.ranks = ranks;
        this.draws = draws;
    }

    /**
     * Runs the simulations.
     *
     * @param model generates and encodes
     * @param simulations how many pairs of z and x
     * @param draws how many z from each q(z|x); draws + 1 should have many divisors, as 99 has
     * @param rng draws everything
     * @return the ranks
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Calibration of(
            GaussianLatentModel model, int simulations, int draws, RandomGenerator rng) {
        Check.positive("simulations", simulations);
        Check.positive("draws", draws);
        int latents = model.latentDimension();
        float[] prior = Networks.noise(simulations * latents, rng);
        INDArray z = Nd4j.create(prior, new long[] {simulations, latents}, 'c');
        LatentGaussian q = model.encode(model.simulate(z, rng));
        double[][] mean = q.mean().toDoubleMatrix();
        double[][] deviation = q.standardDeviation().toDoubleMatrix();
        int[][] ranks = new int[latents][simulations];
        for (int i = 0; i < simulations; i++) {
            Networks.stopIfInterrupted(i, simulations);
            for (int j = 0; j < latents; j++) {
                double standardised = (prior[i * latents + j] - mean[i][j]) / deviation[i][j];
                ranks[j][i] = rank(standardised, draws, rng);
            }
        }
        return new Calibration(ranks, draws);
    }

    /** How many of some draws from N(0, 1) are smaller. */
    private static int rank(double value, int draws, RandomGenerator rng) {
        int below = 0;
        for (int l = 0; l < draws; l++) {
            below += rng.nextGaussian() < value ? 1 : 0;
        }
        return below;
    }

    /**
     * The number of latent dimensions.
     *
     * @return at least 1
     */
    public int latentDimension() {
        return ranks.length;
    }

    /**
     * The ranks of one latent dimension.
     *
     * @param latent which, from 0
     * @param bins how many, a divisor of draws + 1
     * @return their histogram, with the test of uniformity
     * @throws IllegalArgumentException if there is no such latent, or the bins do not fit
     */
    public RankHistogram histogram(int latent, int bins) {
        Check.that(
                latent >= 0 && latent < ranks.length,
                "latent %d of %d does not exist",
                latent,
                ranks.length);
        return RankHistogram.of(ranks[latent], draws, bins);
    }

    /**
     * One test of all dimensions: the smallest of their p-values times their number (Bonferroni),
     * so that a right q fails at level a with a probability of at most about a, whatever the number
     * of dimensions.
     *
     * @param bins how many in each histogram
     * @return from 0 to 1
     */
    public double pValue(int bins) {
        double smallest = 1;
        for (int j = 0; j < ranks.length; j++) {
            smallest = Math.min(smallest, histogram(j, bins).pValue());
        }
        return Math.min(1, smallest * ranks.length);
    }

    /**
     * One line.
     *
     * @return as in {@code calibration of 6 latents, ranks of 2000 simulations among 99 draws}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "calibration of %d latents, ranks of %d simulations among %d draws",
                ranks.length,
                ranks[0].length,
                draws);
    }
}
