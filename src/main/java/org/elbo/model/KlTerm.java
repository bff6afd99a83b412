package org.elbo.model;

import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/** How a VAE computes KL(q(z|x) || p(z)), dimension by dimension. */
public enum KlTerm {
    /** In closed form (Kingma and Welling 2014, appendix B). */
    ANALYTIC {
        @Override
        Value of(Tape tape, GaussianNetwork.Output q, Value z, Value epsilon) {
            return tape.gaussianKlTerms(q.mean(), q.logVar());
        }
    },

    /**
     * As log q(z|x) - log p(z) at the drawn z = mu + sigma epsilon: right on average, and the only
     * way for posteriors without closed form (Kingma and Welling 2014, equation 6). Here it is (z^2
     * - epsilon^2 - logVar) / 2; the constants of 2 pi cancel.
     */
    SAMPLED {
        @Override
        Value of(Tape tape, GaussianNetwork.Output q, Value z, Value epsilon) {
            Value minusLogQ = tape.combine(tape.multiply(epsilon, epsilon), 0.5, q.logVar(), 0.5);
            return tape.combine(tape.multiply(z, z), 0.5, minusLogQ, -1);
        }
    };

    /** The divergence of each datum and dimension, in nats: [batch, latentDimension]. */
    abstract Value of(Tape tape, GaussianNetwork.Output q, Value z, Value epsilon);
}
