package org.elbo.bench;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.model.M2;
import org.elbo.model.Model;
import org.elbo.model.Vae;
import org.elbo.nn.Adam;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One training step of M2 on a batch without labels, beside that of a VAE of the same sizes. The
 * sum over ten classes is exact; fewer are what a tolerance leaves of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ClassSumStep {
    static final int B = 100;
    private static final int X = 784;
    private static final int H = 500;
    private static final int Z = 50;

    /** Classes for each datum; 0 is the VAE. */
    @Param({"0", "2", "4", "10"})
    public int classes = 10;

    private final Tape tape = new Tape();
    private final SplittableRandom rng = new SplittableRandom(2);
    private final Adam adam = Adam.of(1e-4);
    private final INDArray x = TrainingStep.bits(B, X, new Random(1));
    private Model model;
    private List<Parameter> parameters;

    /** Makes the model. */
    @Setup
    public void make() {
        model = classes == 0 ? vae() : m2();
        parameters = model.parameters();
    }

    private static Vae vae() {
        return Vae.builder(X)
                .hidden(H)
                .latent(Z)
                .activation(Activation.SOFTPLUS)
                .build(new Random(1));
    }

    private M2 m2() {
        return M2.builder(X, classes)
                .hidden(H)
                .latent(Z)
                .activation(Activation.SOFTPLUS)
                .build(new Random(1));
    }

    /** The step. */
    @Benchmark
    public double step() {
        tape.clear();
        Value loss = model.loss(tape, x, rng);
        double number = loss.item();
        tape.backward(loss);
        adam.step(parameters);
        return number;
    }
}
