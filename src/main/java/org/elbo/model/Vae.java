package org.elbo.model;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The variational autoencoder (Kingma and Welling 2014; Rezende, Mohamed and Wierstra 2014): prior
 * p(z) = N(0, I), a decoder network for p(x|z), an encoder network for q(z|x), both trained to
 * maximise the ELBO, E_q[log p(x|z)] - KL(q(z|x) || p(z)).
 *
 * <pre>{@code
 * Vae vae = Vae.builder(784).hidden(400).latent(20).build(new Random(1));
 * Trainer.of(vae, Adam.of(1e-3)).epochs(10).fit(Mnist.train().dynamicallyBinarized());
 * INDArray digits = vae.sample(100, new Random(2));
 * }</pre>
 */
public final class Vae implements KlPenalized, GaussianLatentModel, Imputer {
    private final int dataDimension;
    private final int conditionDimension;
    private final int latentDimension;
    private final KlTerm klTerm;
    private final GaussianNetwork encoder;
    private final Decoder.Network decoder;

    /** With a condition, its columns come behind the data's and behind the latents. */
    Vae(Builder plan, int condition, RandomGenerator rng) {
        dataDimension = plan.data;
        conditionDimension = condition;
        latentDimension = plan.latent;
        klTerm = plan.klTerm;
        int[] in = Networks.sizes(plan.data + condition, plan.hidden, plan.latent);
        int[] out =
                Networks.sizes(plan.latent + condition, Networks.reversed(plan.hidden), plan.data);
        encoder = GaussianNetwork.of("encoder", in, plan.activation, rng);
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

    @Override
    public int batchDimension() {
        return dataDimension + conditionDimension;
    }

    @Override
    public int latentDimension() {
        return latentDimension;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(encoder, decoder).flatMap(n -> n.parameters().stream()).toList();
    }

    /**
     * Records the negative ELBO of a batch, with one draw of z for each datum (Kingma and Welling
     * 2014, equation 7; algorithm 1), or what training takes for it: the KL term counts as the
     * penalty says.
     */
    @Override
    public Value loss(Tape tape, INDArray batch, KlPenalty penalty, RandomGenerator rng) {
        return terms(tape, batch, noise(tape, batch, rng)).loss(penalty);
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

    /** The parts of the ELBO: log-likelihoods [batch, 1], divergences [batch, latentDimension]. */
    private record Terms(Tape tape, Value logLikelihood, Value kl) {
        Value loss(KlPenalty penalty) {
            return tape.subtract(penalty.of(tape, kl), tape.mean(logLikelihood));
        }
    }

    private Terms terms(Tape tape, INDArray batch, Value epsilon) {
        Value x = tape.constant(Networks.columnsChecked("batch", batch, batchDimension()));
        GaussianNetwork.Output q = posterior(tape, x);
        Value z = tape.reparameterize(q.mean(), q.logVar(), epsilon);
        Value logLikelihood = logLikelihood(tape, z, x);
        Value kl = klTerm.of(tape, q, z, epsilon);
        return new Terms(tape, logLikelihood, kl);
    }

    @Override
    public GaussianNetwork.Output posterior(Tape tape, Value x) {
        return encoder.apply(tape, x);
    }

    @Override
    public Value logLikelihood(Tape tape, Value z, Value x) {
        return Networks.logLikelihood(tape, decoder, z, x, dataDimension);
    }

    private Value noise(Tape tape, INDArray batch, RandomGenerator rng) {
        return tape.noise(Math.toIntExact(batch.size(0)), latentDimension, rng);
    }

    @Override
    public LatentGaussian encode(INDArray x) {
        Networks.columnsChecked("x", x, batchDimension());
        return Networks.gaussian(x, latentDimension, this::posterior);
    }

    /**
     * The means of p(x|z), for a Bernoulli decoder the probabilities.
     *
     * @param z latents [rows, latentDimension]
     * @return [rows, dataDimension]
     */
    public INDArray decode(INDArray z) {
        Networks.columnsChecked("z", z, latentDimension + conditionDimension);
        return Networks.forward(z, dataDimension, decoder::mean);
    }

    /**
     * Data through encoder and decoder: decodes the mean of q(z|x).
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
     * New data by ancestral sampling: z from the prior, then the mean of p(x|z), as the papers'
     * figures show it (without the noise of single pixels).
     *
     * @param count how many
     * @param rng draws z
     * @return [count, dataDimension]
     */
    public INDArray sample(int count, RandomGenerator rng) {
        return decode(sampleLatents(count, rng));
    }

    /** Latents from the prior. */
    INDArray sampleLatents(int count, RandomGenerator rng) {
        Check.positive("count", count);
        float[] z = Networks.noise(count * latentDimension, rng);
        return Nd4j.create(z, new long[] {count, latentDimension}, 'c');
    }

    @Override
    public INDArray simulate(INDArray z, RandomGenerator rng) {
        Networks.columnsChecked("z", z, latentDimension + conditionDimension);
        return Networks.forward(z, dataDimension, (tape, v) -> decoder.draw(tape, v, rng));
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
     * What the decoder makes of a grid over a two-dimensional latent space, at equal steps of
     * probability under the prior (Kingma and Welling 2014, appendix A).
     *
     * @param side the number of points in a row and in a column
     * @return [side * side, dataDimension], row after row as a picture is read: the first latent
     *     grows to the right, the second upwards
     * @throws IllegalStateException if the latent space has not two dimensions
     */
    public INDArray manifold(int side) {
        if (latentDimension != 2) {
            throw new IllegalStateException(
                    "a manifold needs a latent space of 2 dimensions but this one has "
                            + latentDimension
                            + ": build the model with latent(2)");
        }
        Check.positive("side", side);
        NormalDistribution prior = new NormalDistribution();
        INDArray z = Nd4j.create(side * side, 2);
        for (int i = 0; i < side * side; i++) {
            z.putScalar(i, 0, prior.inverseCumulativeProbability((i % side + 0.5) / side));
            z.putScalar(i, 1, -prior.inverseCumulativeProbability((i / side + 0.5) / side));
        }
        return decode(z);
    }

    /**
     * The ELBO of a whole data set, with one draw of z for each datum; always the true one, however
     * the KL term was weighed in training.
     *
     * @param data all of it is used
     * @param rng draws z, and the data where they are random
     * @return the bound with its parts
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Bound elbo(Dataset data, RandomGenerator rng) {
        return Bound.of(
                data,
                rng,
                (tape, batch) -> {
                    Terms terms = terms(tape, batch, noise(tape, batch, rng));
                    return new Bound.Parts(terms.logLikelihood, tape.rowSums(terms.kl));
                });
    }

    /**
     * The ELBO of some data, with one draw of z for each.
     *
     * @param x data [rows, dataDimension]
     * @param rng draws z
     * @return the bound with its parts
     */
    public Bound elbo(INDArray x, RandomGenerator rng) {
        return elbo(Dataset.of(x), rng);
    }

    @Override
    public String toString() {
        long count = parameters().stream().mapToLong(Parameter::length).sum();
        return String.format(
                "Vae %d -> %d -> %d, %,d parameters",
                dataDimension, latentDimension, dataDimension, count);
    }

    /** Describes a VAE; every choice but the data's dimension has a default. */
    public static final class Builder extends GaussianPlan<Builder> {
        private int latent = 20;

        private Builder(int data) {
            super(data);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The number of dimensions of z. Default: 20.
         *
         * @param dimension at least 1
         * @return this
         */
        public Builder latent(int dimension) {
            latent = Check.positive("latent dimension", dimension);
            return this;
        }

        /**
         * Makes the model, with Glorot's weights and biases of zero.
         *
         * @param rng draws the weights
         * @return a new model
         */
        public Vae build(RandomGenerator rng) {
            return new Vae(this, 0, rng);
        }
    }
}
