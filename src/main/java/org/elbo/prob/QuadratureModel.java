package org.elbo.prob;

import java.util.function.DoubleFunction;
import org.elbo.internal.Check;

/**
 * A model with one latent number, any prior on it and any likelihood; evidence and posterior are
 * found by quadrature, to about ten digits.
 *
 * @param <X> the type of the data
 */
public final class QuadratureModel<X> implements LatentModel<Double, X> {
    private final UnivariateDistribution prior;
    private final DoubleFunction<? extends Distribution<X>> likelihood;

    private QuadratureModel(
            UnivariateDistribution prior, DoubleFunction<? extends Distribution<X>> likelihood) {
        this.prior = prior;
        this.likelihood = likelihood;
    }

    /**
     * A model from its prior and its likelihood, as in {@code
     * QuadratureModel.of(Gaussian.standard(), z -> Bernoulli.ofLogit(3 * z))}.
     *
     * @param prior the distribution of the latent number
     * @param likelihood the distribution of the data for a given latent number
     * @param <X> the type of the data
     * @return the model
     */
    public static <X> QuadratureModel<X> of(
            UnivariateDistribution prior, DoubleFunction<? extends Distribution<X>> likelihood) {
        return new QuadratureModel<>(prior, likelihood);
    }

    @Override
    public UnivariateDistribution prior() {
        return prior;
    }

    @Override
    public Distribution<X> likelihood(Double z) {
        return likelihood.apply(z);
    }

    @Override
    public double logEvidence(X x) {
        return Quadrature.logIntegrate(
                z -> logJoint(x, z), prior.lower(), prior.upper(), prior.breakpoints());
    }

    @Override
    public NumericDistribution posterior(X x) {
        Check.that(
                logEvidence(x) > Double.NEGATIVE_INFINITY,
                "x = %s has probability zero under the model, so it has no posterior",
                x);
        return NumericDistribution.of(
                z -> logJoint(x, z), prior.lower(), prior.upper(), prior.breakpoints());
    }
}
