package org.elbo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.elbo.prob.ImportanceWeights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The importance-weighted bound (Burda, Grosse and Salakhutdinov 2016): E[log 1/k sum_i p(x, z_i) /
 * q(z_i|x)] over k draws from q. It is the ELBO for k = 1, grows with k and tends to log p(x). To
 * train on it gives an importance-weighted autoencoder; to evaluate it with large k gives the
 * log-likelihood of any model with latents.
 *
 * <pre>{@code
 * Trainer.of(Iwae.of(vae, 5), Adam.of(1e-3)).fit(train);
 * ImportanceBound bound = Iwae.of(vae, 1000).bound(test, new SplittableRandom(1));
 * }</pre>
 */
public final class Iwae implements Model {
    /** Rows of draws on a tape when no gradient is needed: with 784 pixels they take 12 MB. */
    private static final int ROWS = 1000;

    private final LatentVariableModel model;
    private final int k;
    private final Recording recording;

    private Iwae(LatentVariableModel model, int k, Recording recording) {
        this.model = model;
        this.k = Check.positive("k", k);
        this.recording = recording;
    }

    /** How log weights are recorded for training: all ways agree on the numbers. */
    private interface Recording {
        Value logWeights(Tape tape, INDArray batch, int k, RandomGenerator rng);
    }

    /**
     * The bound of a model, whose parameters it shares.
     *
     * @param model gives the weights
     * @param k the number of draws for each datum
     * @return the objective
     */
    public static Iwae of(LatentVariableModel model, int k) {
        Objects.requireNonNull(model, "model");
        return new Iwae(model, k, model::logWeights);
    }

    /**
     * The same bound, on which the encoder is trained by the doubly reparameterised gradient
     * (Tucker et al. 2019): the same on average, with less noise.
     *
     * @param model gives the weights
     * @param k the number of draws for each datum
     * @return the objective
     */
    public static Iwae doublyReparameterized(GaussianLatentModel model, int k) {
        Objects.requireNonNull(model, "model");
        return new Iwae(
                model, k, (t, x, n, rng) -> DoublyReparameterized.logWeights(model, t, x, n, rng));
    }

    @Override
    public int dataDimension() {
        return model.dataDimension();
    }

    /**
     * The number of draws for each datum.
     *
     * @return at least 1
     */
    public int k() {
        return k;
    }

    @Override
    public List<Parameter> parameters() {
        return model.parameters();
    }

    /** Records the negative bound of a batch (Burda et al. 2016, equation 8). */
    @Override
    public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
        Value logWeights = recording.logWeights(tape, batch, k, rng);
        return tape.negate(tape.mean(tape.logMeanExp(logWeights, k)));
    }

    /**
     * The bound of a data set, with diagnostics of the weights.
     *
     * @param data all of it is used
     * @param rng draws z, and the data where they are random
     * @return the bound
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public ImportanceBound bound(Dataset data, RandomGenerator rng) {
        return bound(data, rng, done -> {});
    }

    /**
     * The bound of a data set, with diagnostics of the weights, for a reader who wants to see that
     * it goes on.
     *
     * @param data all of it is used
     * @param rng draws z, and the data where they are random
     * @param progress is told now and then how many data are done
     * @return the bound
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public ImportanceBound bound(Dataset data, RandomGenerator rng, IntConsumer progress) {
        List<ImportanceWeights> weights = new ArrayList<>();
        Tape tape = Tape.withoutGradients();
        int together = Math.max(1, ROWS / k);
        for (int from = 0; from < data.size(); from += together) {
            Networks.stopIfInterrupted(from, data.size());
            int to = Math.min(data.size(), from + together);
            double[] logWeights = logWeights(tape, data.batch(from, to, rng), rng);
            for (int i = 0; i < to - from; i++) {
                weights.add(ImportanceWeights.of(row(logWeights, i)));
            }
            progress.accept(to);
        }
        return ImportanceBound.of(weights);
    }

    private double[] row(double[] logWeights, int i) {
        double[] row = new double[k];
        System.arraycopy(logWeights, i * k, row, 0, k);
        return row;
    }

    /** The log weights of a few data or, when k is large, of one, some draws at a time. */
    private double[] logWeights(Tape tape, INDArray batch, RandomGenerator rng) {
        int rows = batch.rows();
        double[] all = new double[Math.multiplyExact(rows, k)];
        for (int from = 0; from < k; from += ROWS) {
            tape.clear();
            Value some = model.logWeights(tape, batch, Math.min(ROWS, k - from), rng);
            Networks.copy(some, all, rows * from);
        }
        return all;
    }

    /**
     * The bound of some data.
     *
     * @param x data [rows, dataDimension]
     * @param rng draws z
     * @return the bound
     */
    public ImportanceBound bound(INDArray x, RandomGenerator rng) {
        return bound(Dataset.of(x), rng);
    }

    @Override
    public String toString() {
        return "IWAE-" + k + " of " + model;
    }
}
