package org.elbo.nn;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Update;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adagrad (Duchi, Hazan and Singer 2011): s = s + g^2, w = w - alpha g / (sqrt(s) + 1e-8). The
 * optimiser of Kingma and Welling (2014).
 */
public final class Adagrad implements Optimizer {
    private static final float EPSILON = 1e-8f;

    private float alpha;
    private final Map<Parameter, Sums> sums = new IdentityHashMap<>();
    private final Update update = new Update(sums::get);

    private Adagrad(double alpha) {
        learningRate(alpha);
    }

    /**
     * Creates the optimiser.
     *
     * @param learningRate alpha, positive
     * @return a new optimiser
     */
    public static Adagrad of(double learningRate) {
        return new Adagrad(learningRate);
    }

    @Override
    public void step(List<Parameter> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            sums(parameters.get(i));
        }
        update.run(parameters);
    }

    private Sums sums(Parameter parameter) {
        Sums state = sums.get(parameter);
        if (state == null) {
            state = new Sums(parameter.zerosByTile());
            sums.put(parameter, state);
        }
        return state;
    }

    @Override
    public void learningRate(double rate) {
        alpha = (float) Check.positive("learning rate", rate);
    }

    /** The sums of squares under the suffix .s. */
    @Override
    public Map<String, INDArray> state(List<Parameter> parameters) {
        Map<String, INDArray> state = new LinkedHashMap<>();
        for (Parameter p : parameters) {
            state.put(p.name() + ".s", TileArrays.array(p, sums(p).s));
        }
        return state;
    }

    @Override
    public void restore(List<Parameter> parameters, Map<String, INDArray> state) {
        for (Parameter p : parameters) {
            sums.put(p, new Sums(TileArrays.tiles(p, ".s", state)));
        }
    }

    @Override
    public String toString() {
        return "Adagrad, learning rate " + alpha;
    }

    /** What Adagrad remembers of one parameter. */
    private final class Sums implements Parameter.Rule {
        private final float[][] s;

        Sums(float[][] s) {
            this.s = s;
        }

        @Override
        public void apply(float[] w, float[] g, int tile, int n) {
            descend(w, g, s[tile], n, alpha);
        }
    }

    private static void descend(float[] w, float[] g, float[] s, int n, float alpha) {
        for (int i = 0; i < n; i++) {
            float sum = s[i] + g[i] * g[i];
            s[i] = sum;
            w[i] -= alpha * g[i] / ((float) Math.sqrt(sum) + EPSILON);
        }
    }
}
