package org.elbo.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.elbo.autodiff.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An optimiser that takes over another one's state goes on as that one would have. */
class OptimizerStateTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 1700; // more than two tiles

    static Stream<Supplier<Optimizer>> optimizers() {
        return Stream.of(() -> Sgd.of(0.1), () -> Adagrad.of(0.1), () -> Adam.of(0.1));
    }

    private static void steps(Optimizer optimizer, Parameter w, int from, int to) {
        for (int t = from; t < to; t++) {
            w.gradient().assign(Nd4j.create(random(t)));
            optimizer.step(List.of(w));
        }
    }

    private static double[][] random(int seed) {
        Random rng = new Random(seed);
        return Stream.generate(() -> rng.doubles(COLUMNS, -1, 1).toArray())
                .limit(ROWS)
                .toArray(double[][]::new);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void restoredItGoesOnExactly(Supplier<Optimizer> kind) {
        Parameter through = Parameter.of("w", Nd4j.create(random(100)));
        Optimizer first = kind.get();
        steps(first, through, 0, 5);
        Map<String, INDArray> state = first.state(List.of(through));
        Parameter resumed = Parameter.of("w", through.value());
        steps(first, through, 5, 9); // the state must not change with it

        Optimizer second = kind.get();
        second.restore(List.of(resumed), state);
        steps(second, resumed, 5, 9);
        assertArrayEquals(numbers(through), numbers(resumed));
    }

    private static float[] numbers(Parameter parameter) {
        return parameter.value().dup('c').data().asFloat();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theLearningRateChangesFromTheNextStepOn(Supplier<Optimizer> kind) {
        Parameter slow = Parameter.of("w", Nd4j.zeros(1, 1));
        Parameter fast = Parameter.of("w", Nd4j.zeros(1, 1));
        Optimizer half = kind.get();
        half.learningRate(0.05);
        slow.gradient().assign(0.5);
        fast.gradient().assign(0.5);
        half.step(List.of(slow));
        kind.get().step(List.of(fast));
        assertEquals(fast.value().getFloat(0) / 2, slow.value().getFloat(0), 1e-7);
        assertTrue(fast.value().getFloat(0) < 0);
        assertThrows(IllegalArgumentException.class, () -> half.learningRate(Double.NaN));
    }

    @Test
    void aStateOfAnotherModelIsRefused() {
        Parameter w = Parameter.of("w", Nd4j.zeros(2, 3));
        Parameter other = Parameter.of("w", Nd4j.zeros(3, 2));
        Map<String, INDArray> state = Adam.of(0.1).state(List.of(other));
        Optimizer adam = Adam.of(0.1);
        String message =
                assertThrows(IllegalArgumentException.class, () -> adam.restore(List.of(w), state))
                        .getMessage();
        assertEquals(
                "'w.m' in the optimiser's state has shape [3, 2] but must have [2, 3]", message);
        message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> adam.restore(List.of(w), Map.of()))
                        .getMessage();
        assertEquals("the optimiser's state has no 'w.m'", message);
    }
}
