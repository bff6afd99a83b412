package org.elbo.model;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What all models do with networks: sizes, noise, data that are checked, running forward. */
final class Networks {
    /** Rows that are computed at once when no gradient is needed. */
    static final int ROWS = 500;

    private Networks() {}

    /** The sizes of a network: in, the hidden ones, out. */
    static int[] sizes(int in, int[] hidden, int out) {
        int[] sizes = new int[hidden.length + 2];
        for (int size : hidden) {
            Check.positive("size of a hidden layer", size);
        }
        sizes[0] = in;
        System.arraycopy(hidden, 0, sizes, 1, hidden.length);
        sizes[hidden.length + 1] = out;
        return sizes;
    }

    static int[] reversed(int[] hidden) {
        int[] reversed = new int[hidden.length];
        for (int i = 0; i < hidden.length; i++) {
            reversed[i] = hidden[hidden.length - 1 - i];
        }
        return reversed;
    }

    /** Draws from N(0, 1), row after row. */
    static float[] noise(int length, RandomGenerator rng) {
        float[] epsilon = new float[length];
        for (int i = 0; i < length; i++) {
            epsilon[i] = (float) rng.nextGaussian();
        }
        return epsilon;
    }

    static INDArray columnsChecked(String role, INDArray x, int columns) {
        if (x.rank() != 2 || x.size(1) != columns) { // Check.that would allocate in every step
            throw new IllegalArgumentException(
                    role
                            + " has shape "
                            + Arrays.toString(x.shape())
                            + " but must be [rows, "
                            + columns
                            + "]");
        }
        return x;
    }

    /** The columns of a condition behind those of the data or of the code. */
    static INDArray beside(INDArray left, INDArray c, int conditionDimension) {
        columnsChecked("condition", c, conditionDimension);
        Check.that(
                left.size(0) == c.size(0),
                "there are %d rows but %d conditions",
                left.size(0),
                c.size(0));
        return Nd4j.hstack(left.castTo(c.dataType()), c);
    }

    /** log p(x|z), or log p(x|c, z) where the columns of c stand behind those of x. */
    static Value logLikelihood(
            Tape tape, Decoder.Network decoder, Value z, Value batch, int dataDimension) {
        if (batch.columns() == dataDimension) {
            return decoder.logLikelihood(tape, z, batch);
        }
        Value x = tape.columns(batch, 0, dataDimension);
        Value c = tape.columns(batch, dataDimension, batch.columns());
        return decoder.logLikelihood(tape, tape.concat(z, c), x);
    }

    /** Pitfall of many public programs: real pixels scored by a Bernoulli. */
    static void requireBinary(Value x) {
        if (x.isBinary()) {
            return;
        }
        float[] numbers = x.data().data().asFloat();
        for (int i = 0; i < numbers.length; i++) {
            Check.that(
                    numbers[i] == 0f || numbers[i] == 1f,
                    "a Bernoulli likelihood needs data of 0 and 1 but row %d holds %s:"
                            + " binarise the data, or choose a Gaussian decoder",
                    i / x.columns(),
                    numbers[i]);
        }
    }

    /** Runs a network over many rows, some at a time. */
    static INDArray forward(INDArray x, int columns, BiFunction<Tape, Value, Value> network) {
        int rows = Math.toIntExact(x.size(0));
        INDArray result = Nd4j.createUninitialized(rows, columns);
        Tape tape = Tape.withoutGradients();
        for (int from = 0; from < rows; from += ROWS) {
            stopIfInterrupted(from, rows);
            int to = Math.min(rows, from + ROWS);
            tape.clear();
            Value input = tape.constant(x.get(NDArrayIndex.interval(from, to)).dup('c'));
            result.get(NDArrayIndex.interval(from, to)).assign(network.apply(tape, input).data());
        }
        return result;
    }

    /** Runs a network whose output is a Gaussian over many rows. */
    static LatentGaussian gaussian(
            INDArray x, int columns, BiFunction<Tape, Value, GaussianNetwork.Output> network) {
        INDArray both =
                forward(
                        x,
                        2 * columns,
                        (tape, input) -> {
                            GaussianNetwork.Output q = network.apply(tape, input);
                            return tape.concat(q.mean(), q.logVar());
                        });
        return new LatentGaussian(columns(both, 0, columns), columns(both, columns, 2 * columns));
    }

    /** A copy of the columns from {@code from} on, up to but without {@code to}. */
    static INDArray columns(INDArray x, int from, int to) {
        return x.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).dup('c');
    }

    /** The elements of x where the mask is 1, those of y where it is 0. */
    static INDArray select(INDArray mask, INDArray x, INDArray y) {
        columnsChecked("x", x, y.columns());
        float[] chosen = floats(y);
        float[] from = floats(x);
        float[] which = floats(mask);
        for (int i = 0; i < chosen.length; i++) {
            Check.that(
                    which[i] == 0 || which[i] == 1,
                    "mask holds %s but may hold only 0 (missing) and 1 (observed)",
                    which[i]);
            chosen[i] = which[i] == 1 ? from[i] : chosen[i];
        }
        return Nd4j.create(chosen, y.shape(), 'c');
    }

    private static float[] floats(INDArray x) {
        return x.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }

    /** Copies the numbers of a column out of its tape. */
    static void copy(Value column, double[] to, int from) {
        double[] numbers = column.data().data().asDouble();
        System.arraycopy(numbers, 0, to, from, column.rows());
    }

    static void stopIfInterrupted(int done, int all) {
        if (Thread.interrupted()) {
            throw new CancellationException("interrupted after " + done + " of " + all + " rows");
        }
    }

    /** Points on the line from one row to another, both ends included. */
    static INDArray line(INDArray from, INDArray to, int steps) {
        Check.that(steps >= 2, "steps is %d but a line needs at least its 2 ends", steps);
        INDArray line = Nd4j.create(steps, Math.toIntExact(from.length()));
        for (int i = 0; i < steps; i++) {
            double t = (double) i / (steps - 1);
            line.putRow(i, from.mul(1 - t).add(to.mul(t)));
        }
        return line;
    }
}
