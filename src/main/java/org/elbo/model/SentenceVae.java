package org.elbo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.elbo.nn.Embedding;
import org.elbo.nn.Recurrent;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The variational autoencoder of sentences (Bowman et al. 2016): prior p(z) = N(0, I), a recurrent
 * decoder that tells the words one by one given z and the words before, and a recurrent encoder
 * whose last output gives q(z|x). A decoder that sees the words before does well without z, which
 * then collapses; annealing the KL term and hiding words from the decoder in training are the
 * paper's remedies.
 *
 * <p>A sentence is a row of word numbers: 0 ends it and fills the row behind it, 1 stands for
 * unknown words. Its likelihood includes that of its end.
 *
 * <pre>{@code
 * SentenceVae vae = SentenceVae.builder(5000, 13).latent(16).wordDropout(0.4).build(new Random(1));
 * Trainer.of(vae, Adam.of(1e-3)).annealKl(KlSchedule.logistic(2500, 250)).epochs(20).fit(train);
 * INDArray sentences = vae.interpolate(a, b, 7);
 * }</pre>
 */
public final class SentenceVae implements KlPenalized, GaussianLatentModel {
    private final int dataDimension;
    private final int latentDimension;
    private final double wordDropout;
    private final boolean inputless;
    private final Embedding words;
    private final Recurrent reader;
    private final GaussianNetwork encoder;
    private final SentenceDecoder decoder;

    private SentenceVae(Builder plan, RandomGenerator rng) {
        dataDimension = plan.data;
        latentDimension = plan.latent;
        wordDropout = plan.wordDropout;
        inputless = plan.inputless;
        words = Embedding.of("words", plan.vocabulary, plan.embedding, rng);
        reader = plan.cell.layer("encoder.layer", plan.embedding, plan.hidden, rng);
        int[] sizes = {plan.hidden, plan.latent};
        encoder = GaussianNetwork.of("encoder", sizes, Activation.IDENTITY, rng);
        decoder =
                new SentenceDecoder(
                        words, plan.cell, plan.hidden, plan.latent, plan.conditioning, rng);
    }

    /**
     * Starts the description of a model.
     *
     * @param vocabulary the number of words, end and unknown included
     * @param dataDimension the width of a row: the words of the longest sentence, and its end
     * @return a builder
     */
    public static Builder builder(int vocabulary, int dataDimension) {
        return new Builder(vocabulary, dataDimension);
    }

    @Override
    public int dataDimension() {
        return dataDimension;
    }

    @Override
    public int latentDimension() {
        return latentDimension;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(words, reader, encoder, decoder)
                .flatMap(n -> n.parameters().stream())
                .toList();
    }

    /**
     * Records what training minimises: the negative ELBO of a batch, with one draw of z for each
     * sentence, where the KL term counts as the penalty says and the decoder is not shown the words
     * that word dropout hides.
     */
    @Override
    public Value loss(Tape tape, INDArray batch, KlPenalty penalty, RandomGenerator rng) {
        return terms(tape, batch, noise(tape, batch, rng), wordDropout, rng).loss(penalty);
    }

    /** Records the negative ELBO of a batch, for which no word is hidden. */
    @Override
    public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
        return terms(tape, batch, noise(tape, batch, rng), 0, rng).loss(KlPenalty.PLAIN);
    }

    /**
     * The negative ELBO for given noise, so that it can be compared with other programs.
     *
     * @param tape records it
     * @param batch sentences [batch, dataDimension]
     * @param epsilon draws from N(0, 1) [batch, latentDimension]
     * @return the negative ELBO [1, 1] in nats per sentence
     */
    public Value loss(Tape tape, INDArray batch, INDArray epsilon) {
        return terms(tape, batch, tape.constant(epsilon), 0, null).loss(KlPenalty.PLAIN);
    }

    /** The parts of the ELBO: log-likelihoods [batch, 1], divergences [batch, latentDimension]. */
    private record Terms(Tape tape, Value logLikelihood, Value kl) {
        Value loss(KlPenalty penalty) {
            return tape.subtract(penalty.of(tape, kl), tape.mean(logLikelihood));
        }
    }

    private Terms terms(
            Tape tape, INDArray batch, Value epsilon, double hidden, RandomGenerator rng) {
        SentenceBatch x = read(tape.constant(batch));
        GaussianNetwork.Output q = posterior(tape, x);
        Value z = tape.reparameterize(q.mean(), q.logVar(), epsilon);
        Value logLikelihood = logLikelihood(tape, z, x, hidden, rng);
        Value kl = tape.gaussianKlTerms(q.mean(), q.logVar());
        return new Terms(tape, logLikelihood, kl);
    }

    private SentenceBatch read(Value x) {
        Check.that(
                x.columns() == dataDimension,
                "sentences have rows of %d numbers but the model needs %d",
                x.columns(),
                dataDimension);
        return SentenceBatch.of(x, decoder.vocabulary());
    }

    @Override
    public GaussianNetwork.Output posterior(Tape tape, Value x) {
        return posterior(tape, read(x));
    }

    private GaussianNetwork.Output posterior(Tape tape, SentenceBatch x) {
        Value nothing = tape.constant(0, x.packing().count(), reader.stateSize());
        Value h = reader.apply(tape, words.apply(tape, x.targets()), nothing, x.packing());
        return encoder.apply(tape, tape.gatherRows(h, x.packing().lasts()));
    }

    @Override
    public Value logLikelihood(Tape tape, Value z, Value x) {
        return logLikelihood(tape, z, read(x), 0, null);
    }

    private Value logLikelihood(
            Tape tape, Value z, SentenceBatch x, double hidden, RandomGenerator rng) {
        return decoder.logLikelihood(tape, z, x.withoutWords(inputless ? 1 : hidden, rng));
    }

    private Value noise(Tape tape, INDArray batch, RandomGenerator rng) {
        return tape.noise(Math.toIntExact(batch.size(0)), latentDimension, rng);
    }

    @Override
    public LatentGaussian encode(INDArray x) {
        Networks.columnsChecked("x", x, dataDimension);
        return Networks.gaussian(x, latentDimension, this::posterior);
    }

    /**
     * One sentence for each z, at each step the most probable word.
     *
     * @param z latents [rows, latentDimension]
     * @return sentences [rows, dataDimension]
     */
    public INDArray decode(INDArray z) {
        return decode(z, Decoding.greedy());
    }

    /**
     * One sentence for each z.
     *
     * @param z latents [rows, latentDimension]
     * @param decoding how words are chosen
     * @return sentences [rows, dataDimension]
     */
    public INDArray decode(INDArray z, Decoding decoding) {
        Networks.columnsChecked("z", z, latentDimension);
        int rows = Math.toIntExact(z.size(0));
        int together = decoding.manyAtOnce() ? SentenceDecoder.AT_ONCE : 1;
        List<int[]> sentences = new ArrayList<>();
        for (int from = 0; from < rows; from += together) {
            Networks.stopIfInterrupted(from, rows);
            int to = Math.min(rows, from + together);
            INDArray some = z.get(NDArrayIndex.interval(from, to)).dup('c');
            SentenceDecoder.Writer writer = decoder.writer(some, to - from, inputless);
            sentences.addAll(List.of(decoding.write(writer, to - from, dataDimension)));
        }
        return SentenceDecoder.array(sentences.toArray(new int[0][]));
    }

    /**
     * Sentences through encoder and decoder: decodes the mean of q(z|x), greedily.
     *
     * @param x sentences [rows, dataDimension]
     * @return [rows, dataDimension]
     */
    public INDArray reconstruct(INDArray x) {
        return decode(encode(x).mean());
    }

    /**
     * New sentences: z from the prior, then at each step the most probable word.
     *
     * @param count how many
     * @param rng draws z
     * @return [count, dataDimension]
     */
    public INDArray sample(int count, RandomGenerator rng) {
        return sample(count, rng, Decoding.greedy());
    }

    /**
     * New sentences: z from the prior, then words.
     *
     * @param count how many
     * @param rng draws all z, before any word is chosen
     * @param decoding how words are chosen
     * @return [count, dataDimension]
     */
    public INDArray sample(int count, RandomGenerator rng, Decoding decoding) {
        Check.positive("count", count);
        float[] z = Networks.noise(count * latentDimension, rng);
        return decode(Nd4j.create(z, new long[] {count, latentDimension}, 'c'), decoding);
    }

    @Override
    public INDArray simulate(INDArray z, RandomGenerator rng) {
        return decode(z, Decoding.sampled(rng));
    }

    /**
     * The straight way in latent space from one sentence to another (a homotopy, in the paper).
     *
     * @param a the first sentence [1, dataDimension]
     * @param b the last sentence [1, dataDimension]
     * @param steps the number of points, both ends included
     * @return the decoded points [steps, dataDimension]
     */
    public INDArray interpolate(INDArray a, INDArray b, int steps) {
        return decode(Networks.line(encode(a).mean(), encode(b).mean(), steps));
    }

    /**
     * What is near a sentence in latent space: draws from its q(z|x), decoded greedily (Bowman et
     * al. 2016, table 7).
     *
     * @param x a sentence [1, dataDimension]
     * @param count how many draws
     * @param rng draws z
     * @return the decoded draws [count, dataDimension]
     */
    public INDArray neighbours(INDArray x, int count, RandomGenerator rng) {
        Check.positive("count", count);
        LatentGaussian q = encode(x);
        return decode(
                new LatentGaussian(q.mean().repeat(0, count), q.logVar().repeat(0, count))
                        .sample(rng));
    }

    /**
     * The ELBO of a whole data set, with one draw of z for each sentence; always the true one,
     * without hidden words and however the KL term was weighed in training.
     *
     * @param data all of it is used
     * @param rng draws z, and the data where they are random
     * @return the bound with its parts, in nats per sentence
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Bound elbo(Dataset data, RandomGenerator rng) {
        return Bound.of(
                data,
                rng,
                (tape, batch) -> {
                    Terms terms = terms(tape, batch, noise(tape, batch, rng), 0, rng);
                    return new Bound.Parts(terms.logLikelihood, tape.rowSums(terms.kl));
                });
    }

    /**
     * The ELBO of some sentences, with one draw of z for each.
     *
     * @param x sentences [rows, dataDimension]
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
                "SentenceVae of %d words, %d latents, %,d parameters",
                decoder.vocabulary(), latentDimension, count);
    }

    /** Describes a sentence VAE; all but the data's sizes has a default. */
    public static final class Builder extends SentencePlan<Builder> {
        private int latent = 16;
        private Conditioning conditioning = Conditioning.START;
        private double wordDropout;

        private Builder(int vocabulary, int data) {
            super(vocabulary, data);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The number of dimensions of z. Default: 16.
         *
         * @param dimension at least 1
         * @return this
         */
        public Builder latent(int dimension) {
            latent = Check.positive("latent dimension", dimension);
            return this;
        }

        /**
         * Where the decoder is told z. Default: at the start.
         *
         * @param where at the start, at every step or both
         * @return this
         */
        public Builder conditioning(Conditioning where) {
            conditioning = Objects.requireNonNull(where, "conditioning");
            return this;
        }

        /**
         * The share of words that training hides from the decoder: in its input, whole words become
         * unknown, drawn anew each time. Nothing is hidden when the model is judged or used.
         * Default: 0.
         *
         * @param rate from 0 to 1; the paper's keep rate is 1 less this
         * @return this
         */
        public Builder wordDropout(double rate) {
            wordDropout = Check.probability("word dropout", rate);
            return this;
        }

        /**
         * Makes the model.
         *
         * @param rng draws the weights
         * @return a new model
         */
        public SentenceVae build(RandomGenerator rng) {
            return new SentenceVae(this, rng);
        }
    }
}
