package org.elbo.model;

import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/** What an encoder says about the latents of a batch: a Gaussian q(z|x) for each row. */
interface Posterior {
    /** Draws z by the path through noise: [batch, dim]. */
    Value sample(Tape tape, Value epsilon);

    /** KL(q(z|x) || N(0, I)) of each row in closed form: [batch, 1]. */
    Value kl(Tape tape);

    /** log q(z|x) of each row: [batch, 1]. */
    Value logDensity(Tape tape, Value z);

    /** The same for each row several times. */
    Posterior repeated(Tape tape, int times);

    /** Means, log-variances and directions side by side: [batch, 3 dim]. */
    Value numbers(Tape tape);
}
