package org.elbo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.elbo.nn.Embedding;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A recurrent language model (Mikolov et al. 2011): the decoder of a {@link SentenceVae} without z,
 * the baseline that it is compared with. Its log-likelihood is exact.
 *
 * <p>A sentence is a row of word numbers: 0 ends it and fills the row behind it, 1 stands for
 * unknown words. Its probability includes that of its end, so that those of all sentences sum to 1.
 */
public final class LanguageModel implements Model {
    private final int dataDimension;
    private final boolean inputless;
    private final Embedding words;
    private final SentenceDecoder decoder;

    private LanguageModel(Builder plan, RandomGenerator rng) {
        dataDimension = plan.data;
        inputless = plan.inputless;
        words = Embedding.of("words", plan.vocabulary, plan.embedding, rng);
        decoder = new SentenceDecoder(words, plan.cell, plan.hidden, 0, null, rng);
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
    public List<Parameter> parameters() {
        return Stream.of(words, decoder).flatMap(n -> n.parameters().stream()).toList();
    }

    /** Records the mean negative log-likelihood of a batch in nats per sentence. */
    @Override
    public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
        Value x = tape.constant(Networks.columnsChecked("batch", batch, dataDimension));
        return tape.negate(tape.mean(logLikelihood(tape, x)));
    }

    /**
     * Records log p(x).
     *
     * @param tape records it
     * @param x sentences [rows, dataDimension]
     * @return [rows, 1] in nats
     */
    public Value logLikelihood(Tape tape, Value x) {
        SentenceBatch all = SentenceBatch.of(x, decoder.vocabulary());
        return decoder.logLikelihood(tape, null, all.withoutWords(inputless ? 1 : 0, null));
    }

    /**
     * The log-likelihood of each sentence of a data set.
     *
     * @param data all of it is used
     * @param rng the source of the data's randomness, if they have any
     * @return nats, one for each sentence
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public double[] logLikelihoods(Dataset data, RandomGenerator rng) {
        double[] logLikelihoods = new double[data.size()];
        Tape tape = Tape.withoutGradients();
        for (int from = 0; from < data.size(); from += Networks.ROWS) {
            Networks.stopIfInterrupted(from, data.size());
            int to = Math.min(data.size(), from + Networks.ROWS);
            tape.clear();
            Value x = tape.constant(data.batch(from, to, rng));
            Networks.copy(logLikelihood(tape, x), logLikelihoods, from);
        }
        return logLikelihoods;
    }

    /**
     * New sentences: each word drawn with its probability.
     *
     * @param count how many
     * @param rng draws the words
     * @return [count, dataDimension]
     */
    public INDArray sample(int count, RandomGenerator rng) {
        Check.positive("count", count);
        List<int[]> sentences = new ArrayList<>();
        while (sentences.size() < count) {
            Networks.stopIfInterrupted(sentences.size(), count);
            int some = Math.min(SentenceDecoder.AT_ONCE, count - sentences.size());
            SentenceDecoder.Writer writer = decoder.writer(null, some, inputless);
            sentences.addAll(List.of(Decoding.sampled(rng).write(writer, some, dataDimension)));
        }
        return SentenceDecoder.array(sentences.toArray(new int[0][]));
    }

    /**
     * One sentence that is very probable.
     *
     * @param decoding how words are chosen
     * @return [1, dataDimension]
     */
    public INDArray decode(Decoding decoding) {
        return SentenceDecoder.array(
                decoding.write(decoder.writer(null, 1, inputless), 1, dataDimension));
    }

    @Override
    public String toString() {
        long count = parameters().stream().mapToLong(Parameter::length).sum();
        return String.format(
                "LanguageModel of %d words, %,d parameters", decoder.vocabulary(), count);
    }

    /** Describes a language model; all but the data's sizes has a default. */
    public static final class Builder extends SentencePlan<Builder> {

        private Builder(int vocabulary, int data) {
            super(vocabulary, data);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Makes the model.
         *
         * @param rng draws the weights
         * @return a new model
         */
        public LanguageModel build(RandomGenerator rng) {
            return new LanguageModel(this, rng);
        }
    }
}
