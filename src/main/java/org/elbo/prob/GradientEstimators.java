package org.elbo.prob;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * Gradients of {@code E_q[f(z)]} with respect to the mean and the standard deviation of a Gaussian
 * q: exact ones, and the stochastic ones that variational inference can choose from. All are
 * unbiased; they differ in variance and in what they need to know of f.
 */
public final class GradientEstimators {
    private GradientEstimators() {}

    /**
     * An exact gradient.
     *
     * @param mean the derivative with respect to q's mean
     * @param standardDeviation the derivative with respect to q's standard deviation
     */
    public record Gradient(double mean, double standardDeviation) {}

    private interface Term {
        double of(double z, double epsilon);
    }

    /**
     * The score-function estimator, {@code f(z) d log q(z)}: it needs only values of f.
     *
     * @param q the Gaussian
     * @param f the function
     * @param draws how many draws
     * @param rng the source of randomness
     * @return one draw of the gradient per draw of z
     * @throws IllegalArgumentException if draws is not positive
     */
    public static GradientSamples scoreFunction(
            Gaussian q, DoubleUnaryOperator f, int draws, RandomGenerator rng) {
        return scoreFunction(q, f, 0, draws, rng);
    }

    /**
     * The score-function estimator with a baseline, {@code (f(z) - baseline) d log q(z)}. The score
     * has mean zero, so that any constant leaves the mean as it is; a good one lowers the variance.
     *
     * @param q the Gaussian
     * @param f the function
     * @param baseline the constant, such as the mean of f or {@link #bestBaseline}
     * @param draws how many draws
     * @param rng the source of randomness
     * @return one draw of the gradient per draw of z
     * @throws IllegalArgumentException if draws is not positive or the baseline not finite
     */
    public static GradientSamples scoreFunction(
            Gaussian q, DoubleUnaryOperator f, double baseline, int draws, RandomGenerator rng) {
        Check.finite("baseline", baseline);
        double sd = q.standardDeviation();
        return draw(
                q,
                (z, e) -> (f.applyAsDouble(z) - baseline) * e / sd,
                (z, e) -> (f.applyAsDouble(z) - baseline) * (e * e - 1) / sd,
                draws,
                rng);
    }

    /**
     * The constant that gives the score-function estimator of the derivative with respect to the
     * mean its least variance, {@code E[f s^2] / E[s^2]} with s the score.
     *
     * @param q the Gaussian
     * @param f the function
     * @return the baseline, by quadrature
     */
    public static double bestBaseline(Gaussian q, DoubleUnaryOperator f) {
        return Quadrature.expectation(
                q,
                z -> {
                    double e = (z - q.mean()) / q.standardDeviation();
                    return f.applyAsDouble(z) * e * e;
                });
    }

    /**
     * The reparameterised estimator: with {@code z = mean + sd epsilon}, {@code f'(z)} for the mean
     * and {@code f'(z) epsilon} for the standard deviation. Kingma and Welling (2014,
     * arXiv:1312.6114), section 2.4.
     *
     * @param q the Gaussian
     * @param derivative the first derivative of the function
     * @param draws how many draws
     * @param rng the source of randomness
     * @return one draw of the gradient per draw of z
     * @throws IllegalArgumentException if draws is not positive
     */
    public static GradientSamples reparameterized(
            Gaussian q, DoubleUnaryOperator derivative, int draws, RandomGenerator rng) {
        return draw(
                q,
                (z, e) -> derivative.applyAsDouble(z),
                (z, e) -> derivative.applyAsDouble(z) * e,
                draws,
                rng);
    }

    /**
     * The identities of Bonnet, {@code d E[f] / d mean = E[f']}, and of Price, {@code d E[f] / d
     * variance = 1/2 E[f'']}, so that {@code d E[f] / d sd = sd E[f'']}: Rezende, Mohamed and
     * Wierstra (2014, arXiv:1401.4082), section 3.
     *
     * @param q the Gaussian
     * @param derivative the first derivative of the function
     * @param secondDerivative the second derivative
     * @param draws how many draws
     * @param rng the source of randomness
     * @return one draw of the gradient per draw of z
     * @throws IllegalArgumentException if draws is not positive
     */
    public static GradientSamples bonnetAndPrice(
            Gaussian q,
            DoubleUnaryOperator derivative,
            DoubleUnaryOperator secondDerivative,
            int draws,
            RandomGenerator rng) {
        return draw(
                q,
                (z, e) -> derivative.applyAsDouble(z),
                (z, e) -> q.standardDeviation() * secondDerivative.applyAsDouble(z),
                draws,
                rng);
    }

    private static GradientSamples draw(
            Gaussian q, Term mean, Term standardDeviation, int draws, RandomGenerator rng) {
        double[] first = new double[Check.positive("draws", draws)];
        double[] second = new double[draws];
        for (int i = 0; i < draws; i++) {
            Interrupts.check(i);
            double epsilon = rng.nextGaussian();
            double z = q.mean() + q.standardDeviation() * epsilon;
            first[i] = mean.of(z, epsilon);
            second[i] = standardDeviation.of(z, epsilon);
        }
        return new GradientSamples(first, second);
    }

    /**
     * The exact gradient by quadrature of {@code f(z) d log q(z)}, for any f.
     *
     * @param q the Gaussian
     * @param f the function
     * @return both derivatives, to about ten digits
     */
    public static Gradient exact(Gaussian q, DoubleUnaryOperator f) {
        double sd = q.standardDeviation();
        DoubleUnaryOperator e = z -> (z - q.mean()) / sd;
        double mean = Quadrature.expectation(q, z -> f.applyAsDouble(z) * e.applyAsDouble(z) / sd);
        double spread =
                Quadrature.expectation(
                        q, z -> f.applyAsDouble(z) * (Math.pow(e.applyAsDouble(z), 2) - 1) / sd);
        return new Gradient(mean, spread);
    }

    /**
     * The exact gradient for a polynomial, in closed form: by Bonnet and Price from the moments
     * {@code E[z^n] = mean E[z^(n-1)] + (n - 1) sd^2 E[z^(n-2)]}.
     *
     * @param q the Gaussian
     * @param coefficients {@code c0, c1, c2, ...} of {@code c0 + c1 z + c2 z^2 + ...}
     * @return both derivatives
     * @throws IllegalArgumentException if a coefficient is not finite
     */
    public static Gradient exactForPolynomial(Gaussian q, double... coefficients) {
        Check.finite("coefficients", coefficients);
        double[] moment = new double[Math.max(2, coefficients.length)];
        moment[0] = 1;
        moment[1] = q.mean();
        double mean = 0;
        double second = 0;
        for (int n = 1; n < coefficients.length; n++) {
            if (n > 1) {
                moment[n] = q.mean() * moment[n - 1] + (n - 1) * q.variance() * moment[n - 2];
                second += coefficients[n] * n * (n - 1) * moment[n - 2];
            }
            mean += coefficients[n] * n * moment[n - 1];
        }
        return new Gradient(mean, q.standardDeviation() * second);
    }
}
