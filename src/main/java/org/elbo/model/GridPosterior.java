package org.elbo.model;

import java.util.Arrays;
import java.util.Locale;
import org.elbo.autodiff.Tape;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The true posterior p(z|x) of one datum, and the true log p(x), of a model with one or two
 * latents: by the trapezoidal rule on a grid, which for smooth densities that end at zero converges
 * faster than any power of the step. A coarse grid finds where the posterior is, a fine one
 * integrates; modes much narrower than the coarse step of 1/8 (1/64 with one latent) may be missed.
 * Nothing here is drawn at random.
 *
 * <pre>{@code
 * GridPosterior truth = GridPosterior.of(vae, x);
 * show(HeatMap.of("p(z|x)", "z1", "z2").values(truth.axis(0), truth.axis(1), truth.density()));
 * }</pre>
 */
public final class GridPosterior {
    /** Densities this much below the highest count as zero: e^-30 is 1e-13. */
    private static final double NATS = 30;

    private static final double HALF_WIDTH = 6;
    private static final int WIDEST = 8;

    /** The number of points in a dimension for one and for two latents. */
    private static final int[] SIDE = {769, 97};

    private final LatentGrid grid;
    private final double logEvidence;

    private GridPosterior(LatentGrid grid) {
        this.grid = grid;
        this.logEvidence = grid.logIntegral(1);
    }

    /**
     * Integrates over the latents; takes about 20,000 evaluations of the decoder.
     *
     * @param model a model with one or two latents
     * @param x one datum [1, dataDimension]
     * @return the posterior
     * @throws IllegalArgumentException if the model has more latents, or x does not fit it
     * @throws IllegalStateException if the posterior is not inside the cube from -48 to 48
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static GridPosterior of(GaussianLatentModel model, INDArray x) {
        return of(new Tape(), model, x);
    }

    private static GridPosterior of(Tape tape, GaussianLatentModel model, INDArray x) {
        int latents = model.latentDimension();
        Check.that(
                latents <= 2,
                "the model has %d latents but a grid is for 1 or 2: use Iwae for more",
                latents);
        Networks.columnsChecked("x", x, model.dataDimension());
        Check.that(x.rows() == 1, "x has %d rows but must be one datum", x.rows());
        LatentGrid coarse = coarse(tape, model, x);
        double[] from = new double[latents];
        double[] to = new double[latents];
        for (int d = 0; d < latents; d++) {
            int[] support = coarse.support(d, NATS);
            double[] axis = coarse.axis(d);
            from[d] = axis[Math.max(0, support[0] - 1)];
            to[d] = axis[Math.min(axis.length - 1, support[1] + 1)];
        }
        return new GridPosterior(LatentGrid.of(tape, model, x, from, to, SIDE[latents - 1]));
    }

    /**
     * The true log p(x) of some data.
     *
     * @param model a model with one or two latents
     * @param x data [rows, dataDimension]
     * @return nats, one for each row
     * @throws IllegalArgumentException if the model has more latents, or x does not fit it
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static double[] logEvidences(GaussianLatentModel model, INDArray x) {
        double[] all = new double[x.rows()];
        Tape tape = new Tape();
        Arrays.setAll(all, i -> of(tape, model, x.getRow(i, true)).logEvidence());
        return all;
    }

    /** A cube that the posterior does not touch the sides of. */
    private static LatentGrid coarse(Tape tape, GaussianLatentModel model, INDArray x) {
        int latents = model.latentDimension();
        for (int wide = 1; wide <= WIDEST; wide *= 2) {
            double[] from = new double[latents];
            double[] to = new double[latents];
            Arrays.fill(from, -wide * HALF_WIDTH);
            Arrays.fill(to, wide * HALF_WIDTH);
            int side = wide * (SIDE[latents - 1] - 1) + 1;
            LatentGrid grid = LatentGrid.of(tape, model, x, from, to, side);
            if (inside(grid, latents)) {
                return grid;
            }
        }
        throw new IllegalStateException(
                "the posterior of this datum is farther than "
                        + WIDEST * HALF_WIDTH
                        + " from the prior's mean: is the datum of the kind that the model knows?");
    }

    private static boolean inside(LatentGrid grid, int latents) {
        for (int d = 0; d < latents; d++) {
            int[] support = grid.support(d, NATS);
            if (support[0] == 0 || support[1] == grid.side() - 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * The true log p(x), up to {@link #error()} and the rounding of single precision, about 1e-5.
     *
     * @return nats
     */
    public double logEvidence() {
        return logEvidence;
    }

    /**
     * How much the integral changes when every second point in each dimension is left out. The
     * error of the full grid is smaller, as a rule by far.
     *
     * @return nats, not negative
     */
    public double error() {
        return Math.abs(logEvidence - grid.logIntegral(2));
    }

    /**
     * Where the points of the fine grid lie.
     *
     * @param latent 0 or 1
     * @return ascending places, equally spaced
     */
    public double[] axis(int latent) {
        return grid.axis(latent);
    }

    /**
     * The log density of the true posterior, log p(z|x) = log p(x, z) - log p(x).
     *
     * @return nats; a row for each place of the second latent (a single row if there is one
     *     latent), a column for each place of the first
     */
    public double[][] logDensity() {
        double[][] density = grid.rows();
        for (double[] row : density) {
            for (int i = 0; i < row.length; i++) {
                row[i] -= logEvidence;
            }
        }
        return density;
    }

    /**
     * The density of the true posterior.
     *
     * @return rows and columns as those of {@link #logDensity}
     */
    public double[][] density() {
        double[][] density = logDensity();
        for (double[] row : density) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.exp(row[i]);
            }
        }
        return density;
    }

    /**
     * One line.
     *
     * @return as in {@code log p(x) = -143.20456 (grid error 1e-09)}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "log p(x) = %.5f (grid error %.0e)", logEvidence, error());
    }
}
