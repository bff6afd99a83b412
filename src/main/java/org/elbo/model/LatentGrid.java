package org.elbo.model;

import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.prob.LogSumExp;
import org.nd4j.linalg.api.ndarray.INDArray;

/** log p(x, z) of one datum on a grid of latents, an odd number of points in each dimension. */
final class LatentGrid {
    /** Points that are computed at once: with 784 pixels they take 12 MB. */
    private static final int ROWS = 1000;

    private final double[] from;
    private final double[] step;
    private final int side;
    private final double[] logJoint;

    private LatentGrid(double[] from, double[] step, int side) {
        this.from = from;
        this.step = step;
        this.side = side;
        this.logJoint = new double[(int) Math.pow(side, from.length)];
    }

    /** A grid; the tape's memory is used for the computation and left to the caller. */
    static LatentGrid of(
            Tape tape,
            GaussianLatentModel model,
            INDArray x,
            double[] from,
            double[] to,
            int side) {
        double[] step = new double[from.length];
        for (int d = 0; d < step.length; d++) {
            step[d] = (to[d] - from[d]) / (side - 1);
        }
        LatentGrid grid = new LatentGrid(from, step, side);
        grid.fill(tape, model, x);
        return grid;
    }

    private void fill(Tape tape, GaussianLatentModel model, INDArray x) {
        for (int first = 0; first < logJoint.length; first += ROWS) {
            Networks.stopIfInterrupted(first, logJoint.length);
            int count = Math.min(ROWS, logJoint.length - first);
            tape.clear();
            Value z = tape.constant(points(first, count), count, from.length);
            Value datum = tape.repeatRows(tape.constant(x), count);
            Networks.copy(model.logJoint(tape, z, datum), logJoint, first);
        }
    }

    private float[] points(int first, int count) {
        float[] z = new float[count * from.length];
        for (int i = 0; i < z.length; i++) {
            int d = i % from.length;
            z[i] = (float) place(d, index(first + i / from.length, d));
        }
        return z;
    }

    /** The number of a point along one dimension; the first dimension runs fastest. */
    private int index(int point, int d) {
        return d == 0 ? point % side : point / side;
    }

    private double place(int d, int index) {
        return from[d] + index * step[d];
    }

    double[] axis(int d) {
        double[] axis = new double[side];
        for (int i = 0; i < side; i++) {
            axis[i] = place(d, i);
        }
        return axis;
    }

    /** log p(x, z), a row for each value of the second latent. */
    double[][] rows() {
        double[][] rows = new double[logJoint.length / side][side];
        for (int i = 0; i < logJoint.length; i++) {
            rows[i / side][i % side] = logJoint[i];
        }
        return rows;
    }

    /** The log of the integral by the trapezoidal rule, over every point or every second one. */
    double logIntegral(int every) {
        double[] terms = logJoint.clone();
        double logVolume = 0;
        for (int d = 0; d < from.length; d++) {
            logVolume += Math.log(step[d] * every);
            for (int i = 0; i < terms.length; i++) {
                int index = index(i, d);
                boolean end = index == 0 || index == side - 1;
                double weight = index % every == 0 ? 1 : 0;
                terms[i] += Math.log(end ? weight / 2 : weight);
            }
        }
        return logVolume + LogSumExp.of(terms);
    }

    /** The first and last point along a dimension that is less than some nats below the best. */
    int[] support(int d, double nats) {
        double max = max();
        int[] support = {side, -1};
        for (int i = 0; i < logJoint.length; i++) {
            if (logJoint[i] > max - nats) {
                support[0] = Math.min(support[0], index(i, d));
                support[1] = Math.max(support[1], index(i, d));
            }
        }
        return support;
    }

    int side() {
        return side;
    }

    double max() {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : logJoint) {
            max = Math.max(max, value);
        }
        return max;
    }
}
