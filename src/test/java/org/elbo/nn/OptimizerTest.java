package org.elbo.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Optimisers against the papers' recursions in double precision. */
class OptimizerTest {
    private static final int LENGTH = 5000; // more than two tiles

    private interface Step {
        double next(double w, double g, int t, int i);
    }

    private static void follows(Optimizer optimizer, Step step) {
        Random rng = new Random(1);
        Parameter w = Parameter.of("w", Nd4j.create(random(rng)));
        double[] expected = w.value().dup().data().asDouble();
        for (int t = 1; t <= 20; t++) {
            double[][] gradient = random(rng);
            w.gradient().assign(Nd4j.create(gradient));
            optimizer.step(List.of(w));
            float[] actual = w.value().dup().data().asFloat();
            for (int i = 0; i < LENGTH; i++) {
                expected[i] = step.next(expected[i], (float) gradient[0][i], t, i);
                assertEquals(expected[i], actual[i], 2e-5, "element " + i + " in step " + t);
            }
        }
    }

    private static double[][] random(Random rng) {
        return new double[][] {rng.doubles(LENGTH, -1, 1).toArray()};
    }

    @Test
    void sgd() {
        follows(Sgd.of(0.1), (w, g, t, i) -> w - 0.1 * g);
    }

    @Test
    void adagrad() {
        double[] s = new double[LENGTH];
        follows(
                Adagrad.of(0.1),
                (w, g, t, i) -> {
                    s[i] += g * g;
                    return w - 0.1 * g / (Math.sqrt(s[i]) + 1e-8);
                });
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 0.1})
    void adamIsAlgorithm1(double epsilon) {
        double[] m = new double[LENGTH];
        double[] v = new double[LENGTH];
        follows(
                Adam.of(0.01, 0.9, 0.999, epsilon),
                (w, g, t, i) -> {
                    m[i] = 0.9 * m[i] + 0.1 * g;
                    v[i] = 0.999 * v[i] + 0.001 * g * g;
                    double mHat = m[i] / (1 - Math.pow(0.9, t));
                    double vHat = v[i] / (1 - Math.pow(0.999, t));
                    return w - 0.01 * mHat / (Math.sqrt(vHat) + epsilon);
                });
    }

    @Test
    void theFirstStepOfAdamIsTheLearningRate() {
        Parameter w = Parameter.of("w", Nd4j.create(new double[][] {{1, 1, 1}}));
        w.gradient().assign(Nd4j.create(new double[][] {{1e-3, -50, 0}}));
        Adam.of(0.1).step(List.of(w));
        assertEquals(0.9, w.value().getFloat(0, 0), 1e-5);
        assertEquals(1.1, w.value().getFloat(0, 1), 1e-5);
        assertEquals(1.0, w.value().getFloat(0, 2));
    }

    @Test
    void eachFindsTheMinimumOfAParabola() {
        for (Optimizer optimizer : List.of(Sgd.of(0.1), Adagrad.of(1), Adam.of(0.1))) {
            Parameter w = Parameter.of("w", Nd4j.create(new double[][] {{4, -3}}));
            Tape tape = new Tape();
            for (int i = 0; i < 500; i++) {
                tape.clear();
                Value x = tape.parameter(w);
                tape.backward(tape.sum(tape.squaredError(x, tape.constant(2, 1, 2))));
                optimizer.step(List.of(w));
            }
            assertEquals(2, w.value().getFloat(0, 0), 1e-2, optimizer.toString());
            assertEquals(2, w.value().getFloat(0, 1), 1e-2, optimizer.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void learningRatesMustBePositive(double rate) {
        assertThrows(IllegalArgumentException.class, () -> Sgd.of(rate));
        assertThrows(IllegalArgumentException.class, () -> Adagrad.of(rate));
        assertThrows(IllegalArgumentException.class, () -> Adam.of(rate));
        assertThrows(IllegalArgumentException.class, () -> Adam.of(1, 1, 0.9, 1e-8));
        assertThrows(IllegalArgumentException.class, () -> Adam.of(1, 0.9, Double.NaN, 1e-8));
    }

    @Test
    void anMlpLearnsExclusiveOr() {
        Mlp mlp =
                Mlp.of(
                        "m",
                        new int[] {2, 8, 1},
                        Activation.TANH,
                        Activation.IDENTITY,
                        new Random(3));
        var x = Nd4j.createFromArray(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        var y = Nd4j.createFromArray(new float[][] {{0}, {1}, {1}, {0}});
        Adam adam = Adam.of(0.05);
        Tape tape = new Tape();
        double loss = 1;
        for (int i = 0; i < 500; i++) {
            tape.clear();
            Value logits = mlp.apply(tape, tape.constant(x));
            Value l = tape.negate(tape.mean(tape.bernoulliLogLikelihood(logits, y)));
            tape.backward(l);
            adam.step(mlp.parameters());
            loss = l.item();
        }
        assertTrue(loss < 0.05, "loss " + loss);
    }
}
