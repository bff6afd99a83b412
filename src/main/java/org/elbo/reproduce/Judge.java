package org.elbo.reproduce;

/**
 * Measures a trained model.
 *
 * @param <M> the kind of model
 */
@FunctionalInterface
public interface Judge<M> {
    /**
     * Measures.
     *
     * @param model what was trained
     * @param report takes the numbers; also has the source of randomness
     */
    void judge(M model, Report report);
}
