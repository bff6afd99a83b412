package org.elbo.bench;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.model.Vae;
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
 * One training step of a VAE: x[B, 784] to a hidden layer of H, to mean and log-variance of Z
 * latents, to a hidden layer of H, to 784 logits; noise, loss, gradient, Adam.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TrainingStep {
    private static final int DATA = 10_000;
    private static final int PIXELS = 784;

    /** Sizes of the hidden layer, of the latents, of the batch. */
    @Param({"500 20 100", "400 20 128", "200 10 64", "500 20 1000"})
    public String sizes = "500 20 100";

    /** Of the hidden layers. */
    @Param({"TANH", "RELU"})
    public String activation = "TANH";

    private final SplittableRandom rng = new SplittableRandom(2);
    private final Tape tape = new Tape();
    private final Adam adam = Adam.of(1e-3);
    private Vae vae;
    private List<Parameter> parameters;
    private INDArray[] batches;
    private int steps;

    /** Makes the model and data of 0 and 1. */
    @Setup
    public void make() {
        int[] n = numbers(sizes);
        vae =
                Vae.builder(PIXELS)
                        .hidden(n[0])
                        .latent(n[1])
                        .activation(Activation.valueOf(activation))
                        .build(new Random(1));
        parameters = vae.parameters();
        batches = new INDArray[DATA / n[2]];
        for (int i = 0; i < batches.length; i++) {
            batches[i] = bits(n[2], PIXELS, new Random(i));
        }
    }

    /** H, Z and B. */
    static int[] numbers(String sizes) {
        return java.util.Arrays.stream(sizes.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    static INDArray bits(int rows, int columns, Random random) {
        float[] bits = new float[rows * columns];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = random.nextBoolean() ? 1 : 0;
        }
        return Nd4j.create(bits, new long[] {rows, columns}, 'c');
    }

    /** Floating-point operations of the products in a step: forward, weights, inputs. */
    static double flop(String sizes) {
        int[] n = numbers(sizes);
        double first = (double) PIXELS * n[0];
        double others = 3.0 * n[0] * n[1] + first;
        return 2.0 * n[2] * (2 * first + 3 * others);
    }

    /** The step. */
    @Benchmark
    public double step() {
        tape.clear();
        Value loss = vae.loss(tape, batches[steps++ % batches.length], rng);
        double number = loss.item();
        tape.backward(loss);
        adam.step(parameters);
        return number;
    }
}
