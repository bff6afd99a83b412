package org.elbo.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class UpdateTest {
    private static final int[][] SHAPES = {
        {1, 1}, {1, 2047}, {1, 2048}, {1, 2049}, {3, 5}, {123, 457}, {1, 1}, {4096, 1}, {7, 1000},
    };

    private final Map<Parameter, float[][]> visits = new IdentityHashMap<>();
    private final Update update = new Update(this::rule);

    private Parameter.Rule rule(Parameter parameter) {
        float[][] seen = visits.get(parameter);
        return (value, gradient, tile, count) -> {
            for (int i = 0; i < count; i++) {
                seen[tile][i]++;
                value[i] = 3 * value[i] + gradient[i] + tile * Parameter.TILE + i;
            }
        };
    }

    /** Value and gradient differ from element to element and between parameters. */
    private List<Parameter> parameters(int[]... shapes) {
        List<Parameter> parameters = new ArrayList<>();
        for (int[] shape : shapes) {
            Parameter p = Parameter.of("p", Nd4j.zeros(DataType.FLOAT, shape[0], shape[1]));
            for (int i = 0; i < p.length(); i++) {
                p.memory.set(i, value(p, i));
                p.gradient.memory.set(i, gradient(p, i));
            }
            visits.put(p, p.zerosByTile());
            parameters.add(p);
        }
        return parameters;
    }

    private static float value(Parameter p, int i) {
        return i % 101 + p.columns();
    }

    private static float gradient(Parameter p, int i) {
        return i % 89 + 2 * p.rows();
    }

    private void assertVisitedOnce(List<Parameter> parameters) {
        for (Parameter p : parameters) {
            float[][] seen = visits.get(p);
            for (int i = 0; i < p.tiles() * Parameter.TILE; i++) {
                int expected = i < p.length() ? 1 : 0;
                assertEquals(expected, seen[i / Parameter.TILE][i % Parameter.TILE]);
            }
            for (int i = 0; i < p.length(); i++) {
                assertEquals(3 * value(p, i) + gradient(p, i) + i, p.memory.get(i));
                assertEquals(gradient(p, i), p.gradient.memory.get(i));
            }
        }
    }

    @Test
    void eachElementOfAllParametersChangesOnce() {
        List<Parameter> all = parameters(SHAPES);
        update.run(all);
        assertVisitedOnce(all);
    }

    @Test
    void anUpdateServesAnyListOfParameters() {
        for (int[] shape : SHAPES) {
            List<Parameter> one = parameters(shape);
            update.run(one);
            assertVisitedOnce(one);
        }
        update.run(List.of());
        List<Parameter> all = parameters(SHAPES);
        update.run(all);
        assertVisitedOnce(all);
    }

    /** In one process a team has one cut: the others are done by hand, part after part. */
    @Test
    void eachElementChangesOnceForEveryNumberOfParts() {
        List<Parameter> all = parameters(SHAPES);
        update.run(all);
        for (int parts : new int[] {1, 2, 3, 7, 40, 64}) {
            for (Parameter p : all) {
                visits.put(p, p.zerosByTile());
                for (int i = 0; i < p.length(); i++) {
                    p.memory.set(i, value(p, i));
                }
            }
            for (int part = 0; part < parts; part++) {
                update.run(part, parts);
            }
            assertVisitedOnce(all);
        }
    }

    @Test
    void theFailureOfARuleReachesTheCaller() {
        RuntimeException failure = new IllegalStateException("rule");
        Update failing =
                new Update(
                        parameter -> {
                            throw failure;
                        });
        List<Parameter> all = parameters(SHAPES);
        assertEquals(failure, assertThrows(RuntimeException.class, () -> failing.run(all)));
        update.run(all);
        assertVisitedOnce(all);
    }
}
