package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Arguments that are wrong: each is refused, and the first line of the message names what is wrong.
 */
class HostileInputsTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static void refused(String word, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.lines().findFirst().orElse("").contains(word), message);
    }

    @Test
    void gaussian() {
        for (double sd : new double[] {0, -1, NAN, INFINITY}) {
            refused("standardDeviation", () -> Gaussian.of(0, sd));
        }
        refused("mean", () -> Gaussian.of(NAN, 1));
        refused("mean", () -> Gaussian.of(-INFINITY, 1));
        refused("p is", () -> Gaussian.standard().quantile(1.1));
        refused("p is", () -> Gaussian.standard().quantile(NAN));
    }

    @Test
    void coinsDiceAndBetas() {
        for (double p : new double[] {-1e-9, 1.000001, NAN, INFINITY}) {
            refused("p is", () -> Bernoulli.of(p));
            refused("p[1]", () -> Categorical.of(0.5, p));
        }
        refused("logit", () -> Bernoulli.ofLogit(NAN));
        refused("sums to 0.9", () -> Categorical.of(0.5, 0.4));
        refused("empty", () -> Categorical.of());
        refused("size", () -> Categorical.uniform(0));
        refused("log weights", () -> Categorical.ofLog(-INFINITY, -INFINITY));
        refused("log weights", () -> Categorical.ofLog(1, NAN));
        for (double a : new double[] {0, -1, NAN, INFINITY}) {
            refused("a is", () -> Beta.of(a, 1));
            refused("b is", () -> Beta.of(1, a));
        }
    }

    @Test
    void buffetsAndTheirParts() {
        for (double a : new double[] {0, -1, NAN, INFINITY}) {
            refused("alpha is", () -> IndianBuffet.of(a));
            refused("alpha is", () -> BetaBernoulli.of(a, 3));
            refused("a is", () -> Kumaraswamy.of(a, 1));
            refused("b is", () -> Kumaraswamy.of(1, a));
            refused("temperature is", () -> BinaryConcrete.of(0, a));
        }
        refused("logit is", () -> BinaryConcrete.of(NAN, 1));
        refused("features is 0", () -> BetaBernoulli.of(1, 0));
        IndianBuffet buffet = IndianBuffet.of(2);
        refused("objects is 0", () -> buffet.sample(0, new java.util.Random()));
        refused("objects is 0", () -> buffet.sampleBySticks(0, 1, new java.util.Random()));
        refused("features is 0", () -> buffet.sampleLogSticks(0, new java.util.Random()));
        refused("features is -1", () -> buffet.lostToTruncation(-1));
        refused("terms is 0", () -> Kl.divergence(Kumaraswamy.of(1, 2), Beta.of(1, 2), 0));
        refused("power m is NaN", () -> Kumaraswamy.of(1, 2).moment(NAN));
        refused("logP is 0.1", () -> StickBreaking.logit(0.1));
        refused("logP is NaN", () -> StickBreaking.logit(NAN));
        refused("logPieces[1] is NaN", () -> StickBreaking.logLengths(-1, NAN));
        refused("empty", StickBreaking::logLengths);
    }

    @Test
    void featureMatrices() {
        refused("at least one row", FeatureMatrix::of);
        refused("row 1 has 3", () -> FeatureMatrix.of(new int[2], new int[3]));
        refused("row 0 holds 2 at feature 1", () -> FeatureMatrix.of(new int[] {1, 2}));
        FeatureMatrix z = FeatureMatrix.of(new int[2], new int[2]);
        refused("each of 0 to 1 once", () -> z.permuted(0, 0));
        refused("each of 0 to 1 once", () -> z.permuted(0));
        refused("each of 0 to 1 once", () -> z.permuted(0, 2));
        refused("2 features but the model 3", () -> BetaBernoulli.of(1, 3).logProbability(z));
    }

    @Test
    void vectors() {
        refused(
                "2 numbers but mean has 1",
                () -> DiagonalGaussian.of(new double[1], new double[2]));
        refused("empty", () -> DiagonalGaussian.of(new double[0], new double[0]));
        refused("logVar[0]", () -> DiagonalGaussian.of(new double[1], new double[] {NAN}));
        refused("mean[0]", () -> DiagonalGaussian.of(new double[] {INFINITY}, new double[1]));
        refused("component 2", () -> DiagonalGaussian.standard(2).marginal(2));
        refused("dimension", () -> DiagonalGaussian.standard(0));
    }

    @Test
    void covariances() {
        refused("not symmetric", () -> full(new double[][] {{1, 0.5}, {0.4, 1}}));
        refused("not positive definite", () -> full(new double[][] {{1, 2}, {2, 1}}));
        refused("not positive definite", () -> full(new double[][] {{1, 1}, {1, 1}}));
        refused("not positive definite", () -> full(new double[][] {{-1, 0}, {0, 1}}));
        refused("covariance[0][1]", () -> full(new double[][] {{1, NAN}, {0, 1}}));
        refused("covariance[1]", () -> full(new double[][] {{1, 0}, {0}}));
        refused("3 rows", () -> full(new double[3][3]));
    }

    private static MultivariateGaussian full(double[][] covariance) {
        return MultivariateGaussian.of(new double[2], covariance);
    }

    @Test
    void mixtures() {
        Gaussian g = Gaussian.standard();
        refused("2 weights but 1", () -> GaussianMixture.of(new double[] {0.5, 0.5}, g));
        refused("sums to", () -> Mixture.of(new double[] {0.5, 0.4}, List.of(g, g)));
        refused("empty", () -> GaussianMixture.of(new double[0]));
    }

    @Test
    void models() {
        refused("rows", () -> DiscreteModel.of(new double[] {0.5, 0.5}, new double[][] {{1}}));
        refused(
                "equally many",
                () -> DiscreteModel.of(new double[] {0.5, 0.5}, new double[][] {{1}, {0.5, 0.5}}));
        DiscreteModel model = DiscreteModel.of(new double[] {1}, new double[][] {{1, 0}});
        refused("probability zero", () -> model.posterior(1));
        refused("z is 7", () -> model.likelihood(7));
        refused("rows", () -> LinearGaussianModel.of(new double[2][1], new double[3], 1));
        refused(
                "weights[1]",
                () -> LinearGaussianModel.of(new double[][] {{1}, {}}, new double[2], 1));
        refused("noise", () -> LinearGaussianModel.of(new double[2][1], new double[2], 0));
        LinearGaussianModel linear = LinearGaussianModel.of(new double[2][1], new double[2], 1);
        refused("x has 3", () -> linear.posterior(new double[3]));
        refused("z has 2", () -> linear.likelihood(new double[2]));
        refused(
                "probability zero",
                () -> QuadratureModel.of(Beta.of(2, 2), Bernoulli::of).posterior(2));
    }

    @Test
    void estimatesAndBounds() {
        Gaussian g = Gaussian.standard();
        refused("draws", () -> Kl.bySampling(g, g, 0, new Random(1)));
        refused("draws", () -> Kl.bySampling(g, g, -5, new Random(1)));
        DiscreteModel model = DiscreteModel.of(new double[] {1}, new double[][] {{1, 0}});
        refused("draws", () -> Evidence.byPriorSampling(model, 0, 0, new Random(1)));
        refused("kl is", () -> Elbo.bySampling(model, 0, Categorical.of(1), -1, 5, new Random(1)));
        refused("values", () -> Elbo.of(model, 0, Categorical.uniform(2)));
        refused("log weight", () -> Evidence.ofLogWeights(NAN));
        refused("zero everywhere", () -> NumericDistribution.of(x -> -INFINITY, 0, 1));
        refused("lower < upper", () -> NumericDistribution.of(x -> 0, 1, 1));
    }
}
