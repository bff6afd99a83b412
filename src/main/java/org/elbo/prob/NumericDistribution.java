package org.elbo.prob;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.elbo.internal.Check;

/**
 * A distribution on the line whose density is known up to a constant, as {@code p(x, z)} is as a
 * function of z: the constant, the moments and the cumulative are found by quadrature.
 */
public final class NumericDistribution implements UnivariateDistribution {
    private final DoubleUnaryOperator logWeight;
    private final double lower;
    private final double upper;
    private final double logNormaliser;
    private final double[] breakpoints;
    private final double[] cumulatives;
    private final double mean;
    private final double variance;

    private NumericDistribution(
            DoubleUnaryOperator logWeight, double lower, double upper, double[] hints) {
        this.logWeight = logWeight;
        this.lower = lower;
        this.upper = upper;
        Peaks peaks = Peaks.of(logWeight, lower, upper, hints);
        this.logNormaliser = Quadrature.logIntegrate(logWeight, lower, upper, hints);
        Check.that(
                Double.isFinite(logNormaliser),
                "the density is zero everywhere: its log integral is %s but must be finite",
                logNormaliser);
        this.breakpoints =
                Arrays.stream(peaks.breakpoints())
                        .filter(x -> x > lower && x < upper)
                        .sorted()
                        .distinct()
                        .toArray();
        this.mean = Quadrature.expectation(this, x -> x);
        this.variance = Quadrature.expectation(this, x -> (x - mean) * (x - mean));
        this.cumulatives = tabulate();
    }

    /**
     * The distribution whose density is proportional to {@code exp(logWeight)}.
     *
     * @param logWeight the logarithm of the density up to a constant; negative infinity where the
     *     density is zero
     * @param lower the lower end of the support, negative infinity allowed
     * @param upper the upper end of the support, positive infinity allowed
     * @param hints points near which peaks are, for peaks that are far apart and narrow; may be
     *     none
     * @return the distribution
     * @throws IllegalArgumentException if the density is zero everywhere, or NaN somewhere
     * @throws IllegalStateException if the integral or the moments do not converge
     */
    public static NumericDistribution of(
            DoubleUnaryOperator logWeight, double lower, double upper, double... hints) {
        Check.that(lower < upper, "the support is %s to %s but needs lower < upper", lower, upper);
        return new NumericDistribution(logWeight, lower, upper, hints);
    }

    /** Cumulative probabilities at the breakpoints. */
    private double[] tabulate() {
        double[] table = new double[breakpoints.length];
        double sum = 0;
        double from = lower;
        for (int i = 0; i < table.length; i++) {
            sum += mass(from, breakpoints[i]);
            table[i] = sum;
            from = breakpoints[i];
        }
        return table;
    }

    private double mass(double from, double to) {
        return Quadrature.integrate(this::density, from, to, breakpoints);
    }

    /**
     * The logarithm of the integral of {@code exp(logWeight)}: the log evidence, where the weight
     * is a joint density.
     *
     * @return nats
     */
    public double logNormaliser() {
        return logNormaliser;
    }

    @Override
    public double logDensity(double x) {
        if (x <= lower || x >= upper) {
            return Double.NEGATIVE_INFINITY;
        }
        return logWeight.applyAsDouble(x) - logNormaliser;
    }

    /**
     * The probability of a value of at most {@code x}, by quadrature from the nearest breakpoint
     * below.
     *
     * @param x the point
     * @return a number from 0 to 1
     */
    @Override
    public double cumulative(double x) {
        if (x <= lower || x >= upper) {
            return x <= lower ? 0 : 1;
        }
        int found = Arrays.binarySearch(breakpoints, x);
        int below = found >= 0 ? found : -found - 2;
        double sum = below < 0 ? mass(lower, x) : cumulatives[below] + mass(breakpoints[below], x);
        return Math.max(0, Math.min(1, sum));
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public double variance() {
        return variance;
    }

    @Override
    public double lower() {
        return lower;
    }

    @Override
    public double upper() {
        return upper;
    }

    @Override
    public double[] breakpoints() {
        return breakpoints.clone();
    }

    /**
     * Draws by inverting the cumulative; exact up to quadrature, about a tenth of a millisecond
     * each.
     *
     * @param rng the source of randomness
     * @return a value
     */
    @Override
    public Double sample(RandomGenerator rng) {
        double u = Math.max(rng.nextDouble(), 1e-15);
        int found = Arrays.binarySearch(cumulatives, u);
        int above = found >= 0 ? found : -found - 1;
        double left = above > 0 ? breakpoints[above - 1] : end(lower, breakpoints[0], u);
        int last = breakpoints.length - 1;
        double right = above <= last ? breakpoints[above] : end(upper, breakpoints[last], u);
        double atLeft = cumulative(left) - u;
        double atRight = cumulative(right) - u;
        if (atLeft >= 0 || atRight <= 0) {
            return atLeft >= 0 ? left : right;
        }
        return new BrentSolver(1e-12, 1e-12 * (1 + Math.abs(right)), 1e-14)
                .solve(1000, x -> cumulative(x) - u, left, right);
    }

    /** The end of the support, or a point far enough towards an infinite one. */
    private double end(double end, double inner, double u) {
        double step = Math.sqrt(variance) * (end > inner ? 1 : -1);
        double x = end;
        for (int i = 0; i < 60 && Double.isInfinite(end); i++) {
            x = inner + step;
            step *= 2;
            if ((cumulative(x) > u) == (end > inner)) {
                break;
            }
        }
        return x;
    }
}
