package org.elbo.nn;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Update;
import org.elbo.internal.Check;

/**
 * Adagrad (Duchi, Hazan and Singer 2011): s = s + g^2, w = w - alpha g / (sqrt(s) + 1e-8). The
 * optimiser of Kingma and Welling (2014).
 */
public final class Adagrad implements Optimizer {
    private static final float EPSILON = 1e-8f;

    private final float alpha;
    private final Map<Parameter, Sums> sums = new IdentityHashMap<>();
    private final Update update = new Update(sums::get);

    private Adagrad(double alpha) {
        this.alpha = (float) Check.positive("learning rate", alpha);
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
            Parameter parameter = parameters.get(i);
            if (!sums.containsKey(parameter)) {
                sums.put(parameter, new Sums(parameter.zerosByTile(), alpha));
            }
        }
        update.run(parameters);
    }

    @Override
    public String toString() {
        return "Adagrad, learning rate " + alpha;
    }

    /** What Adagrad remembers of one parameter. */
    private record Sums(float[][] s, float alpha) implements Parameter.Rule {
        @Override
        public void apply(float[] w, float[] g, int tile, int n) {
            descend(w, g, s[tile], n, alpha);
        }

        private static void descend(float[] w, float[] g, float[] s, int n, float alpha) {
            for (int i = 0; i < n; i++) {
                float sum = s[i] + g[i] * g[i];
                s[i] = sum;
                w[i] -= alpha * g[i] / ((float) Math.sqrt(sum) + EPSILON);
            }
        }
    }
}
