package org.elbo.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Packing;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Vocabulary;
import org.elbo.nn.Cell;
import org.elbo.nn.Dense;
import org.elbo.nn.Embedding;
import org.elbo.nn.Module;
import org.elbo.nn.Recurrent;
import org.elbo.prob.LogSumExp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A recurrent network that tells a sentence word by word, each given all words before it, and given
 * z if there is one: log p(x|z) = sum over t of log p(x_t | x_1 ... x_t-1, z). It is the language
 * model, too, which has no z.
 */
final class SentenceDecoder implements Module {
    /** Sentences written at the same time: with 5,000 words their log-probabilities take 4 MB. */
    static final int AT_ONCE = 100;

    private final Embedding words;
    private final Recurrent layer;
    private final Dense logits;
    private final boolean everyStep;
    private final Dense start;

    /** Without z, conditioning is null and latent 0. */
    SentenceDecoder(
            Embedding words,
            Cell cell,
            int units,
            int latent,
            Conditioning conditioning,
            RandomGenerator rng) {
        this.words = words;
        everyStep = conditioning != null && conditioning.atEveryStep();
        boolean atStart = conditioning != null && conditioning.atStart();
        int inputs = words.vectors().columns() + (everyStep ? latent : 0);
        layer = cell.layer("decoder.layer", inputs, units, rng);
        logits = Dense.of("decoder.logits", units, vocabulary(), Activation.IDENTITY, rng);
        start =
                atStart
                        ? Dense.of("decoder.start", latent, layer.stateSize(), Activation.TANH, rng)
                        : null;
    }

    /** The number of words, end and unknown included. */
    int vocabulary() {
        return words.vectors().rows();
    }

    /** log p(x|z) of each sentence [sentences, 1]; z [sentences, latent], or null without. */
    Value logLikelihood(Tape tape, Value z, SentenceBatch batch) {
        Packing packing = batch.packing();
        Value h = outputs(tape, batch.inputs(), z, start(tape, z, packing.count()), packing);
        Value w = tape.parameter(logits.weight());
        Value b = tape.parameter(logits.bias());
        Value tokens = tape.categoricalLogLikelihood(h, w, b, batch.targets());
        return tape.scatterRows(tokens, packing.sequences(), packing.count());
    }

    private Value start(Tape tape, Value z, int sentences) {
        return start == null
                ? tape.constant(0, sentences, layer.stateSize())
                : start.apply(tape, z);
    }

    private Value outputs(Tape tape, int[] inputs, Value z, Value state, Packing packing) {
        Value x = words.apply(tape, inputs);
        if (everyStep) {
            x = tape.concat(x, tape.gatherRows(z, packing.sequences()));
        }
        return layer.apply(tape, x, state, packing);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(layer.parameters());
        all.addAll(logits.parameters());
        if (start != null) {
            all.addAll(start.parameters());
        }
        return List.copyOf(all);
    }

    /** Sentences as rows of word numbers. */
    static INDArray array(int[][] sentences) {
        return Nd4j.createFromArray(sentences).castTo(DataType.FLOAT);
    }

    /** A way to write sentences: some at the same time, step by step. */
    Writer writer(INDArray z, int sentences, boolean inputless) {
        return new Writer(z, sentences, inputless);
    }

    /** Sentences that are being written. The chooser of words sees the log-probabilities. */
    final class Writer {
        private final Tape tape = Tape.withoutGradients();
        private final boolean inputless;
        private INDArray z;
        private INDArray state;
        private int[] last;

        private Writer(INDArray z, int sentences, boolean inputless) {
            this.z = z;
            this.inputless = inputless;
            state = start(tape, z == null ? null : tape.constant(z), sentences).data().dup();
            last = new int[sentences];
        }

        /** The logarithm of the probability of every next word, for each sentence. */
        double[][] next() {
            tape.clear();
            Packing packing = Packing.ofSingles(last.length);
            Value h = outputs(tape, last, constant(z), constant(state), packing);
            state = layer.state(tape, h).data().dup();
            double[][] y = logits.apply(tape, h).data().toDoubleMatrix();
            Arrays.stream(y).forEach(Writer::normalise);
            return y;
        }

        private Value constant(INDArray array) {
            return array == null ? null : tape.constant(array);
        }

        /** Shifts logits so that their exponentials sum to 1. */
        private static void normalise(double[] y) {
            double log = LogSumExp.of(y);
            Arrays.setAll(y, i -> y[i] - log);
        }

        /** Appends a word to each of some of the sentences, which are from now on the sentences. */
        void append(int[] sentences, int[] words) {
            int[] inputs = words.clone();
            if (inputless) {
                Arrays.setAll(inputs, i -> Vocabulary.UNKNOWN);
            }
            last = inputs;
            state = rows(state, sentences);
            z = z == null ? null : rows(z, sentences);
        }

        private static INDArray rows(INDArray x, int[] index) {
            return Nd4j.pullRows(x, 1, index);
        }
    }
}
