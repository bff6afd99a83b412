package org.elbo.model;

import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.elbo.nn.Adam;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The best q for each datum by itself: no encoder, mean and log-variance of a Gaussian with
 * independent dimensions climb the ELBO of that datum, from where the encoder put them, while the
 * model stays as it is (Cremer, Li and Duvenaud 2018, arXiv:1801.03558, section 4).
 */
public final class LocalPosterior {
    private static final int ROWS = 100;
    private static final int PAIRS = 4;
    private static final double[] RATES = {0.05, 0.02, 0.005, 0.001};

    private LocalPosterior() {}

    /**
     * Climbs by Adam with a falling rate; each step takes the gradient over 4 draws of noise and
     * their mirror images.
     *
     * @param model gives the decoder and the start; none of its parameters is changed
     * @param x data [rows, dataDimension]
     * @param steps how many; some hundreds are enough as a rule
     * @param rng draws the noise
     * @return means and log-variances [rows, latentDimension]
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static LatentGaussian fit(
            GaussianLatentModel model, INDArray x, int steps, RandomGenerator rng) {
        Check.positive("steps", steps);
        LatentGaussian start = model.encode(x);
        INDArray mean = start.mean().dup('c');
        INDArray logVar = start.logVar().dup('c');
        int rows = Math.toIntExact(x.size(0));
        for (int from = 0; from < rows; from += ROWS) {
            var some = NDArrayIndex.interval(from, Math.min(rows, from + ROWS));
            Parameter mu = Parameter.of("mean of q", mean.get(some).dup('c'));
            Parameter lv = Parameter.of("logVar of q", logVar.get(some).dup('c'));
            climb(model, x.get(some).dup('c'), mu, lv, steps, rng);
            mean.get(some).assign(mu.value());
            logVar.get(some).assign(lv.value());
        }
        return new LatentGaussian(mean, logVar);
    }

    private static void climb(
            GaussianLatentModel model,
            INDArray x,
            Parameter mu,
            Parameter logVar,
            int steps,
            RandomGenerator rng) {
        INDArray repeated = x.repeat(0, 2 * PAIRS);
        List<Parameter> q = List.of(mu, logVar);
        Tape tape = new Tape();
        Adam adam = null;
        for (int step = 0; step < steps; step++) {
            Networks.stopIfInterrupted(step, steps);
            if (step == 0 || stage(step, steps) != stage(step - 1, steps)) {
                adam = Adam.of(RATES[stage(step, steps)]);
            }
            tape.clear();
            tape.backward(loss(tape, model, repeated, mu, logVar, rng));
            adam.step(q);
        }
    }

    private static int stage(int step, int steps) {
        return (int) ((long) step * RATES.length / steps);
    }

    /** The negative ELBO, summed over the data. */
    private static Value loss(
            Tape tape,
            GaussianLatentModel model,
            INDArray repeated,
            Parameter mu,
            Parameter logVar,
            RandomGenerator rng) {
        Value mean = tape.parameter(mu);
        Value lv = tape.parameter(logVar);
        Value z =
                tape.reparameterize(
                        tape.repeatRows(mean, 2 * PAIRS),
                        tape.repeatRows(lv, 2 * PAIRS),
                        mirrored(tape, mu.rows(), mu.columns(), rng));
        Value logLikelihood = model.logLikelihood(tape, z, tape.constant(repeated));
        Value kl = tape.sum(tape.gaussianKlTerms(mean, lv));
        return tape.combine(kl, 1, tape.sum(logLikelihood), -0.5 / PAIRS);
    }

    /** Noise [rows * 2 * PAIRS, columns] in which each row is followed by its negative. */
    private static Value mirrored(Tape tape, int rows, int columns, RandomGenerator rng) {
        float[] epsilon = new float[rows * 2 * PAIRS * columns];
        for (int row = 0; row < epsilon.length; row += 2 * columns) {
            for (int j = row; j < row + columns; j++) {
                epsilon[j] = (float) rng.nextGaussian();
                epsilon[j + columns] = -epsilon[j];
            }
        }
        return tape.constant(epsilon, rows * 2 * PAIRS, columns);
    }
}
