package org.elbo.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.elbo.prob.Estimate;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Why the ELBO lies below log p(x): partly because an encoder gives a worse q than the best of its
 * family (the amortisation gap), partly because the family does not hold the posterior (the
 * approximation gap); log p(x) - ELBO(q) = approximation + amortisation (Cremer, Li and Duvenaud
 * 2018, arXiv:1801.03558, section 3).
 *
 * <pre>{@code
 * LatentGaussian best = LocalPosterior.fit(vae, x, 400, rng);
 * InferenceGap gap = InferenceGap.of(vae, x, best, 200, rng);
 * Estimate nats = gap.amortization();
 * }</pre>
 *
 * @param amortized an estimate of the ELBO of each datum with the encoder's q, in nats [rows]
 * @param best the same with the best q, from the same noise [rows]
 */
public record InferenceGap(double[] amortized, double[] best) {
    /**
     * Measures both bounds.
     *
     * @param model gives the decoder and the encoder's q
     * @param x data [rows, dataDimension]
     * @param best the best q of each datum, from {@link LocalPosterior}
     * @param draws how many z for each datum and each q
     * @param rng draws the noise, which both have in common
     * @return the bounds of each datum
     * @throws IllegalArgumentException if the numbers of rows differ
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static InferenceGap of(
            GaussianLatentModel model,
            INDArray x,
            LatentGaussian best,
            int draws,
            RandomGenerator rng) {
        Check.positive("draws", draws);
        Check.that(
                best.mean().size(0) == x.size(0),
                "best has %d rows but x has %d",
                best.mean().size(0),
                x.size(0));
        long seed = rng.nextLong();
        return new InferenceGap(
                elbos(model, x, model.encode(x), draws, new SplittableRandom(seed)),
                elbos(model, x, best, draws, new SplittableRandom(seed)));
    }

    /** E_q[log p(x|z)] over draws less KL(q || p) in closed form, datum by datum. */
    private static double[] elbos(
            GaussianLatentModel model,
            INDArray x,
            LatentGaussian q,
            int draws,
            RandomGenerator rng) {
        double[] elbo = q.kl().castTo(DataType.DOUBLE).sum(1).negi().toDoubleVector();
        for (int from = 0; from < elbo.length; from += Networks.ROWS) {
            Networks.stopIfInterrupted(from, elbo.length);
            var some = NDArrayIndex.interval(from, Math.min(elbo.length, from + Networks.ROWS));
            LatentGaussian part =
                    new LatentGaussian(q.mean().get(some).dup(), q.logVar().get(some).dup());
            addMeans(model, x.get(some).dup(), part, draws, rng, elbo, from);
        }
        return elbo;
    }

    /** Adds the mean over the draws of each row's log-likelihood, from a place in a sum on. */
    private static void addMeans(
            GaussianLatentModel model,
            INDArray x,
            LatentGaussian q,
            int draws,
            RandomGenerator rng,
            double[] to,
            int from) {
        Tape tape = new Tape();
        for (int l = 0; l < draws; l++) {
            Networks.stopIfInterrupted(l, draws);
            tape.clear();
            Value mean = tape.constant(q.mean());
            Value epsilon = tape.noise(mean.rows(), mean.columns(), rng);
            Value z = tape.reparameterize(mean, tape.constant(q.logVar()), epsilon);
            Value column = model.logLikelihood(tape, z, tape.constant(x));
            double[] logLikelihood = column.data().data().asDouble();
            for (int i = 0; i < column.rows(); i++) {
                to[from + i] += logLikelihood[i] / draws;
            }
        }
    }

    /**
     * What the encoder loses against the best q of its family.
     *
     * @return the mean over the data of ELBO(best) - ELBO(amortized), in nats
     */
    public Estimate amortization() {
        return difference(best, amortized);
    }

    /**
     * What the best q of the family loses against the posterior, KL(best || p(z|x)).
     *
     * @param logEvidence log p(x) of each datum in nats, exact or estimated [rows]
     * @return the mean over the data of log p(x) - ELBO(best), in nats; it is too small where the
     *     evidence is underestimated
     * @throws IllegalArgumentException if there are more or fewer numbers than data
     */
    public Estimate approximation(double[] logEvidence) {
        Check.that(
                logEvidence.length == best.length,
                "logEvidence has %d numbers but there are %d data",
                logEvidence.length,
                best.length);
        return difference(logEvidence, best);
    }

    private static Estimate difference(double[] a, double[] b) {
        double[] d = new double[a.length];
        Arrays.setAll(d, i -> a[i] - b[i]);
        return Estimate.of(d);
    }

    /**
     * One line.
     *
     * @return as in {@code ELBO -103.21 with the encoder's q, -101.50 with the best q: amortisation
     *     gap 1.71 ± 0.05 nats}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "ELBO %.2f with the encoder's q, %.2f with the best q: amortisation gap %.2f ± %.2f"
                        + " nats",
                Estimate.of(amortized).value(),
                Estimate.of(best).value(),
                amortization().value(),
                amortization().standardError());
    }
}
