package org.elbo.nn;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Update;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Adam (Kingma and Ba 2015, algorithm 1). Moments and step counts are kept by parameter. */
public final class Adam implements Optimizer {
    private double alpha;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final Map<Parameter, Moments> moments = new IdentityHashMap<>();
    private final Update update = new Update(moments::get);

    private Adam(double alpha, double beta1, double beta2, double epsilon) {
        learningRate(alpha);
        this.beta1 = decay("beta1", beta1);
        this.beta2 = decay("beta2", beta2);
        this.epsilon = Check.positive("epsilon", epsilon);
    }

    /**
     * Creates the optimiser with the paper's constants: beta1 0.9, beta2 0.999, epsilon 1e-8.
     *
     * @param learningRate alpha, positive
     * @return a new optimiser
     */
    public static Adam of(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8);
    }

    /**
     * Creates the optimiser.
     *
     * @param learningRate alpha, positive
     * @param beta1 decay of the first moment, from 0 to below 1
     * @param beta2 decay of the second moment, from 0 to below 1
     * @param epsilon added to the root of the second moment, positive
     * @return a new optimiser
     */
    public static Adam of(double learningRate, double beta1, double beta2, double epsilon) {
        return new Adam(learningRate, beta1, beta2, epsilon);
    }

    private static double decay(String role, double value) {
        Check.that(value >= 0 && value < 1, "%s is %s but must be from 0 to below 1", role, value);
        return value;
    }

    @Override
    public void step(List<Parameter> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            moments(parameters.get(i)).nextStep();
        }
        update.run(parameters);
    }

    private Moments moments(Parameter parameter) {
        Moments state = moments.get(parameter);
        if (state == null) {
            state = new Moments(parameter.zerosByTile(), parameter.zerosByTile(), 0);
            moments.put(parameter, state);
        }
        return state;
    }

    @Override
    public void learningRate(double rate) {
        alpha = Check.positive("learning rate", rate);
    }

    /** Both moments under the suffixes .m and .v, the number of steps under .t. */
    @Override
    public Map<String, INDArray> state(List<Parameter> parameters) {
        Map<String, INDArray> state = new LinkedHashMap<>();
        for (Parameter p : parameters) {
            Moments of = moments(p);
            state.put(p.name() + ".m", TileArrays.array(p, of.m));
            state.put(p.name() + ".v", TileArrays.array(p, of.v));
            state.put(p.name() + ".t", Nd4j.create(new float[][] {{of.t}}));
        }
        return state;
    }

    @Override
    public void restore(List<Parameter> parameters, Map<String, INDArray> state) {
        for (Parameter p : parameters) {
            float[][] m = TileArrays.tiles(p, ".m", state);
            float[][] v = TileArrays.tiles(p, ".v", state);
            float[] t = TileArrays.find(p.name() + ".t", new long[] {1, 1}, state);
            moments.put(p, new Moments(m, v, (int) t[0]));
        }
    }

    @Override
    public String toString() {
        return "Adam, learning rate " + alpha;
    }

    /** What Adam remembers of one parameter. */
    private final class Moments implements Parameter.Rule {
        private final float[][] m;
        private final float[][] v;
        private int t;
        private float rate;
        private float offset;

        Moments(float[][] m, float[][] v, int t) {
            this.m = m;
            this.v = v;
            this.t = t;
        }

        /**
         * Folds both corrections of bias into two numbers: alpha mHat / (sqrt(vHat) + epsilon) is
         * rate m / (sqrt(v) + offset).
         */
        void nextStep() {
            t++;
            double root = Math.sqrt(1 - Math.pow(beta2, t));
            rate = (float) (alpha * root / (1 - Math.pow(beta1, t)));
            offset = (float) (epsilon * root);
        }

        @Override
        public void apply(float[] w, float[] g, int tile, int n) {
            descend(w, g, m[tile], v[tile], n, rate, offset);
        }
    }

    private void descend(
            float[] w, float[] g, float[] m, float[] v, int n, float rate, float offset) {
        float keep1 = (float) beta1;
        float take1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float take2 = (float) (1 - beta2);
        for (int i = 0; i < n; i++) {
            float mean = keep1 * m[i] + take1 * g[i];
            float square = keep2 * v[i] + take2 * (g[i] * g[i]);
            m[i] = mean;
            v[i] = square;
            w[i] -= rate * mean / ((float) Math.sqrt(square) + offset);
        }
    }
}
