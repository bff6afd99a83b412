package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The doubly reparameterised gradient of the importance-weighted bound (Tucker, Lawson, Gu and
 * Maddison 2019): the encoder's parameters phi get
 *
 * <pre>sum over i of w_i^2 (d log w_i / d z_i) (d z_i / d phi),   w_i normalised,</pre>
 *
 * with log q(z|x) held fixed as a function of phi. It has the same mean as the plain gradient; but
 * where q is the true posterior it is zero for every draw, and for many draws its signal does not
 * drown in noise (Rainforth et al. 2018). The decoder's gradient stays the plain one.
 */
final class DoublyReparameterized {
    private DoublyReparameterized() {}

    /**
     * Records the same numbers as {@link GaussianLatentModel#logWeights}. Under logMeanExp, which
     * gives each a derivative w_i, the derivative by z_i is multiplied by w_i a second time on its
     * way to the encoder.
     */
    static Value logWeights(
            GaussianLatentModel model, Tape tape, INDArray batch, int k, RandomGenerator rng) {
        Check.positive("k", k);
        Value x = tape.constant(Networks.columnsChecked("batch", batch, model.dataDimension()));
        GaussianNetwork.Output q = model.posterior(tape, x);
        Value mean = tape.repeatRows(q.mean(), k);
        Value logVar = tape.repeatRows(q.logVar(), k);
        Value noise = tape.noise(mean.rows(), mean.columns(), rng);
        Value weights = tape.constant(0, mean.rows(), 1); // not known yet
        Value z = tape.scaleGradient(tape.reparameterize(mean, logVar, noise), weights);
        Value logQ = tape.gaussianLogLikelihood(fixed(tape, mean), fixed(tape, logVar), z);
        Value logWeights = tape.subtract(model.logJoint(tape, z, tape.repeatRows(x, k)), logQ);
        weights.data().assign(normalised(tape, logWeights, k));
        return logWeights;
    }

    /** The same numbers, through which no gradient flows. */
    private static Value fixed(Tape tape, Value value) {
        return tape.constant(value.data());
    }

    /** Each weight's share of the sum over the k draws of its datum. */
    private static INDArray normalised(Tape tape, Value logWeights, int k) {
        Value means = tape.repeatRows(tape.logMeanExp(logWeights, k), k);
        return tape.exp(tape.subtract(logWeights, means)).data().div(k);
    }
}
