package org.elbo.model;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.elbo.nn.Dense;
import org.elbo.nn.Mlp;
import org.elbo.prob.Estimate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The objective of FactorVAE (Kim and Mnih 2018, equation 2): ELBO - gamma KL(q(z) || prod_j
 * q(z_j)), like {@link BetaTcVae} with gamma = beta - 1. Here a second network tells the total
 * correlation: a discriminator that learns, at the same time, to know draws of q(z) from draws
 * whose dimensions were shuffled independently over the batch, which are draws of prod_j q(z_j).
 * Its logit is then about log q(z) - sum_j log q(z_j) (equation 3).
 *
 * <p>The model does not learn from the discriminator's loss, nor the discriminator from the
 * model's. Other than in the paper: both are trained by one optimiser, on one batch, and the units
 * are rectified.
 *
 * <pre>{@code
 * Model objective = FactorVae.of(vae, 10, rng, 256, 256, 256);
 * Trainer.of(objective, Adam.of(1e-3)).fit(shapes.dataset());
 * }</pre>
 */
public final class FactorVae implements Model {
    private final GaussianLatentModel model;
    private final double gamma;
    private final Mlp discriminator;

    private FactorVae(GaussianLatentModel model, double gamma, Mlp discriminator) {
        this.model = model;
        this.gamma = new KlPenalty(gamma, 0).weight();
        this.discriminator = discriminator;
    }

    /**
     * The objective of a model, whose parameters it shares.
     *
     * @param model what is trained
     * @param gamma what a nat of total correlation costs, at least 0
     * @param rng draws the discriminator's weights
     * @param hidden the discriminator's hidden layers; the paper's are six of 1000
     * @return the objective with a new discriminator
     */
    public static FactorVae of(
            GaussianLatentModel model, double gamma, RandomGenerator rng, int... hidden) {
        Objects.requireNonNull(model, "model");
        int[] sizes = Networks.sizes(model.latentDimension(), hidden, 1);
        Activation none = Activation.IDENTITY;
        return new FactorVae(
                model, gamma, Mlp.of("discriminator", sizes, Activation.RELU, none, rng));
    }

    @Override
    public int dataDimension() {
        return model.dataDimension();
    }

    /** The parameters of the model, then the discriminator's. */
    @Override
    public List<Parameter> parameters() {
        return Stream.of(model, discriminator).flatMap(n -> n.parameters().stream()).toList();
    }

    /**
     * Records the negative ELBO and gamma times the total correlation, plus the discriminator's own
     * loss, the mean negative log-likelihood of its two classes, which is log 2 if it knows
     * nothing.
     */
    @Override
    public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
        LatentDraw draw = LatentDraw.of(model, tape, batch, rng);
        Value correlation = tape.mean(logits(tape, draw.z()));
        Value loss = tape.combine(draw.negativeElbo(), 1, correlation, gamma);
        return tape.add(loss, discriminatorLoss(tape, draw.z().data(), rng));
    }

    /** The discriminator's logits, with weights that do not learn. */
    private Value logits(Tape tape, Value z) {
        Value y = z;
        for (Dense layer : discriminator.layers()) {
            Value weight = tape.constant(layer.weight().value());
            Value bias = tape.constant(layer.bias().value());
            y = tape.dense(y, weight, bias, layer.activation());
        }
        return y;
    }

    /** For given z, behind which nothing learns. */
    private Value discriminatorLoss(Tape tape, INDArray z, RandomGenerator rng) {
        Value joint = logLikelihood(tape, tape.constant(z), 1);
        Value independent = logLikelihood(tape, tape.constant(shuffled(z, rng)), 0);
        return tape.combine(tape.mean(joint), -0.5, tape.mean(independent), -0.5);
    }

    private Value logLikelihood(Tape tape, Value z, double label) {
        Value logits = discriminator.apply(tape, z);
        return tape.bernoulliLogLikelihood(logits, tape.constant(label, z.rows(), 1));
    }

    /** Every column in a random order of its own (Kim and Mnih 2018, algorithm 1). */
    static INDArray shuffled(INDArray z, RandomGenerator rng) {
        INDArray shuffled = z.dup('c');
        for (int j = 0; j < z.columns(); j++) {
            for (int i = z.rows() - 1; i > 0; i--) {
                int k = rng.nextInt(i + 1);
                float swapped = shuffled.getFloat(i, j);
                shuffled.putScalar(i, j, shuffled.getFloat(k, j));
                shuffled.putScalar(k, j, swapped);
            }
        }
        return shuffled;
    }

    /**
     * The total correlation that the discriminator sees, at one draw of z for each datum. A
     * discriminator that has learned too little sees too little.
     *
     * @param x data [rows, dataDimension], at least 2 rows
     * @param rng draws z
     * @return the mean of its logits, in nats, with the standard error over the data
     */
    public Estimate totalCorrelation(INDArray x, RandomGenerator rng) {
        Check.that(
                x.rows() > 1, "a standard error needs at least 2 rows but there is %d", x.rows());
        INDArray z = model.encode(x).sample(rng);
        INDArray logits = Networks.forward(z, 1, discriminator::apply);
        return Estimate.of(logits.data().asDouble());
    }

    @Override
    public String toString() {
        return "FactorVAE, gamma = " + gamma + ", of " + model;
    }
}
