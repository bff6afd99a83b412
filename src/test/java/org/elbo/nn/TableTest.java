package org.elbo.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A table's gradient and its update by the row. */
class TableTest {
    private static final int ROWS = 7;
    private static final int COLUMNS = 3;

    private static INDArray values() {
        Random rng = new Random(1);
        double[][] x = new double[ROWS][COLUMNS];
        for (double[] row : x) {
            java.util.Arrays.setAll(row, j -> rng.nextGaussian());
        }
        return Nd4j.create(x);
    }

    private static void step(Parameter p, Optimizer optimizer, Tape tape, int... rows) {
        tape.clear();
        Value x = tape.gatherRows(tape.parameter(p), rows);
        tape.backward(tape.sum(tape.multiply(x, x)));
        optimizer.step(List.of(p));
    }

    /** SGD and Adagrad cannot tell a table from another parameter. */
    @Test
    void sameStepsAsADenseParameter() {
        List<Supplier<Optimizer>> optimizers = List.of(() -> Sgd.of(0.1), () -> Adagrad.of(0.1));
        for (Supplier<Optimizer> optimizer : optimizers) {
            Parameter table = Parameter.table("t", values());
            Parameter dense = Parameter.of("d", values());
            Optimizer one = optimizer.get();
            Optimizer two = optimizer.get();
            Tape tape = new Tape();
            Tape other = new Tape();
            for (int[] rows : new int[][] {{1, 1, 4}, {0}, {6, 4}, {2, 3}}) {
                step(table, one, tape, rows);
                step(dense, two, other, rows);
                assertEquals(dense.gradient(), table.gradient());
                assertEquals(dense.value(), table.value());
            }
        }
    }

    /** Adam leaves alone what a loss does not use, and restores what it remembers. */
    @Test
    void adamIsLazy() {
        Parameter table = Parameter.table("t", values());
        Adam adam = Adam.of(0.1);
        Tape tape = new Tape();
        step(table, adam, tape, 1, 4);
        INDArray before = table.value().dup();
        step(table, adam, tape, 2, 4);
        for (int row = 0; row < ROWS; row++) {
            if (row == 2 || row == 4) {
                assertNotEquals(before.getRow(row), table.value().getRow(row));
            } else {
                assertEquals(before.getRow(row), table.value().getRow(row));
            }
        }
        Parameter copy = Parameter.table("t", table.value());
        Adam restored = Adam.of(0.1);
        restored.restore(List.of(copy), adam.state(List.of(table)));
        step(table, adam, tape, 0, 1, 4);
        step(copy, restored, new Tape(), 0, 1, 4);
        assertEquals(table.value(), copy.value());
    }

    /** A row that occurs in every step moves as under dense Adam. */
    @Test
    void adamOfARowThatAlwaysOccurs() {
        Parameter table = Parameter.table("t", values());
        Parameter dense = Parameter.of("d", values());
        Adam one = Adam.of(0.1);
        Adam two = Adam.of(0.1);
        for (int i = 0; i < 5; i++) {
            step(table, one, new Tape(), 3, i);
            step(dense, two, new Tape(), 3, i);
        }
        assertEquals(dense.value().getRow(3), table.value().getRow(3));
    }

    /** Weights shared with a dense layer: the whole gradient counts, and is forgotten again. */
    @Test
    void aTableUsedAsAWeight() {
        Parameter table = Parameter.table("t", values());
        Parameter dense = Parameter.of("d", values());
        Tape tape = new Tape();
        Tape other = new Tape();
        for (int repeat = 0; repeat < 2; repeat++) {
            tied(table, tape);
            tied(dense, other);
            assertEquals(dense.gradient(), table.gradient());
            step(table, Sgd.of(0.1), tape, 5);
            step(dense, Sgd.of(0.1), other, 5);
            assertEquals(dense.gradient(), table.gradient());
            assertEquals(dense.value(), table.value());
        }
        tape.clear();
        tape.backward(tape.sum(tape.parameter(Parameter.of("x", values()))));
        assertEquals(0, table.gradient().norm2Number().doubleValue());
    }

    private static void tied(Parameter p, Tape tape) {
        tape.clear();
        Value w = tape.parameter(p);
        Value rows = tape.gatherRows(w, new int[] {2, 2});
        Value all = tape.multiply(w, w);
        tape.backward(tape.add(tape.sum(rows), tape.sum(all)));
    }
}
