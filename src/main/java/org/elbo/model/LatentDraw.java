package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One draw of z for each datum of a batch, and what a model makes of it: all that an objective
 * needs which adds a term to the negative ELBO.
 *
 * @param tape records it
 * @param q the approximate posteriors q(z|x)
 * @param z the draws [batch, latentDimension]
 * @param logLikelihood log p(x|z) [batch, 1]
 */
record LatentDraw(Tape tape, GaussianNetwork.Output q, Value z, Value logLikelihood) {
    static LatentDraw of(
            GaussianLatentModel model, Tape tape, INDArray batch, RandomGenerator rng) {
        Value x = tape.constant(Networks.columnsChecked("batch", batch, model.dataDimension()));
        GaussianNetwork.Output q = model.posterior(tape, x);
        Value epsilon = tape.noise(x.rows(), model.latentDimension(), rng);
        Value z = tape.reparameterize(q.mean(), q.logVar(), epsilon);
        return new LatentDraw(tape, q, z, model.logLikelihood(tape, z, x));
    }

    /** The negative ELBO, its KL term in closed form: [1, 1], in nats per datum. */
    Value negativeElbo() {
        Value kl = tape.gaussianKlTerms(q.mean(), q.logVar());
        return tape.subtract(KlPenalty.PLAIN.of(tape, kl), tape.mean(logLikelihood));
    }
}
