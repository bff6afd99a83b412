package org.elbo.model;

import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.elbo.prob.LogSumExp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Annealed importance sampling (Neal 2001) from the prior to the posterior: chains move under p(z)
 * p(x|z)^beta while beta grows from 0 to 1, and log w = sum over t of (beta_t - beta_(t-1)) log
 * p(x|z_(t-1)). The encoder plays no part, so that a bad q(z|x) does no harm.
 *
 * <p>E[w] = p(x): log of the mean weight is a lower bound of log p(x) on average. For simulated
 * data the z that made x is an exact draw from the posterior, and the same chains run backwards
 * from it have E[1 / w] = 1 / p(x): an upper bound on average (Grosse, Ghahramani and Adams 2015,
 * bidirectional Monte Carlo). The true value is between the two, up to their noise.
 *
 * <pre>{@code
 * Bracket bracket = AnnealedImportance.of(vae).temperatures(500).chains(8).bracket(x, z, rng);
 * }</pre>
 */
public final class AnnealedImportance {
    private static final int ROWS = 1000;
    private static final double ACCEPTANCE = 0.65;
    private static final double FIRST_STEP = 0.5;

    private final GaussianLatentModel model;
    private int temperatures = 200;
    private int chains = 8;
    private int leapfrogSteps = 5;

    private AnnealedImportance(GaussianLatentModel model) {
        this.model = Objects.requireNonNull(model, "model");
    }

    /**
     * Annealing for a model, with 200 temperatures, 8 chains for each datum and 5 leapfrog steps.
     *
     * @param model gives log p(x|z) and its derivative
     * @return the method
     */
    public static AnnealedImportance of(GaussianLatentModel model) {
        return new AnnealedImportance(model);
    }

    /**
     * Sets the number of steps from prior to posterior: more make the bounds tighter.
     *
     * @param count at least 1
     * @return this
     */
    public AnnealedImportance temperatures(int count) {
        temperatures = Check.positive("temperatures", count);
        return this;
    }

    /**
     * Sets the number of chains for each datum.
     *
     * @param count at least 1
     * @return this
     */
    public AnnealedImportance chains(int count) {
        chains = Check.positive("chains", count);
        return this;
    }

    /**
     * Sets the number of leapfrog steps of one move, each a gradient of the likelihood.
     *
     * @param count at least 1
     * @return this
     */
    public AnnealedImportance leapfrogSteps(int count) {
        leapfrogSteps = Check.positive("leapfrog steps", count);
        return this;
    }

    /**
     * A lower bound, on average, of each datum's log p(x).
     *
     * @param x data [rows, dataDimension]
     * @param rng draws places, momenta and choices
     * @return nats, one for each row
     * @throws IllegalArgumentException if the data do not fit the model
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public double[] lower(INDArray x, RandomGenerator rng) {
        Networks.columnsChecked("x", x, model.dataDimension());
        double[] lower = new double[x.rows()];
        for (int from = 0; from < lower.length; from += group()) {
            INDArray rows = repeated(x, from);
            double[] forward = forward(rows, tune(rows, rng), rng);
            each(lower, from, forward, 1);
        }
        return lower;
    }

    /**
     * Both bounds of simulated data.
     *
     * @param x data that the model made [rows, dataDimension]
     * @param z the latents that they were made from [rows, latentDimension]; with any others the
     *     upper bound is none
     * @param rng draws places, momenta and choices
     * @return the bounds
     * @throws IllegalArgumentException if data or latents do not fit the model or each other
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Bracket bracket(INDArray x, INDArray z, RandomGenerator rng) {
        Networks.columnsChecked("x", x, model.dataDimension());
        Networks.columnsChecked("z", z, model.latentDimension());
        Check.that(x.rows() == z.rows(), "x has %d rows but z has %d", x.rows(), z.rows());
        double[] lower = new double[x.rows()];
        double[] upper = new double[x.rows()];
        for (int from = 0; from < lower.length; from += group()) {
            INDArray rows = repeated(x, from);
            double[][] stepSizes = tune(rows, rng);
            each(lower, from, forward(rows, stepSizes, rng), 1);
            each(upper, from, backward(rows, repeated(z, from), stepSizes, rng), -1);
        }
        return new Bracket(lower, upper);
    }

    /** The number of data that are treated together. */
    private int group() {
        return Math.max(1, ROWS / chains);
    }

    /** A group of rows, each as often as there are chains. */
    private INDArray repeated(INDArray rows, int from) {
        int to = Math.min(rows.rows(), from + group());
        return rows.get(NDArrayIndex.interval(from, to)).repeat(0, chains).dup('c');
    }

    /** The bound of each datum: log mean w over its chains, or with sign -1, -log mean 1/w. */
    private void each(double[] bounds, int from, double[] logWeights, int sign) {
        for (int i = 0; i < logWeights.length / chains; i++) {
            double[] own = Arrays.copyOfRange(logWeights, i * chains, (i + 1) * chains);
            Arrays.setAll(own, c -> sign * own[c]);
            bounds[from + i] = sign * LogSumExp.mean(own);
        }
    }

    /**
     * The inverse temperature, along a logistic curve: slow at both ends, where it matters (Wu et
     * al. 2017, section 5).
     */
    private double beta(int t) {
        double end = 1 / (1 + Math.exp(4));
        double s = 1 / (1 + Math.exp(4 - 8.0 * t / temperatures));
        return (s - end) / (1 - 2 * end);
    }

    /**
     * Step sizes for each temperature and chain, from a run of its own: towards an acceptance of
     * 0.65, alike for all chains of a datum. Fixed before the runs that count, they bias nothing.
     */
    double[][] tune(INDArray x, RandomGenerator rng) {
        HamiltonianChains run = fromPrior(x, rng);
        double[][] stepSizes = new double[temperatures][x.rows()];
        double[] now = new double[x.rows()];
        Arrays.fill(now, FIRST_STEP);
        for (int t = 1; t < temperatures; t++) {
            Networks.stopIfInterrupted(0, x.rows());
            boolean[] accepted = run.move(beta(t), now, leapfrogSteps);
            for (int first = 0; first < now.length; first += chains) {
                double factor = Math.exp(0.5 * (share(accepted, first) - ACCEPTANCE));
                Arrays.fill(now, first, first + chains, now[first] * factor);
            }
            stepSizes[t] = now.clone();
        }
        return stepSizes;
    }

    private double share(boolean[] accepted, int first) {
        int count = 0;
        for (int c = first; c < first + chains; c++) {
            count += accepted[c] ? 1 : 0;
        }
        return (double) count / chains;
    }

    private HamiltonianChains fromPrior(INDArray x, RandomGenerator rng) {
        float[] z = Networks.noise(x.rows() * model.latentDimension(), rng);
        return new HamiltonianChains(model, x, z, rng);
    }

    /** log w of chains from the prior, whose mean weight is p(x). */
    double[] forward(INDArray x, double[][] stepSizes, RandomGenerator rng) {
        HamiltonianChains run = fromPrior(x, rng);
        double[] logWeights = new double[x.rows()];
        for (int t = 1; t <= temperatures; t++) {
            Networks.stopIfInterrupted(0, x.rows());
            weigh(run, t, logWeights);
            if (t < temperatures) {
                run.move(beta(t), stepSizes[t], leapfrogSteps);
            }
        }
        return logWeights;
    }

    /**
     * log w of the same chains in reverse, from draws of the posterior: the mean of 1/w is 1/p(x).
     */
    double[] backward(INDArray x, INDArray z, double[][] stepSizes, RandomGenerator rng) {
        HamiltonianChains run = new HamiltonianChains(model, x, z.dup('c').data().asFloat(), rng);
        double[] logWeights = new double[x.rows()];
        for (int t = temperatures; t >= 1; t--) {
            Networks.stopIfInterrupted(0, x.rows());
            if (t < temperatures) {
                run.move(beta(t), stepSizes[t], leapfrogSteps);
            }
            weigh(run, t, logWeights);
        }
        return logWeights;
    }

    private void weigh(HamiltonianChains run, int t, double[] logWeights) {
        double[] logLikelihood = run.logLikelihood();
        for (int i = 0; i < logWeights.length; i++) {
            logWeights[i] += (beta(t) - beta(t - 1)) * logLikelihood[i];
        }
    }

    @Override
    public String toString() {
        return String.format(
                "AIS of %s, %d temperatures, %d chains, %d leapfrog steps",
                model, temperatures, chains, leapfrogSteps);
    }
}
