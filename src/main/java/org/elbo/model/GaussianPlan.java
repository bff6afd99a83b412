package org.elbo.model;

import java.util.Objects;

/**
 * What the descriptions of models with Gaussian latents have in common.
 *
 * @param <B> the builder itself, which each method returns
 */
abstract class GaussianPlan<B extends GaussianPlan<B>> extends Plan<B> {
    KlTerm klTerm = KlTerm.ANALYTIC;

    GaussianPlan(int data) {
        super(data);
    }

    /**
     * How the KL divergence of the latents is computed. Default: in closed form.
     *
     * @param how analytic or sampled
     * @return this
     */
    public B kl(KlTerm how) {
        klTerm = Objects.requireNonNull(how, "kl");
        return self();
    }
}
