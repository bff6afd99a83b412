package org.elbo.model;

import java.util.HashMap;
import java.util.Map;
import org.elbo.autodiff.Parameter;
import org.elbo.prob.Kl;
import org.elbo.prob.LogSumExp;

/**
 * M2 written down a second time, in double precision, datum by datum and class by class: one hidden
 * layer of tanh everywhere, Bernoulli data, a uniform p(y). It knows the library's model only
 * through the names of its weights.
 */
final class TinyM2 {
    private final Map<String, double[][]> weights = new HashMap<>();

    TinyM2(M2 model) {
        for (Parameter p : model.parameters()) {
            double[][] copy = new double[p.rows()][p.columns()];
            for (int i = 0; i < p.rows(); i++) {
                for (int j = 0; j < p.columns(); j++) {
                    copy[i][j] = p.value().getFloat(i, j);
                }
            }
            weights.put(p.name(), copy);
        }
    }

    double[][] weight(String name) {
        return weights.get(name);
    }

    private static void addProduct(double[] x, double[][] w, double[] y) {
        for (int j = 0; j < y.length; j++) {
            for (int i = 0; i < x.length; i++) {
                y[j] += x[i] * w[i][j];
            }
        }
    }

    private double[] layer(String name, double[] x) {
        double[] y = weights.get(name + ".bias")[0].clone();
        addProduct(x, weights.get(name + ".weight"), y);
        return y;
    }

    private static double[] tanh(double[] x) {
        return java.util.Arrays.stream(x).map(Math::tanh).toArray();
    }

    private static double[] joined(double[] a, double[] b) {
        double[] both = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** log q(y|x) of every class. */
    double[] logQ(double[] x) {
        double[] logits = layer("classifier.1", tanh(layer("classifier.0", x)));
        double normalizer = LogSumExp.of(logits);
        return java.util.Arrays.stream(logits).map(l -> l - normalizer).toArray();
    }

    /** KL(q(z|x, y) || p(z)) - log p(x|y, z): L(x, y) without log p(y). */
    double cost(double[] x, double[] y, double[] epsilon) {
        double[] sums = layer("encoder.class", y);
        addProduct(x, weights.get("encoder.data.weight"), sums);
        double[] mean = layer("encoder.mean", tanh(sums));
        double[] logVar = layer("encoder.logVar", tanh(sums));
        double[] z = new double[mean.length];
        double cost = 0;
        for (int d = 0; d < z.length; d++) {
            double deviation = Math.exp(logVar[d] / 2);
            z[d] = mean[d] + deviation * epsilon[d];
            cost +=
                    Kl.divergence(
                            org.elbo.prob.Gaussian.of(mean[d], deviation),
                            org.elbo.prob.Gaussian.standard());
        }
        double[] logits = layer("decoder.1", tanh(layer("decoder.0", joined(z, y))));
        for (int i = 0; i < x.length; i++) {
            cost += Math.log1p(Math.exp(x[i] == 1 ? -logits[i] : logits[i]));
        }
        return cost;
    }

    static double[] oneHot(int y, int classes) {
        double[] vector = new double[classes];
        vector[y] = 1;
        return vector;
    }

    /** L(x, y) of equation 6. */
    double labelled(double[] x, int y, double[] epsilon) {
        int classes = logQ(x).length;
        return cost(x, oneHot(y, classes), epsilon) + Math.log(classes);
    }

    /** U(x) of equation 7, class by class, of those whose q(y|x) reaches the tolerance. */
    double unlabelled(double[] x, double[] epsilon, double tolerance) {
        double[] logQ = logQ(x);
        double kept = 0;
        for (double log : logQ) {
            kept += Math.exp(log) >= tolerance ? Math.exp(log) : 0;
        }
        double bound = 0;
        for (int y = 0; y < logQ.length; y++) {
            if (Math.exp(logQ[y]) >= tolerance) {
                double q = Math.exp(logQ[y]) / kept;
                bound += q * (labelled(x, y, epsilon) + Math.log(q));
            }
        }
        return bound;
    }

    /** The objective of equation 9 over the number of data; labels of -1 are unknown. */
    double loss(double[][] x, int[] y, double[][] epsilon, double tolerance, double alpha) {
        double bounds = 0;
        double named = 0;
        int labelled = 0;
        for (int r = 0; r < x.length; r++) {
            if (y[r] < 0) {
                bounds += unlabelled(x[r], epsilon[r], tolerance);
            } else {
                bounds += labelled(x[r], y[r], epsilon[r]);
                named -= logQ(x[r])[y[r]];
                labelled++;
            }
        }
        return bounds / x.length + (labelled == 0 ? 0 : alpha * named / labelled);
    }
}
