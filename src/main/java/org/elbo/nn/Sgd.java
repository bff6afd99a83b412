package org.elbo.nn;

import java.util.List;
import java.util.Map;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Update;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Stochastic gradient descent: w = w - alpha g. */
public final class Sgd implements Optimizer {
    private float alpha;
    private final Parameter.Rule rule = this::descend;
    private final Update update = new Update(parameter -> rule);

    private Sgd(double alpha) {
        learningRate(alpha);
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

    @Override
    public void learningRate(double rate) {
        alpha = (float) Check.positive("learning rate", rate);
    }

    /** Nothing is remembered: an empty map. */
    @Override
    public Map<String, INDArray> state(List<Parameter> parameters) {
        return Map.of();
    }

    @Override
    public void restore(List<Parameter> parameters, Map<String, INDArray> state) {}

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
