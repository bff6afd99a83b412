package org.elbo.nn;

import java.util.List;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Update;
import org.elbo.internal.Check;

/** Stochastic gradient descent: w = w - alpha g. */
public final class Sgd implements Optimizer {
    private final float alpha;
    private final Parameter.Rule rule = this::descend;
    private final Update update = new Update(parameter -> rule);

    private Sgd(double alpha) {
        this.alpha = (float) Check.positive("learning rate", alpha);
    }

    /**
     * Creates the optimiser.
     *
     * @param learningRate alpha, positive
     * @return a new optimiser
     */
    public static Sgd of(double learningRate) {
        return new Sgd(learningRate);
    }

    @Override
    public void step(List<Parameter> parameters) {
        update.run(parameters);
    }

    private void descend(float[] w, float[] g, int tile, int n) {
        for (int i = 0; i < n; i++) {
            w[i] -= alpha * g[i];
        }
    }

    @Override
    public String toString() {
        return "SGD, learning rate " + alpha;
    }
}
