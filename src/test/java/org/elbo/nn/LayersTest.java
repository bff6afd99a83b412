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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LayersTest {
    @Test
    void glorotsVarianceIsTwoOverInPlusOut() {
        for (Initializer initializer :
                List.of(Initializer.GLOROT_UNIFORM, Initializer.GLOROT_NORMAL)) {
            Parameter w = initializer.parameter("w", 300, 200, new Random(1));
            // 60,000 draws: the relative standard error of the variance is at most 0.6 %, so a
            // right initialiser fails about once in 10^15 seeds.
            double variance = w.value().castTo(DataType.DOUBLE).varNumber().doubleValue();
            assertEquals(2.0 / 500, variance, 0.05 * 2.0 / 500, initializer.toString());
            assertEquals(0, w.value().meanNumber().doubleValue(), 8 * Math.sqrt(0.004 / 60_000));
        }
        double bound = Math.sqrt(6.0 / 500);
        Parameter u = Initializer.GLOROT_UNIFORM.parameter("w", 300, 200, new Random(2));
        assertTrue(u.value().amaxNumber().doubleValue() <= bound);
        assertEquals(
                0, Initializer.ZERO.parameter("b", 1, 5, null).value().amaxNumber().intValue());
    }

    @Test
    void anMlpIsItsLayersOneAfterTheOther() {
        Mlp mlp =
                Mlp.of(
                        "net",
                        new int[] {6, 5, 4, 3},
                        Activation.RELU,
                        Activation.SIGMOID,
                        new Random(1));
        Tape tape = new Tape();
        Value x = tape.constant(Nd4j.rand(DataType.FLOAT, 2, 6));
        INDArray whole = mlp.apply(tape, x).data();
        Value y = x;
        for (Dense layer : mlp.layers()) {
            y = layer.apply(tape, y);
        }
        assertEquals(whole, y.data());
        assertEquals(
                List.of(Activation.RELU, Activation.RELU, Activation.SIGMOID),
                mlp.layers().stream().map(Dense::activation).toList());
    }

    @Test
    void parametersAreNamedByTheirPlace() {
        Mlp mlp =
                Mlp.of(
                        "net",
                        new int[] {3, 2, 1},
                        Activation.TANH,
                        Activation.IDENTITY,
                        new Random(1));
        assertEquals(
                List.of("net.0.weight", "net.0.bias", "net.1.weight", "net.1.bias"),
                mlp.parameters().stream().map(Parameter::name).toList());
        assertEquals("Mlp(Dense 3 -> 2 TANH, Dense 2 -> 1 IDENTITY)", mlp.toString());
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        Dense a = Dense.of("a", 4, 3, Activation.TANH, new Random(7));
        Dense b = Dense.of("b", 4, 3, Activation.TANH, new Random(7));
        assertEquals(a.weight().value(), b.weight().value());
        assertEquals(0, a.bias().value().amaxNumber().doubleValue());
    }

    @Test
    void sizesMustMakeSense() {
        Random rng = new Random(1);
        Activation id = Activation.IDENTITY;
        assertThrows(IllegalArgumentException.class, () -> Mlp.of("m", new int[] {3}, id, id, rng));
        assertThrows(
                IllegalArgumentException.class, () -> Mlp.of("m", new int[] {3, 0}, id, id, rng));
        assertThrows(IllegalArgumentException.class, () -> Dense.of("d", -1, 2, id, rng));
        assertThrows(NullPointerException.class, () -> Dense.of("d", 1, 2, null, rng));
    }
}
