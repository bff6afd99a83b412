package org.elbo.notebook.exercises;

import java.util.List;

/** The exercises of notebook 15, Results. */
public final class Lesson15 {
    private static final double FIRST_ERROR = 0.25;
    private static final double SECOND_ERROR = 0.24;
    private static final double CORRELATION = 0.98;

    private Lesson15() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 15.1, the standard error of a difference; 15.2, a learning curve continued; 15.3, how
     *     many digits a standard error needs
     */
    public static List<Exercise> exercises() {
        return List.of(errorOfDifference(), continued(), digitsNeeded());
    }

    private static Exercise errorOfDifference() {
        return Exercise.number("15.1", () -> errorOfDifference(CORRELATION))
                .wrong(
                        () -> errorOfDifference(0),
                        "This is for two independent sets of images; here both models see the"
                                + " same images, and hard ones are hard for both.")
                .wrong(
                        () -> FIRST_ERROR + SECOND_ERROR,
                        "Standard errors do not add, variances do.")
                .wrong(
                        () -> errorOfDifference(CORRELATION) * errorOfDifference(CORRELATION),
                        "This is the variance; the root is missing.")
                .wrong(
                        () -> errorOfDifference(-CORRELATION),
                        "This is the standard error of the sum: the sign of the covariance.")
                .hint("Var(a - b) = Var a + Var b - 2 Cov(a, b), and Cov = rho times both errors.");
    }

    private static double errorOfDifference(double rho) {
        double covariance = rho * FIRST_ERROR * SECOND_ERROR;
        return Math.sqrt(FIRST_ERROR * FIRST_ERROR + SECOND_ERROR * SECOND_ERROR - 2 * covariance);
    }

    private static Exercise continued() {
        double gained = 109 - 103;
        double missing = 103 - 100;
        return Exercise.number("15.2", () -> 50 * Math.pow(10, missing / gained))
                .tolerance(0.01)
                .wrong(
                        () -> 50 + 45 * missing / gained,
                        "This continues a line over epochs; the curve is straight over their"
                                + " logarithm.")
                .wrong(
                        () -> 50 * Math.exp(missing / gained),
                        "The logarithm is the one to base ten: a factor of ten gains those nats.")
                .wrong(
                        () -> 50 * Math.pow(10, gained / missing),
                        "Nats that are missing over nats gained, not the other way round.")
                .wrong(
                        () -> 50 * missing / gained,
                        "This is fewer epochs than were trained already.")
                .hint("How many nats does a factor of ten gain? What share of that is missing?");
    }

    private static Exercise digitsNeeded() {
        double spread = 25;
        double error = 0.1;
        return Exercise.number("15.3", () -> spread * spread / (error * error))
                .wrong(
                        () -> spread / error,
                        "The error falls with the root of the number of digits, not with the"
                                + " number.")
                .wrong(
                        () -> spread * spread / error,
                        "The spread is squared here, the error is not.")
                .wrong(
                        () -> Math.sqrt(spread / error),
                        "The root is on the wrong side of the equation.")
                .hint("Standard error = spread / sqrt(n); solve for n.");
    }
}
