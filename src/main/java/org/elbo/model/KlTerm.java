package org.elbo.model;

import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/** How a VAE computes KL(q(z|x) || p(z)), summed over the latent dimensions. */
public enum KlTerm {
    /** In closed form (Kingma and Welling 2014, appendix B). */
    ANALYTIC {
        @Override
        Value of(Tape tape, Posterior q, Value z) {
            return q.kl(tape);
        }
    },

    /**
     * As log q(z|x) - log p(z) at the drawn z: right on average, and the only way for posteriors
     * without closed form (Kingma and Welling 2014, equation 6).
     */
    SAMPLED {
        @Override
        Value of(Tape tape, Posterior q, Value z) {
            return tape.subtract(q.logDensity(tape, z), tape.standardGaussianLogLikelihood(z));
        }
    };

    abstract Value of(Tape tape, Posterior q, Value z);
}
