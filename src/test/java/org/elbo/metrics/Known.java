package org.elbo.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Representations whose scores are known. */
final class Known {
    private Known() {}

    /** Two factors of n values each, their code turned by an angle. */
    static Representation rotation(int n, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return Representation.ofFactors(n, n).times(new double[][] {{cos, sin}, {-sin, cos}});
    }

    /** Ten latents that have nothing to do with the factors: new draws each time. */
    static Representation noise(int... sizes) {
        SplittableRandom rng = new SplittableRandom(11);
        return ofEach(sizes, f -> rng.doubles(10, -1, 1).toArray());
    }

    /** The factors with their order, signs and units changed, and a latent that does not move. */
    static Representation shuffled(int... sizes) {
        int last = sizes.length - 1;
        return ofEach(
                sizes,
                f -> {
                    double[] code = new double[sizes.length + 1];
                    Arrays.setAll(code, j -> j > last ? 7 : (j % 2 - 0.5) * (j + 1) * f[last - j]);
                    return code;
                });
    }

    private static Representation ofEach(int[] sizes, Code code) {
        return Representation.of(
                sizes,
                factors ->
                        Arrays.stream(factors)
                                .map(f -> code.apply(toDoubles(f)))
                                .toArray(double[][]::new));
    }

    private interface Code extends UnaryOperator<double[]> {}

    private static double[] toDoubles(int[] factors) {
        return Arrays.stream(factors).asDoubleStream().toArray();
    }
}
