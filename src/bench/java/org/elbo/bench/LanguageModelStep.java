package org.elbo.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.model.LanguageModel;
import org.elbo.nn.Adam;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One training step of a language model: word vectors of as many dimensions as there are units, an
 * LSTM, a softmax over the words; loss, gradient, Adam. The same work in PyTorch:
 * src/test/reference/lstm_torch.py.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LanguageModelStep {
    private static final int BATCHES = 64;

    /** Units, words, sentences in a batch, tokens in a sentence. */
    @Param({"256 5000 32 12"})
    public String sizes = "256 5000 32 12";

    private final SplittableRandom rng = new SplittableRandom(2);
    private final Tape tape = new Tape();
    private final Adam adam = Adam.of(1e-3);
    private LanguageModel model;
    private List<Parameter> parameters;
    private INDArray[] batches;
    private int steps;

    /** Makes the model and random sentences of equal length. */
    @Setup
    public void make() {
        int[] n = TrainingStep.numbers(sizes);
        model =
                LanguageModel.builder(n[1], n[3])
                        .embedding(n[0])
                        .hidden(n[0])
                        .build(new Random(1));
        parameters = model.parameters();
        batches = new INDArray[BATCHES];
        Arrays.setAll(batches, i -> sentences(n[1], n[2], n[3], new Random(i)));
    }

    private static INDArray sentences(int words, int rows, int tokens, Random random) {
        float[][] ids = new float[rows][tokens];
        for (float[] sentence : ids) {
            for (int t = 0; t + 1 < tokens; t++) {
                sentence[t] = 1 + random.nextInt(words - 1);
            }
        }
        return Nd4j.create(ids);
    }

    /** Floating-point operations of the products in a step: forward, weights, inputs. */
    static double flop(String sizes) {
        int[] n = TrainingStep.numbers(sizes);
        double gates = 2 * 4.0 * n[0] * n[0];
        return 2.0 * n[2] * n[3] * 3 * (gates + (double) n[0] * n[1]);
    }

    /** The step. */
    @Benchmark
    public double step() {
        tape.clear();
        Value loss = model.loss(tape, batches[steps++ % BATCHES], rng);
        double number = loss.item();
        tape.backward(loss);
        adam.step(parameters);
        return number;
    }
}
