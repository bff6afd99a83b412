package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model with one layer of latents: prior p(z) = N(0, I), a decoder for p(x|z), and a Gaussian
 * q(z|x) with independent dimensions.
 */
public interface GaussianLatentModel extends LatentVariableModel {
    /**
     * The number of dimensions of z.
     *
     * @return at least 1
     */
    int latentDimension();

    /**
     * Records the approximate posterior q(z|x) of each row.
     *
     * @param tape records it
     * @param x data [rows, dataDimension]
     * @return means and log-variances [rows, latentDimension]
     */
    GaussianNetwork.Output posterior(Tape tape, Value x);

    /**
     * Records the log-likelihood log p(x|z) of each row.
     *
     * @param tape records it
     * @param z latents [rows, latentDimension]
     * @param x data [rows, dataDimension]
     * @return [rows, 1] in nats
     */
    Value logLikelihood(Tape tape, Value z, Value x);

    /** Encodes each row once, then draws k times from its q(z|x). */
    @Override
    default Value logWeights(Tape tape, INDArray batch, int k, RandomGenerator rng) {
        Check.positive("k", k);
        Value x = tape.constant(Networks.columnsChecked("batch", batch, dataDimension()));
        GaussianNetwork.Output q = posterior(tape, x);
        Value mean = tape.repeatRows(q.mean(), k);
        Value logVar = tape.repeatRows(q.logVar(), k);
        Value noise = Networks.noise(tape, mean.rows(), mean.columns(), rng);
        Value z = tape.reparameterize(mean, logVar, noise);
        Value logQ = tape.gaussianLogLikelihood(mean, logVar, z);
        return tape.subtract(logJoint(tape, z, tape.repeatRows(x, k)), logQ);
    }

    /**
     * Records the log joint density log p(x|z) + log p(z) of each row.
     *
     * @param tape records it
     * @param z latents [rows, latentDimension]
     * @param x data [rows, dataDimension]
     * @return [rows, 1] in nats
     */
    default Value logJoint(Tape tape, Value z, Value x) {
        return tape.add(logLikelihood(tape, z, x), tape.standardGaussianLogLikelihood(z));
    }
}
