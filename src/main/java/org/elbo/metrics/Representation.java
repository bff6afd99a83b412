package org.elbo.metrics;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.elbo.internal.Check;

/**
 * A representation of data whose ground-truth factors are known and independent: factor k takes the
 * values 0 to size_k - 1, all equally likely, and every combination of values has a code.
 *
 * <pre>{@code
 * Representation vae = Representation.of(
 *         shapes.factorSizes(), factors -> means(model.encode(shapes.images(factors))));
 * double score = HigginsMetric.DEFAULT.score(vae, new Random(1));
 * }</pre>
 */
public final class Representation {
    private static final int ROWS = 1024;

    private final int[] sizes;
    private final Encoder encoder;

    private Representation(int[] sizes, Encoder encoder) {
        this.sizes = sizes;
        this.encoder = encoder;
    }

    /**
     * A representation that is computed when it is asked for.
     *
     * @param factorSizes the number of values of each factor, each at least 1
     * @param encoder gives the codes; must give the same code to the same factors
     * @return the representation
     * @throws IllegalArgumentException if there is no factor or a size is not positive
     */
    public static Representation of(int[] factorSizes, Encoder encoder) {
        Check.positive("number of factors", factorSizes.length);
        for (int k = 0; k < factorSizes.length; k++) {
            Check.positive("size of factor " + k, factorSizes[k]);
        }
        return new Representation(factorSizes.clone(), encoder);
    }

    /**
     * The best there is: the code of a datum is its factors.
     *
     * @param factorSizes the number of values of each factor
     * @return the representation
     */
    public static Representation ofFactors(int... factorSizes) {
        return of(factorSizes, Sample::numbers);
    }

    /**
     * The same representation, with every combination of factors encoded once and kept. The
     * measures that sample ask for a million codes and more.
     *
     * @return the representation as a table in memory
     * @throws CancellationException if the thread is interrupted
     */
    public Representation tabulated() {
        double[][] table = new double[combinations()][];
        for (int from = 0; from < table.length; from += ROWS) {
            double[][] block = codes(combinations(from, Math.min(table.length, from + ROWS)));
            System.arraycopy(block, 0, table, from, block.length);
        }
        return of(
                sizes,
                factors ->
                        Arrays.stream(factors)
                                .map(row -> table[index(row)])
                                .toArray(double[][]::new));
    }

    /**
     * The same representation behind a linear map: for an orthogonal matrix, a turn.
     *
     * @param matrix A of [new latents, latents]
     * @return the representation whose code is A z where it was z
     */
    public Representation times(double[][] matrix) {
        RealMatrix transposed = MatrixUtils.createRealMatrix(matrix).transpose();
        return of(
                sizes,
                factors ->
                        MatrixUtils.createRealMatrix(codes(factors))
                                .multiply(transposed)
                                .getData());
    }

    /**
     * The number of factors.
     *
     * @return at least 1
     */
    public int factors() {
        return sizes.length;
    }

    /**
     * The number of values of each factor.
     *
     * @return a copy
     */
    public int[] factorSizes() {
        return sizes.clone();
    }

    /** The factors of more than one value; there must be two, or they need not be told apart. */
    int[] varying() {
        int[] varying = IntStream.range(0, sizes.length).filter(k -> sizes[k] > 1).toArray();
        Check.that(
                varying.length > 1,
                "factors %s: only %d has more than one value, but to tell factors apart it takes 2",
                Arrays.toString(sizes),
                varying.length);
        return varying;
    }

    /**
     * The number of combinations of factors, the size of the whole data set.
     *
     * @return the product of the sizes
     * @throws ArithmeticException if it is more than an int holds
     */
    public int combinations() {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    /**
     * The codes of some data.
     *
     * @param factors of each datum [rows, factors]
     * @return [rows, latents]
     * @throws IllegalArgumentException if a factor is out of its range, or the encoder gives
     *     another number of rows, rows of several lengths, or a number that is not finite
     * @throws CancellationException if the thread is interrupted: every measure asks here, over and
     *     over
     */
    public double[][] codes(int[][] factors) {
        if (Thread.interrupted()) {
            throw new CancellationException(
                    "interrupted while encoding " + factors.length + " data");
        }
        for (int[] row : factors) {
            checkFactors(row);
        }
        double[][] codes = encoder.codes(factors);
        Check.that(
                codes.length == factors.length,
                "the encoder gave %d codes for %d data",
                codes.length,
                factors.length);
        for (double[] code : codes) {
            Check.that(
                    code.length == codes[0].length,
                    "the encoder gave codes of %d and of %d latents",
                    codes[0].length,
                    code.length);
            for (double z : code) {
                Check.that(Double.isFinite(z), "the encoder gave %s, but codes must be finite", z);
            }
        }
        return codes;
    }

    private void checkFactors(int[] row) {
        Check.that(
                row.length == sizes.length,
                "%d factors are given but there are %d",
                row.length,
                sizes.length);
        for (int k = 0; k < sizes.length; k++) {
            Check.that(
                    row[k] >= 0 && row[k] < sizes[k],
                    "factor %d is %d but must be from 0 to %d",
                    k,
                    row[k],
                    sizes[k] - 1);
        }
    }

    /**
     * Independent draws of the factors, each uniform over its values.
     *
     * @param rows how many
     * @param rng draws, datum after datum and factor after factor
     * @return [rows, factors]
     */
    public int[][] drawFactors(int rows, RandomGenerator rng) {
        int[][] factors = new int[rows][sizes.length];
        for (int[] row : factors) {
            Arrays.setAll(row, k -> rng.nextInt(sizes[k]));
        }
        return factors;
    }

    /**
     * A sample with its codes.
     *
     * @param rows how many
     * @param rng draws the factors
     * @return factors and codes
     */
    public Sample sample(int rows, RandomGenerator rng) {
        int[][] factors = drawFactors(Check.positive("rows", rows), rng);
        return new Sample(factors, codes(factors));
    }

    /**
     * Every combination of factors once, the last factor fastest, with its code.
     *
     * @return factors and codes
     */
    public Sample all() {
        int[][] factors = combinations(0, combinations());
        return new Sample(factors, codes(factors));
    }

    private int[][] combinations(int from, int to) {
        int[][] factors = new int[to - from][sizes.length];
        for (int i = from; i < to; i++) {
            int rest = i;
            for (int k = sizes.length - 1; k >= 0; k--) {
                factors[i - from][k] = rest % sizes[k];
                rest /= sizes[k];
            }
        }
        return factors;
    }

    private int index(int[] row) {
        int index = 0;
        for (int k = 0; k < sizes.length; k++) {
            index = index * sizes[k] + row[k];
        }
        return index;
    }
}
