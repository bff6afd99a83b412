package org.elbo.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The deep latent Gaussian model (Rezende, Mohamed and Wierstra 2014): noise xi_l ~ N(0, I) enters
 * at every stochastic layer, h_L = G_L xi_L, h_l = T_l(h_(l+1)) + G_l xi_l, and the data are drawn
 * from p(v|T_0(h_1)) (equations 1 to 4). The recognition model q(xi|v) is a Gaussian for each
 * layer, with a diagonal covariance or one with a rank-one term. Both are trained on the free
 * energy, sum_l KL(q(xi_l|v) || N(0, I)) - E_q[log p(v|xi)]; the paper's prior on the parameters is
 * left out.
 *
 * <p>The latents are the noise of all layers side by side, bottom to top. With one layer and G_1 =
 * I this is a {@link Vae}.
 *
 * <pre>{@code
 * Dlgm dlgm = Dlgm.builder(784).hidden(200, 200).latent(50, 20).build(new Random(1));
 * Trainer.of(dlgm, Adam.of(1e-3)).epochs(10).fit(Mnist.train().dynamicallyBinarized());
 * INDArray digits = dlgm.sample(100, new Random(2));
 * }</pre>
 */
public final class Dlgm implements KlPenalized, LatentVariableModel, Imputer {
    private final int dataDimension;
    private final int[] latents;
    private final int latentDimension;
    private final Covariance covariance;
    private final KlTerm klTerm;
    private final RecognitionNetwork recognition;
    private final AncestralNetwork generative;
    private final Decoder.Network decoder;

    private Dlgm(Builder plan, RandomGenerator rng) {
        dataDimension = plan.data;
        latents = plan.latent;
        latentDimension = Arrays.stream(latents).sum();
        covariance = plan.covariance;
        klTerm = plan.klTerm;
        int[] in = Networks.sizes(plan.data, plan.hidden, 1);
        int[] out = Networks.sizes(latents[0], Networks.reversed(plan.hidden), plan.data);
        recognition =
                new RecognitionNetwork(
                        Arrays.copyOf(in, in.length - 1),
                        latents,
                        covariance,
                        plan.shared,
                        plan.activation,
                        rng);
        generative =
                new AncestralNetwork(latents, plan.scales(), plan.between, plan.activation, rng);
        decoder = plan.decoder.network(out, plan.activation, rng);
    }

    /**
     * Starts the description of a model.
     *
     * @param dataDimension the number of dimensions of a datum
     * @return a builder
     */
    public static Builder builder(int dataDimension) {
        return new Builder(dataDimension);
    }

    @Override
    public int dataDimension() {
        return dataDimension;
    }

    /** The number of latents of all layers together. */
    @Override
    public int latentDimension() {
        return latentDimension;
    }

    /**
     * The numbers of latents of the stochastic layers.
     *
     * @return from bottom (next to the data) to top
     */
    public int[] latentDimensions() {
        return latents.clone();
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(recognition, generative, decoder)
                .flatMap(n -> n.parameters().stream())
                .toList();
    }

    /**
     * Records the free energy of a batch, the negative ELBO, with one draw of xi for each datum
     * (Rezende, Mohamed and Wierstra 2014, algorithm 1), or what training takes for it: the KL term
     * counts as the penalty says, with free bits for each layer.
     */
    @Override
    public Value loss(Tape tape, INDArray batch, KlPenalty penalty, RandomGenerator rng) {
        return terms(tape, batch, noise(tape, batch, 1, rng)).loss(penalty);
    }

    /**
     * The negative ELBO for given noise, so that it can be compared with other programs.
     *
     * @param tape records it
     * @param batch data [batch, dataDimension]
     * @param epsilon draws from N(0, 1) [batch, latentDimension]
     * @return the negative ELBO [1, 1] in nats per datum
     */
    public Value loss(Tape tape, INDArray batch, INDArray epsilon) {
        return terms(tape, batch, tape.constant(epsilon)).loss(KlPenalty.PLAIN);
    }

    /** The parts of the ELBO: log-likelihoods [batch, 1], divergences [batch, layers]. */
    private record Terms(Tape tape, Value logLikelihood, Value kl) {
        Value loss(KlPenalty penalty) {
            return tape.subtract(penalty.of(tape, kl), tape.mean(logLikelihood));
        }
    }

    private Terms terms(Tape tape, INDArray batch, Value epsilon) {
        Value x = tape.constant(Networks.columnsChecked("batch", batch, dataDimension));
        return terms(tape, x, recognition.apply(tape, x), epsilon, klTerm);
    }

    private Terms terms(Tape tape, Value x, List<Posterior> q, Value epsilon, KlTerm klTerm) {
        Value xi = null;
        Value kl = null;
        int from = 0;
        for (int l = 0; l < latents.length; l++) {
            Value noise = tape.columns(epsilon, from, from += latents[l]);
            Value layer = q.get(l).sample(tape, noise);
            Value layerKl = kl(tape, q.get(l), layer, klTerm);
            xi = l == 0 ? layer : tape.concat(xi, layer);
            kl = l == 0 ? layerKl : tape.concat(kl, layerKl);
        }
        Value h = generative.apply(tape, xi);
        return new Terms(tape, decoder.logLikelihood(tape, h, x), kl);
    }

    private static Value kl(Tape tape, Posterior q, Value xi, KlTerm how) {
        return switch (how) {
            case ANALYTIC -> q.kl(tape);
            case SAMPLED ->
                    tape.subtract(q.logDensity(tape, xi), tape.standardGaussianLogLikelihood(xi));
        };
    }

    private Value noise(Tape tape, INDArray batch, int times, RandomGenerator rng) {
        int rows = Math.multiplyExact(Math.toIntExact(batch.size(0)), times);
        return tape.noise(rows, latentDimension, rng);
    }

    @Override
    public Value logWeights(Tape tape, INDArray batch, int k, RandomGenerator rng) {
        Check.positive("k", k);
        Value x = tape.constant(Networks.columnsChecked("batch", batch, dataDimension));
        List<Posterior> q =
                recognition.apply(tape, x).stream().map(layer -> layer.repeated(tape, k)).toList();
        Value epsilon = noise(tape, batch, k, rng);
        Terms terms = terms(tape, tape.repeatRows(x, k), q, epsilon, KlTerm.SAMPLED);
        return tape.subtract(terms.logLikelihood, tape.rowSums(terms.kl));
    }

    /**
     * The approximate posterior q(xi|v) of each row.
     *
     * @param x data [rows, dataDimension]
     * @return a Gaussian for each stochastic layer
     */
    public LatentLayers encode(INDArray x) {
        Networks.columnsChecked("x", x, dataDimension);
        INDArray all =
                Networks.forward(
                        x,
                        3 * latentDimension,
                        (tape, input) ->
                                recognition.apply(tape, input).stream()
                                        .map(q -> q.numbers(tape))
                                        .reduce(tape::concat)
                                        .orElseThrow());
        List<LatentRankOne> layers = new ArrayList<>();
        int from = 0;
        for (int k : latents) {
            layers.add(
                    new LatentRankOne(
                            Networks.columns(all, from, from + k),
                            Networks.columns(all, from + k, from + 2 * k),
                            Networks.columns(all, from + 2 * k, from + 3 * k)));
            from += 3 * k;
        }
        return new LatentLayers(List.copyOf(layers));
    }

    /**
     * The means of p(v|xi), for a Bernoulli decoder the probabilities.
     *
     * @param xi the noise of all layers [rows, latentDimension], bottom to top
     * @return [rows, dataDimension]
     */
    public INDArray decode(INDArray xi) {
        Networks.columnsChecked("xi", xi, latentDimension);
        return Networks.forward(
                xi,
                dataDimension,
                (tape, input) -> decoder.mean(tape, generative.apply(tape, input)));
    }

    /**
     * Data through the recognition and the generative model: decodes the mean of q(xi|v).
     *
     * @param x data [rows, dataDimension]
     * @return [rows, dataDimension]
     */
    public INDArray reconstruct(INDArray x) {
        return decode(encode(x).mean());
    }

    @Override
    public INDArray drawLatents(INDArray x, RandomGenerator rng) {
        return encode(x).sample(rng);
    }

    /**
     * New data by ancestral sampling: noise for every layer, then the mean of p(v|xi), as the
     * papers' figures show it (without the noise of single pixels).
     *
     * @param count how many
     * @param rng draws the noise
     * @return [count, dataDimension]
     */
    public INDArray sample(int count, RandomGenerator rng) {
        Check.positive("count", count);
        float[] xi = Networks.noise(count * latentDimension, rng);
        return decode(Nd4j.create(xi, new long[] {count, latentDimension}, 'c'));
    }

    @Override
    public INDArray simulate(INDArray xi, RandomGenerator rng) {
        Networks.columnsChecked("xi", xi, latentDimension);
        return Networks.forward(
                xi,
                dataDimension,
                (tape, input) -> decoder.draw(tape, generative.apply(tape, input), rng));
    }

    /**
     * The straight way in latent space from one datum to another.
     *
     * @param a the first datum [1, dataDimension]
     * @param b the last datum [1, dataDimension]
     * @param steps the number of points, both ends included
     * @return the decoded points [steps, dataDimension]
     */
    public INDArray interpolate(INDArray a, INDArray b, int steps) {
        return decode(Networks.line(encode(a).mean(), encode(b).mean(), steps));
    }

    /**
     * The ELBO of a whole data set, with one draw of xi for each datum; always the true one,
     * however the KL term was weighed in training.
     *
     * @param data all of it is used
     * @param rng draws xi, and the data where they are random
     * @return the bound with its parts
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Bound elbo(Dataset data, RandomGenerator rng) {
        return Bound.of(
                data,
                rng,
                (tape, batch) -> {
                    Terms terms = terms(tape, batch, noise(tape, batch, 1, rng));
                    return new Bound.Parts(terms.logLikelihood, tape.rowSums(terms.kl));
                });
    }

    /**
     * The ELBO of some data, with one draw of xi for each.
     *
     * @param x data [rows, dataDimension]
     * @param rng draws xi
     * @return the bound with its parts
     */
    public Bound elbo(INDArray x, RandomGenerator rng) {
        return elbo(Dataset.of(x), rng);
    }

    @Override
    public String toString() {
        long count = parameters().stream().mapToLong(Parameter::length).sum();
        return String.format(
                "Dlgm %d -> %s -> %d, %s covariance, %,d parameters",
                dataDimension,
                Arrays.stream(latents).mapToObj(k -> "" + k).collect(Collectors.joining(" + ")),
                dataDimension,
                covariance.toString().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                count);
    }

    /** Describes a deep latent Gaussian model; every choice but the data's has a default. */
    public static final class Builder extends GaussianPlan<Builder> {
        private int[] between = {100};
        private int[] latent = {50, 20};
        private double[] noise = {};
        private Covariance covariance = Covariance.DIAGONAL;
        private boolean shared = true;

        private Builder(int data) {
            super(data);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The hidden layers of each map T_l from one stochastic layer to the next below. Default:
         * one of 100.
         *
         * @param sizes from top to bottom; none makes linear maps
         * @return this
         */
        public Builder between(int... sizes) {
            between = sizes.clone();
            return this;
        }

        /**
         * The number of latents of each stochastic layer. Default: 50 below 20.
         *
         * @param dimensions from bottom (next to the data) to top, at least one
         * @return this
         */
        public Builder latent(int... dimensions) {
            Check.that(dimensions.length > 0, "latent names no layer but needs at least one");
            for (int dimension : dimensions) {
                Check.positive("latent dimension", dimension);
            }
            latent = dimensions.clone();
            return this;
        }

        /**
         * How strongly the noise of each layer enters before training: G_l = scale_l I. A layer
         * whose noise starts near 0 leaves the data to the layer above, for which training may then
         * find a use. Default: 1 for each.
         *
         * @param scales one for each stochastic layer, from bottom to top
         * @return this
         */
        public Builder noise(double... scales) {
            noise = Check.finite("noise", scales);
            return this;
        }

        private double[] scales() {
            double[] ones = new double[latent.length];
            Arrays.fill(ones, 1);
            Check.that(
                    noise.length == 0 || noise.length == latent.length,
                    "noise has %d scales but latent names %d layers: give one for each",
                    noise.length,
                    latent.length);
            return noise.length == 0 ? ones : noise;
        }

        /**
         * The covariance of the recognition model. Default: diagonal.
         *
         * @param form diagonal or with a rank-one term
         * @return this
         */
        public Builder covariance(Covariance form) {
            covariance = Objects.requireNonNull(form, "covariance");
            return this;
        }

        /**
         * Whether the stochastic layers share the hidden layers of the recognition model. Default:
         * they do.
         *
         * @param one true for one network, false for one of its own for each stochastic layer
         * @return this
         */
        public Builder sharedRecognition(boolean one) {
            shared = one;
            return this;
        }

        /**
         * Makes the model, with Glorot's weights, biases of zero and multiples of the identity for
         * G_l.
         *
         * @param rng draws the weights
         * @return a new model
         */
        public Dlgm build(RandomGenerator rng) {
            return new Dlgm(this, rng);
        }
    }
}
