package org.elbo.model;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The objective of the beta-TC-VAE (Chen et al. 2018, equation 4 with alpha = gamma = 1). Of the
 * three parts of the KL term, see {@link KlDecomposition}, only the total correlation of the
 * aggregate posterior costs beta: ELBO - (beta - 1) KL(q(z) || prod_j q(z_j)). So beta presses the
 * latents to be independent of each other and not to say less. q(z) is estimated from the
 * minibatch.
 *
 * <pre>{@code
 * Model objective = BetaTcVae.of(vae, 6, shapes.size());
 * Trainer.of(objective, Adam.of(1e-3)).fit(shapes.dataset());
 * }</pre>
 */
public final class BetaTcVae implements Model {
    private final GaussianLatentModel model;
    private final double beta;
    private final int dataSize;
    private final MinibatchWeights weights;

    private BetaTcVae(
            GaussianLatentModel model, double beta, int dataSize, MinibatchWeights weights) {
        this.model = Objects.requireNonNull(model, "model");
        this.beta = new KlPenalty(beta, 0).weight();
        this.dataSize = Check.positive("data size", dataSize);
        this.weights = Objects.requireNonNull(weights, "weights");
    }

    /**
     * The objective of a model, whose parameters it shares, with minibatch-weighted sampling.
     *
     * @param model what is trained
     * @param beta what a nat of total correlation costs, at least 0
     * @param dataSize the number of data in the training set
     * @return the objective
     */
    public static BetaTcVae of(GaussianLatentModel model, double beta, int dataSize) {
        return new BetaTcVae(model, beta, dataSize, MinibatchWeights.WEIGHTED);
    }

    /**
     * The same with another estimate of q(z).
     *
     * @param how weighted or stratified
     * @return a new objective over the same parameters
     */
    public BetaTcVae weights(MinibatchWeights how) {
        return new BetaTcVae(model, beta, dataSize, how);
    }

    @Override
    public int dataDimension() {
        return model.dataDimension();
    }

    @Override
    public List<Parameter> parameters() {
        return model.parameters();
    }

    /**
     * Records the negative ELBO and (beta - 1) times the estimated total correlation of a batch.
     */
    @Override
    public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
        LatentDraw draw = LatentDraw.of(model, tape, batch, rng);
        return tape.combine(draw.negativeElbo(), 1, totalCorrelation(draw), beta - 1);
    }

    /** The mean of log q(z) - sum_j log q(z_j), as the batch shows it. */
    private Value totalCorrelation(LatentDraw draw) {
        Tape tape = draw.tape();
        int rows = draw.z().rows();
        Check.that(rows > 1, "a batch has 1 row but a total correlation needs at least 2");
        Value logs =
                tape.mixtureLogDensities(
                        draw.q().mean(),
                        draw.q().logVar(),
                        draw.z(),
                        weights.own(rows, dataSize),
                        weights.other(rows, dataSize));
        Value joint = tape.columns(logs, 0, 1);
        Value alone = tape.rowSums(tape.columns(logs, 1, logs.columns()));
        return tape.mean(tape.subtract(joint, alone));
    }

    @Override
    public String toString() {
        return "beta-TC-VAE, beta = " + beta + ", of " + model;
    }
}
