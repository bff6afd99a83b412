package org.elbo.model;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The objective of the beta-VAE (Higgins et al. 2017, equation 4): E_q[log p(x|z)] - beta KL(q(z|x)
 * || p(z)). With beta = 1 it is the ELBO; a larger beta buys latents that say less, and that are
 * more often one factor of the data each, for worse reconstructions. Only the loss is another: the
 * model that is trained is the VAE itself, which is judged as ever.
 *
 * <pre>{@code
 * Vae vae = Vae.builder(1024).hidden(400, 400).latent(10).build(new Random(1));
 * Trainer.of(BetaVae.of(vae, 4), Adam.of(1e-3)).fit(shapes.dataset());
 * }</pre>
 *
 * <p>A beta that changes from step to step, or the capacity of Burgess et al. (2018), is a matter
 * of the training: {@code Trainer.annealKl} and {@code Trainer.capacity}.
 */
public final class BetaVae implements Model {
    private final KlPenalized model;
    private final KlPenalty penalty;

    private BetaVae(KlPenalized model, double beta) {
        this.model = Objects.requireNonNull(model, "model");
        penalty = new KlPenalty(beta, 0);
    }

    /**
     * The objective of a model, whose parameters it shares.
     *
     * @param model what is trained
     * @param beta what a nat of divergence costs, at least 0; the paper's normalised beta is this
     *     times latents over pixels
     * @return the objective
     */
    public static BetaVae of(KlPenalized model, double beta) {
        return new BetaVae(model, beta);
    }

    @Override
    public int dataDimension() {
        return model.dataDimension();
    }

    @Override
    public List<Parameter> parameters() {
        return model.parameters();
    }

    /** Records beta KL - E_q[log p(x|z)] of a batch, not the negative ELBO. */
    @Override
    public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
        return model.loss(tape, batch, penalty, rng);
    }

    @Override
    public String toString() {
        return "beta-VAE, beta = " + penalty.weight() + ", of " + model;
    }
}
