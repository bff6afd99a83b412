package org.elbo.autodiff;

import static org.elbo.autodiff.GradientCheck.check;
import static org.elbo.autodiff.GradientCheck.random;
import static org.elbo.autodiff.GradientCheck.zeros;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.elbo.prob.LogSumExp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The operations of sequences against formulas in double precision, one sequence at a time. */
class SequencesTest {
    private static final double TOLERANCE = 2e-5;

    private static final int[][] LENGTHS = {{1}, {3}, {2, 2}, {1, 4, 2}, {3, 1, 3, 2, 5}};

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The row of the packed matrix that holds a step of a sequence, found without Packing. */
    private static int row(int[] lengths, int sequence, int step) {
        int row = 0;
        for (int t = 0; t < step; t++) {
            for (int length : lengths) {
                row += length > t ? 1 : 0;
            }
        }
        for (int i = 0; i < lengths.length; i++) {
            boolean before =
                    lengths[i] > lengths[sequence]
                            || (lengths[i] == lengths[sequence] && i < sequence);
            row += before && lengths[i] > step ? 1 : 0;
        }
        return row;
    }

    @Test
    void packsLongestFirst() {
        Packing packing = Packing.of(3, 1, 2);
        int[][] padded = {{10, 11, 12}, {20}, {30, 31}};
        assertArrayEquals(new int[] {10, 30, 20, 11, 31, 12}, packing.pack(padded));
        assertArrayEquals(new int[] {0, 2, 1, 0, 2, 0}, packing.sequences());
        assertArrayEquals(new int[] {5, 2, 4}, packing.lasts());
        for (int[] lengths : LENGTHS) {
            Packing p = Packing.of(lengths);
            assertEquals(Arrays.stream(lengths).sum(), p.rows());
            for (int i = 0; i < lengths.length; i++) {
                assertEquals(row(lengths, i, lengths[i] - 1), p.lasts()[i]);
                for (int t = 0; t < lengths[i]; t++) {
                    assertEquals(i, p.sequences()[row(lengths, i, t)]);
                }
            }
        }
    }

    @Test
    void refusesEmptySequences() {
        assertThrows(IllegalArgumentException.class, Packing::of);
        Throwable e = assertThrows(IllegalArgumentException.class, () -> Packing.of(2, 0));
        assertTrue(e.getMessage().contains("sequence 1 has length 0"), e.getMessage());
    }

    private static double[][] lstm(int[] lengths, double[][] x, double[][] u, double[][] start) {
        int units = u.length;
        double[][] h = zeros(x.length, units);
        for (int i = 0; i < lengths.length; i++) {
            double[] before = Arrays.copyOf(start[i], units);
            double[] cell = Arrays.copyOfRange(start[i], units, 2 * units);
            for (int t = 0; t < lengths[i]; t++) {
                int row = row(lengths, i, t);
                for (int j = 0; j < units; j++) {
                    double[] s = sums(x[row], u, before, j, 4);
                    cell[j] = sigmoid(s[1]) * cell[j] + sigmoid(s[0]) * Math.tanh(s[2]);
                    h[row][j] = sigmoid(s[3]) * Math.tanh(cell[j]);
                }
                before = h[row];
            }
        }
        return h;
    }

    private static double[] sums(double[] x, double[][] u, double[] h, int unit, int gates) {
        double[] s = new double[gates];
        for (int gate = 0; gate < gates; gate++) {
            int column = gate * u.length + unit;
            s[gate] = x[column];
            for (int k = 0; k < u.length; k++) {
                s[gate] += h[k] * u[k][column];
            }
        }
        return s;
    }

    private static double[][] gru(
            int[] lengths, double[][] x, double[][] u, double[][] b, double[][] start) {
        int units = u.length;
        double[][] h = zeros(x.length, units);
        for (int i = 0; i < lengths.length; i++) {
            double[] before = start[i];
            for (int t = 0; t < lengths[i]; t++) {
                int row = row(lengths, i, t);
                for (int j = 0; j < units; j++) {
                    double[] s = sums(b[0], u, before, j, 3);
                    double r = sigmoid(x[row][j] + s[0]);
                    double z = sigmoid(x[row][units + j] + s[1]);
                    double n = Math.tanh(x[row][2 * units + j] + r * s[2]);
                    h[row][j] = (1 - z) * n + z * before[j];
                }
                before = h[row];
            }
        }
        return h;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 3", "2, 2", "3, 3", "4, 5"})
    void lstm(int which, int units) {
        int[] lengths = LENGTHS[which];
        Packing packing = Packing.of(lengths);
        check(
                TOLERANCE,
                (t, v) -> t.lstm(v[0], v[1], v[2], packing),
                in -> lstm(lengths, in[0], in[1], in[2]),
                random(packing.rows(), 4 * units, 1, 1),
                random(units, 4 * units, 1, 2),
                random(lengths.length, 2 * units, 1, 3));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 3", "2, 2", "3, 3", "4, 5"})
    void gru(int which, int units) {
        int[] lengths = LENGTHS[which];
        Packing packing = Packing.of(lengths);
        check(
                TOLERANCE,
                (t, v) -> t.gru(v[0], v[1], v[2], v[3], packing),
                in -> gru(lengths, in[0], in[1], in[2], in[3]),
                random(packing.rows(), 3 * units, 1, 4),
                random(units, 3 * units, 1, 5),
                random(1, 3 * units, 1, 6),
                random(lengths.length, units, 1, 7));
    }

    /** Every operand used elsewhere too: contributions must add, not overwrite. */
    @Test
    void gradientsAddUp() {
        int[] lengths = {2, 1};
        Packing packing = Packing.of(lengths);
        check(
                TOLERANCE,
                (t, v) ->
                        t.add(t.lstm(v[0], v[1], v[2], packing), t.lstm(v[0], v[1], v[2], packing)),
                in -> {
                    double[][] h = lstm(lengths, in[0], in[1], in[2]);
                    for (double[] row : h) {
                        Arrays.setAll(row, j -> 2 * row[j]);
                    }
                    return h;
                },
                random(3, 8, 1, 8),
                random(2, 8, 1, 9),
                random(2, 4, 1, 10));
    }

    /** Large enough for several threads. */
    @Test
    void manyUnitsAreShared() {
        int[] lengths = {3, 5, 1, 4, 5, 2, 5, 5, 3, 5, 5, 5};
        Packing packing = Packing.of(lengths);
        double[][] x = random(packing.rows(), 4 * 150, 1, 11);
        double[][] u = random(150, 4 * 150, 0.1, 12);
        double[][] start = random(lengths.length, 300, 1, 13);
        Tape tape = new Tape();
        Value h =
                tape.lstm(
                        tape.constant(Nd4j.create(x)),
                        tape.constant(Nd4j.create(u)),
                        tape.constant(Nd4j.create(start)),
                        packing);
        GradientCheck.close("h", TOLERANCE, lstm(lengths, x, u, start), h.data());
        Value r =
                tape.gru(
                        tape.constant(Nd4j.create(shortened(x, 450))),
                        tape.constant(Nd4j.create(shortened(u, 450))),
                        tape.constant(Nd4j.create(shortened(random(1, 450, 1, 14), 450))),
                        tape.constant(Nd4j.create(shortened(start, 150))),
                        packing);
        GradientCheck.close(
                "h",
                TOLERANCE,
                gru(
                        lengths,
                        shortened(x, 450),
                        shortened(u, 450),
                        random(1, 450, 1, 14),
                        shortened(start, 150)),
                r.data());
    }

    /** Large enough for several threads, against the same layer made of other operations. */
    @Test
    void gradientsOfManyUnits() {
        int units = 150;
        int rows = 8;
        Parameter x = Parameter.of("x", Nd4j.create(random(3 * rows, 4 * units, 1, 30)));
        Parameter u = Parameter.of("u", Nd4j.create(random(units, 4 * units, 0.1, 31)));
        Parameter start = Parameter.of("start", Nd4j.create(random(rows, 2 * units, 1, 32)));
        INDArray weights = Nd4j.create(random(rows, units, 1, 33));
        INDArray[][] gradients = new INDArray[2][];
        for (int way = 0; way < 2; way++) {
            Tape tape = new Tape();
            Value[] v = {tape.parameter(x), tape.parameter(u), tape.parameter(start)};
            Value last = way == 0 ? lastOfLstm(tape, v, rows) : lastByHand(tape, v, rows, units);
            tape.backward(tape.sum(tape.multiply(last, tape.constant(weights))));
            gradients[way] =
                    new INDArray[] {x.gradient().dup(), u.gradient().dup(), start.gradient().dup()};
        }
        for (int i = 0; i < 3; i++) {
            double[][] expected = gradients[1][i].toDoubleMatrix();
            GradientCheck.close("gradient " + i, TOLERANCE, expected, gradients[0][i]);
        }
    }

    private static Value lastOfLstm(Tape tape, Value[] v, int rows) {
        int[] lengths = new int[rows];
        Arrays.fill(lengths, 3);
        Packing packing = Packing.of(lengths);
        return tape.gatherRows(tape.lstm(v[0], v[1], v[2], packing), packing.lasts());
    }

    private static Value lastByHand(Tape tape, Value[] v, int rows, int units) {
        Value none = tape.constant(0, 1, 4 * units);
        Value h = tape.columns(v[2], 0, units);
        Value c = tape.columns(v[2], units, 2 * units);
        for (int t = 0; t < 3; t++) {
            int first = t * rows;
            int[] step = new int[rows];
            Arrays.setAll(step, i -> first + i);
            Value product = tape.dense(h, v[1], none, Activation.IDENTITY);
            Value sum = tape.add(tape.gatherRows(v[0], step), product);
            Value i = gate(tape, sum, 0, units, Activation.SIGMOID);
            Value f = gate(tape, sum, 1, units, Activation.SIGMOID);
            Value g = gate(tape, sum, 2, units, Activation.TANH);
            Value o = gate(tape, sum, 3, units, Activation.SIGMOID);
            c = tape.add(tape.multiply(f, c), tape.multiply(i, g));
            h = tape.multiply(o, tape.activate(c, Activation.TANH));
        }
        return h;
    }

    private static Value gate(Tape tape, Value sum, int gate, int units, Activation activation) {
        return tape.activate(tape.columns(sum, gate * units, (gate + 1) * units), activation);
    }

    private static double[][] shortened(double[][] x, int columns) {
        return Arrays.stream(x).map(row -> Arrays.copyOf(row, columns)).toArray(double[][]::new);
    }

    @Test
    void cellsStartTheNextSequence() {
        double[][] x = random(4, 12, 1, 15);
        Tape tape = new Tape();
        Value u = tape.constant(Nd4j.create(random(3, 12, 1, 16)));
        Value start = tape.constant(Nd4j.create(random(1, 6, 1, 17)));
        Value whole = tape.lstm(tape.constant(Nd4j.create(x)), u, start, Packing.of(4));
        Value state = start;
        Value h = null;
        for (int t = 0; t < 4; t++) {
            Value input = tape.constant(Nd4j.create(new double[][] {x[t]}));
            h = tape.lstm(input, u, state, Packing.ofSingles(1));
            state = tape.concat(h, tape.cells(h));
        }
        assertArrayEquals(
                whole.data().getRow(3).toFloatVector(), h.data().getRow(0).toFloatVector(), 1e-6f);
        Value other = start;
        assertThrows(IllegalArgumentException.class, () -> tape.cells(other));
    }

    @Test
    void gatheredRows() {
        int[] index = {2, 0, 2, 2, 3};
        check(
                TOLERANCE,
                (t, v) -> t.gatherRows(v[0], index),
                in -> Arrays.stream(index).mapToObj(i -> in[0][i].clone()).toArray(double[][]::new),
                random(5, 3, 1, 18));
        check( // several threads, and a second use of the same value
                TOLERANCE,
                (t, v) -> t.add(t.gatherRows(v[0], index), v[0]),
                in -> {
                    double[][] y = zeros(5, 300);
                    for (int i = 0; i < 5; i++) {
                        for (int j = 0; j < 300; j++) {
                            y[i][j] = in[0][index[i]][j] + in[0][i][j];
                        }
                    }
                    return y;
                },
                random(5, 300, 1, 19));
    }

    @Test
    void scatteredRows() {
        int[] index = {2, 0, 2, 2, 3};
        check(
                TOLERANCE,
                (t, v) -> t.scatterRows(v[0], index, 5),
                in -> {
                    double[][] y = zeros(5, 3);
                    for (int i = 0; i < 5; i++) {
                        for (int j = 0; j < 3; j++) {
                            y[index[i]][j] += in[0][i][j];
                        }
                    }
                    return y;
                },
                random(5, 3, 1, 20));
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 2, 1", "4, 3, 7, 1", "4, 3, 7, 30", "3, 5, 2500, 1"})
    void categorical(int rows, int in, int classes, double size) {
        int[] index = new int[rows];
        Arrays.setAll(index, i -> (i * i + 1) % classes);
        check(
                TOLERANCE,
                (t, v) -> t.categoricalLogLikelihood(v[0], v[1], v[2], index),
                at -> {
                    double[][] y = zeros(rows, 1);
                    for (int i = 0; i < rows; i++) {
                        double[] logits = logits(at[0][i], at[1], at[2][0]);
                        y[i][0] = logits[index[i]] - LogSumExp.of(logits);
                    }
                    return y;
                },
                random(rows, in, size, 21),
                random(in, classes, 1, 22),
                random(1, classes, 1, 23));
    }

    private static double[] logits(double[] x, double[][] w, double[] b) {
        double[] y = b.clone();
        for (int j = 0; j < y.length; j++) {
            for (int k = 0; k < x.length; k++) {
                y[j] += x[k] * w[k][j];
            }
        }
        return y;
    }

    /** Without gradients it goes by some hundred rows at a time, to the same numbers. */
    @Test
    void categoricalWithoutGradients() {
        int[] classes = new int[700];
        Arrays.setAll(classes, i -> i % 11);
        Parameter w = Parameter.of("w", Nd4j.create(random(3, 11, 1, 27)));
        Parameter b = Parameter.of("b", Nd4j.create(random(1, 11, 1, 28)));
        INDArray x = Nd4j.create(random(700, 3, 1, 29));
        INDArray[] results = new INDArray[2];
        for (int i = 0; i < 2; i++) {
            Tape tape = i == 0 ? new Tape() : Tape.withoutGradients();
            results[i] =
                    tape.categoricalLogLikelihood(
                                    tape.constant(x), tape.parameter(w), tape.parameter(b), classes)
                            .data();
        }
        assertArrayEquals(results[0].data().asFloat(), results[1].data().asFloat(), 1e-6f);
    }

    @Test
    void aSecondBackwardGivesTheSame() {
        Parameter w = Parameter.of("w", Nd4j.create(random(3, 6, 1, 24)));
        Parameter b = Parameter.of("b", Nd4j.create(random(1, 6, 1, 25)));
        Tape tape = new Tape();
        Value x = tape.constant(Nd4j.create(random(2, 3, 1, 26)));
        Value loss =
                tape.sum(
                        tape.categoricalLogLikelihood(
                                x, tape.parameter(w), tape.parameter(b), new int[] {5, 0}));
        tape.backward(loss);
        INDArray first = w.gradient().dup();
        tape.backward(loss);
        assertEquals(first, w.gradient());
    }

    @Test
    void refusesWhatDoesNotFit() {
        Tape tape = new Tape();
        Value x = tape.constant(0, 3, 8);
        Value u = tape.constant(0, 2, 8);
        Value start = tape.constant(0, 2, 4);
        Packing packing = Packing.of(2, 1);
        assertEquals(3, tape.lstm(x, u, start, packing).rows());
        refused(() -> tape.lstm(x, u, start, Packing.of(2, 2)), "must be [4, 8]");
        refused(() -> tape.lstm(x, u, tape.constant(0, 2, 2), packing), "must be [2, 4]");
        refused(() -> tape.lstm(x, x, start, packing), "must be [3, 12]");
        refused(() -> tape.gatherRows(x, new int[] {0, 3}), "index 1 is 3");
        refused(() -> tape.gatherRows(x, new int[] {-1}), "index 0 is -1");
        refused(() -> tape.gatherRows(x, new int[] {}), "at least one row");
        refused(() -> tape.scatterRows(x, new int[] {0, 1}, 2), "each of 3 rows");
        Value b = tape.constant(0, 1, 8);
        refused(
                () -> tape.categoricalLogLikelihood(start, tape.constant(0, 4, 8), b, new int[1]),
                "1 classes given for 2 rows");
        refused(
                () ->
                        tape.categoricalLogLikelihood(
                                start, tape.constant(0, 4, 8), b, new int[] {0, 8}),
                "index 1 is 8");
    }

    private static void refused(Runnable call, String part) {
        Throwable e = assertThrows(IllegalArgumentException.class, call::run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
