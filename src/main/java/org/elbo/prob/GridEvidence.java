package org.elbo.prob;

import org.elbo.internal.Check;

/**
 * The evidence as a sum over a grid of latent vectors: exact enough in one or two dimensions,
 * hopeless soon after, since the number of points is a power of the dimension.
 *
 * @param logEvidence the log of the sum times the volume of a cell, in nats
 * @param points the number of likelihoods that were evaluated
 */
public record GridEvidence(double logEvidence, long points) {
    private static final double MAXIMUM = 1e8;

    /**
     * Sums the joint density at the centres of the cells of a cube.
     *
     * @param model the model
     * @param x the datum
     * @param dimension the number of latent dimensions
     * @param from the lower end of the cube in each dimension
     * @param to the upper end
     * @param pointsPerDimension the number of cells along each dimension
     * @param <X> the type of the data
     * @return the log evidence and the cost
     * @throws IllegalArgumentException if the cube is empty or the grid has over 1e8 points
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static <X> GridEvidence of(
            LatentModel<double[], X> model,
            X x,
            int dimension,
            double from,
            double to,
            int pointsPerDimension) {
        Check.that(from < to, "the grid runs from %s to %s but needs from < to", from, to);
        double points = count(dimension, pointsPerDimension);
        Check.that(
                points <= MAXIMUM,
                "the grid has %.0f points but at most %.0f can be summed",
                points,
                MAXIMUM);
        double step = (to - from) / pointsPerDimension;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double[] z = new double[dimension];
        for (long i = 0; i < (long) points; i++) {
            Interrupts.check(i);
            place(z, i, from, step, pointsPerDimension);
            double term = model.logJoint(x, z);
            // A running log-sum-exp: a new maximum rescales what has been summed.
            if (term > max) {
                sum *= Math.exp(max - term);
                max = term;
            }
            sum += term == Double.NEGATIVE_INFINITY ? 0 : Math.exp(term - max);
        }
        double logSum = sum > 0 ? max + Math.log(sum) : Double.NEGATIVE_INFINITY;
        return new GridEvidence(logSum + dimension * Math.log(step), (long) points);
    }

    private static void place(double[] z, long index, double from, double step, int perDimension) {
        long rest = index;
        for (int d = 0; d < z.length; d++) {
            z[d] = from + (rest % perDimension + 0.5) * step;
            rest /= perDimension;
        }
    }

    /**
     * The number of points of a grid, {@code pointsPerDimension ^ dimension}.
     *
     * @param dimension the number of dimensions
     * @param pointsPerDimension the number of points along each
     * @return the count, as a floating-point number since it is soon beyond a long
     * @throws IllegalArgumentException if an argument is not positive
     */
    public static double count(int dimension, int pointsPerDimension) {
        Check.positive("dimension", dimension);
        return Math.pow(Check.positive("pointsPerDimension", pointsPerDimension), dimension);
    }
}
