package org.elbo.notebook.exercises;

import java.util.Arrays;
import java.util.List;
import org.elbo.prob.DiagonalGaussian;

/** The exercises of notebook 07, The autoencoder. */
public final class Lesson07 {
    private static final double[] EIGENVALUES = {5, 3, 1.5, 0.4, 0.1};
    private static final int PIXELS = 784;
    private static final double SQUARED_ERROR = 10;

    private Lesson07() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 07.1, a derivative by the chain rule; 07.2, the error of a linear autoencoder; 07.3,
     *     a squared error as a likelihood
     */
    public static List<Exercise> exercises() {
        return List.of(derivative(), linearError(), likelihood());
    }

    private static Exercise derivative() {
        double input = -2;
        double output = Math.tanh(1 * 0.2 + input * -0.6 - 0.2);
        double slope = 1 - output * output;
        return Exercise.number("07.1", () -> slope * input)
                .tolerance(1e-3)
                .wrong(() -> input, "This leaves out the slope of tanh.")
                .wrong(() -> slope, "This is the derivative by the weight from the first input.")
                .wrong(() -> (1 - output) * input, "The slope of tanh is one minus its square.")
                .hint("The chain rule of section 1 with the other input and the other output.");
    }

    private static Exercise linearError() {
        return Exercise.number("07.2", () -> Arrays.stream(EIGENVALUES).skip(2).sum())
                .tolerance(1e-6)
                .wrong(
                        () -> Arrays.stream(EIGENVALUES).limit(2).sum(),
                        "This is what the two codes keep, not what they lose.")
                .wrong(
                        () -> Arrays.stream(EIGENVALUES).skip(2).sum() / EIGENVALUES.length,
                        "This is averaged over the dimensions; the question asks for the sum.")
                .wrong(
                        () -> Arrays.stream(EIGENVALUES).skip(3).sum(),
                        "One component too few is lost here.")
                .hint("Section 3: which eigenvalues belong to the directions left out?");
    }

    private static Exercise likelihood() {
        return Exercise.number("07.3", () -> negativeLogLikelihood(1))
                .tolerance(1e-4)
                .wrong(() -> negativeLogLikelihood(0.5), "This is for a variance of one half.")
                .wrong(() -> SQUARED_ERROR / 2, "The constant of 2 pi is missing.")
                .wrong(() -> -negativeLogLikelihood(1), "This is the log-likelihood: the sign.")
                .wrong(
                        () -> negativeLogLikelihood(1) + SQUARED_ERROR / 2,
                        "Half the squared error belongs there, not all of it.")
                .hint("Write down -log N for one pixel with variance 1, and sum over the pixels.");
    }

    /** Of a point whose squared distance from the mean is given, by the library's density. */
    private static double negativeLogLikelihood(double variance) {
        double[] logVar = new double[PIXELS];
        Arrays.fill(logVar, Math.log(variance));
        double[] x = new double[PIXELS];
        x[0] = Math.sqrt(SQUARED_ERROR);
        return -DiagonalGaussian.of(new double[PIXELS], logVar).logDensity(x);
    }
}
