package org.elbo.model;

import java.util.HashMap;
import java.util.Map;
import org.elbo.autodiff.Parameter;
import org.elbo.prob.DiagonalGaussian;
import org.elbo.prob.Kl;
import org.elbo.prob.MultivariateGaussian;

/**
 * A deep latent Gaussian model of two stochastic layers written down a second time, in double
 * precision, with plain loops and full covariance matrices: one hidden layer of tanh everywhere,
 * Bernoulli data. It knows the library's model only through the names of its weights.
 */
final class TinyDlgm {
    private final Map<String, double[][]> weights = new HashMap<>();
    private final int lower;

    TinyDlgm(Dlgm model) {
        lower = model.latentDimensions()[0];
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

    private static double[] times(double[] x, double[][] w) {
        double[] y = new double[w[0].length];
        for (int j = 0; j < y.length; j++) {
            for (int i = 0; i < x.length; i++) {
                y[j] += x[i] * w[i][j];
            }
        }
        return y;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] y = new double[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = a[i] + b[i];
        }
        return y;
    }

    private double[] layer(String name, double[] x) {
        return plus(times(x, weights.get(name + ".weight")), weights.get(name + ".bias")[0]);
    }

    private static double[] tanh(double[] x) {
        return java.util.Arrays.stream(x).map(Math::tanh).toArray();
    }

    /** log p(v|xi), xi from bottom to top. */
    double logLikelihood(double[] v, double[] xi) {
        double[] low = java.util.Arrays.copyOf(xi, lower);
        double[] high = java.util.Arrays.copyOfRange(xi, lower, xi.length);
        double[] h2 = times(high, weights.get("generative.layer2.G"));
        double[] t = tanh(layer("generative.layer1.T.0", h2));
        double[] noise = times(low, weights.get("generative.layer1.G"));
        double[] h1 = plus(layer("generative.layer1.T.1", t), noise);
        double[] logits = layer("decoder.1", tanh(layer("decoder.0", h1)));
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            sum -= Math.log1p(Math.exp(v[i] == 1 ? -logits[i] : logits[i]));
        }
        return sum;
    }

    /** q(xi_l|v) of a layer, 1 or 2; without u its covariance is diagonal. */
    private double[][] moments(int l, double[] v) {
        double[] h = tanh(layer("recognition.0", v));
        String name = "recognition.layer" + l;
        boolean rankOne = weights.containsKey(name + ".u.weight");
        double[] logVar = layer(name + ".logVar", h);
        double[] u = rankOne ? layer(name + ".u", h) : new double[logVar.length];
        return new double[][] {layer(name + ".mean", h), logVar, u};
    }

    /** The library's distribution is tested elsewhere against inverse and determinant. */
    private static org.elbo.prob.RankOneGaussian gaussian(double[][] moments) {
        return org.elbo.prob.RankOneGaussian.of(moments[0], moments[1], moments[2]);
    }

    MultivariateGaussian posterior(int l, double[] v) {
        return gaussian(moments(l, v)).toMultivariate();
    }

    /** The negative ELBO of one datum for given noise, KL by the general formula or at the draw. */
    double loss(double[] v, double[] epsilon, boolean analytic) {
        double[] xi = new double[epsilon.length];
        double kl = 0;
        int from = 0;
        for (int l = 1; l <= 2; l++) {
            org.elbo.prob.RankOneGaussian q = gaussian(moments(l, v));
            int k = q.dimension();
            double[] draw = q.mean();
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    draw[i] += q.factor()[i][j] * epsilon[from + j];
                }
                xi[from + i] = draw[i];
            }
            DiagonalGaussian prior = DiagonalGaussian.standard(k);
            kl +=
                    analytic
                            ? Kl.divergence(q.toMultivariate(), prior.toMultivariate())
                            : q.logDensity(draw) - prior.logDensity(draw);
            from += k;
        }
        return kl - logLikelihood(v, xi);
    }
}
