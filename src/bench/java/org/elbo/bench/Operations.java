package org.elbo.bench;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.data.Mnist;
import org.elbo.nn.Adam;
import org.elbo.nn.Mlp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Single operations at the sizes of the largest step: batch 100, 784 pixels, 500 units, 20 latents.
 * Each is measured forward and, where its name says so, backward too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Operations {
    private static final int B = 100;
    private static final int H = 500;
    private static final int Z = 20;
    private static final int X = 784;
    private static final int K = 50;
    private static final int CLASSES = 10;

    private final Random random = new Random(1);
    private final SplittableRandom rng = new SplittableRandom(2);
    private final Tape tape = new Tape();
    private final Adam adam = Adam.of(1e-3);
    private final Parameter weight = gaussian("weight", X, H, 0.03);
    private final Parameter bias = gaussian("bias", 1, H, 0.03);
    private final Parameter logits = gaussian("logits", B, X, 1);
    private final Parameter hidden = gaussian("hidden", B, H, 1);
    private final Parameter mu = gaussian("mu", B, Z, 1);
    private final Parameter logVar = gaussian("logVar", B, Z, 1);
    private final Mlp decoder =
            Mlp.of("d", new int[] {Z, H, X}, Activation.TANH, Activation.IDENTITY, random);
    private final Mlp withClass =
            Mlp.of("c", new int[] {X + CLASSES, H, Z}, Activation.TANH, Activation.IDENTITY, random);
    private final INDArray x = TrainingStep.bits(B, X, random);
    private final INDArray classes = Nd4j.eye(CLASSES).castTo(x.dataType());
    private final float[] out = new float[B * X];
    private final int[] rows = new int[B];
    private Dataset digits;

    private Parameter gaussian(String name, int rows, int columns, double scale) {
        return Parameter.of(name, Nd4j.randn(rows, columns).muli(scale));
    }

    /** Reads the data and computes the gradients that Adam needs. */
    @Setup
    public void read() {
        digits = Mnist.train().dynamicallyBinarized();
        for (int i = 0; i < B; i++) {
            rows[i] = i * 599;
        }
        denseAndBack();
    }

    /** A layer 784 to 500 with tanh. */
    @Benchmark
    public Value dense() {
        tape.clear();
        return tape.dense(tape.constant(x), weight, bias, Activation.TANH);
    }

    /** The same with the gradients of weight and bias. */
    @Benchmark
    public void denseAndBack() {
        tape.backward(tape.sum(dense()));
    }

    /** Bernoulli log-likelihood of 100 images. */
    @Benchmark
    public Value bernoulli() {
        tape.clear();
        return tape.bernoulliLogLikelihood(tape.parameter(logits), tape.constant(x));
    }

    /** The same with the gradient of the logits. */
    @Benchmark
    public void bernoulliAndBack() {
        tape.backward(tape.sum(bernoulli()));
    }

    /** Gaussian log-likelihood of 100 rows of 20, with gradients. */
    @Benchmark
    public void gaussianAndBack() {
        tape.clear();
        Value z = tape.constant(mu.value());
        tape.backward(
                tape.sum(
                        tape.gaussianLogLikelihood(
                                tape.parameter(mu), tape.parameter(logVar), z)));
    }

    /** KL divergence of 100 rows of 20, with gradients. */
    @Benchmark
    public void klAndBack() {
        tape.clear();
        tape.backward(tape.sum(tape.gaussianKl(tape.parameter(mu), tape.parameter(logVar))));
    }

    /** Reparameterisation of 100 rows of 20 with fresh noise, and its gradients. */
    @Benchmark
    public void reparameterizeAndBack() {
        tape.clear();
        Value epsilon = tape.noise(B, Z, rng);
        Value z = tape.reparameterize(tape.parameter(mu), tape.parameter(logVar), epsilon);
        tape.backward(tape.sum(z));
    }

    /** tanh of 100 rows of 500, with its gradient. */
    @Benchmark
    public void tanhAndBack() {
        tape.clear();
        tape.backward(tape.sum(tape.activate(tape.parameter(hidden), Activation.TANH)));
    }

    /** One step of Adam on 392,500 parameters. */
    @Benchmark
    public void adam() {
        adam.step(List.of(weight, bias));
    }

    /** 2,000 draws from N(0, 1). */
    @Benchmark
    public Value noise() {
        tape.clear();
        return tape.noise(B, Z, rng);
    }

    /** 100 digits of MNIST, binarised anew. */
    @Benchmark
    public void dynamicBatch() {
        digits.copyTo(rows, 0, B, rng, out);
    }

    /** The log weights of an importance-weighted bound: 50 draws for each of 100 images. */
    @Benchmark
    public Value iwae50() {
        tape.clear();
        Value mean = tape.repeatRows(tape.parameter(mu), K);
        Value spread = tape.repeatRows(tape.parameter(logVar), K);
        Value z = tape.reparameterize(mean, spread, tape.noise(B * K, Z, rng));
        Value images = tape.repeatRows(tape.constant(x), K);
        Value logP = tape.bernoulliLogLikelihood(decoder.apply(tape, z), images);
        Value logQ = tape.gaussianLogLikelihood(mean, spread, z);
        Value ratio = tape.subtract(tape.standardGaussianLogLikelihood(z), logQ);
        return tape.add(logP, ratio);
    }

    /** What summing out ten classes costs: each image with each class through a first layer. */
    @Benchmark
    public Value tenClasses() {
        tape.clear();
        Value images = tape.repeatRows(tape.constant(x), CLASSES);
        Value labels = tape.constant(Nd4j.tile(classes, B, 1));
        return withClass.apply(tape, tape.concat(images, labels));
    }
}
