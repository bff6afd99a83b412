package org.elbo.notebook.exercises;

import java.util.Arrays;
import java.util.List;
import org.elbo.prob.DiscreteModel;
import org.elbo.prob.LinearGaussianModel;
import org.elbo.prob.MultivariateGaussian;

/** The exercises of notebook 01, Bayes' rule. */
public final class Lesson01 {
    private static final double[] PRIOR = {0.5, 0.3, 0.2};
    private static final int[] SIDES = {4, 6, 20};

    private Lesson01() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 01.1, the posterior of a die after two rolls; 01.2, the posterior mean of a
     *     temperature; 01.3, its standard deviation after two readings
     */
    public static List<Exercise> exercises() {
        return List.of(twoRolls(), oneReading(), twoReadings());
    }

    private static Exercise twoRolls() {
        return Exercise.number("01.1", () -> fourSides(PRIOR, 2))
                .tolerance(2e-3)
                .wrong(() -> fourSides(PRIOR, 1), "This is the posterior after a single roll.")
                .wrong(
                        () -> fourSides(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, 2),
                        "The prior is missing: the cupboard does not hold as many of each kind.")
                .wrong(
                        () -> PRIOR[0] / 16,
                        "This is the joint probability; it is not yet divided by the evidence.")
                .wrong(
                        () -> Math.exp(model(2).logEvidence(0)),
                        "This is the evidence, the number to divide by.")
                .hint(
                        "Square each likelihood (the rolls are independent given the die), multiply"
                                + " by the prior, divide by the sum over the three kinds.");
    }

    /** The cupboard, with the event "all rolls are as heard" as the outcome 0 of two. */
    private static DiscreteModel model(int rolls) {
        return model(PRIOR, rolls);
    }

    private static DiscreteModel model(double[] prior, int rolls) {
        double[][] likelihood = new double[SIDES.length][];
        for (int z = 0; z < SIDES.length; z++) {
            double heard = Math.pow(1.0 / SIDES[z], rolls);
            likelihood[z] = new double[] {heard, 1 - heard};
        }
        return DiscreteModel.of(prior, likelihood);
    }

    private static double fourSides(double[] prior, int rolls) {
        return model(prior, rolls).posterior(0).probability(0);
    }

    private static Exercise oneReading() {
        return Exercise.number("01.2", () -> 20 + 2 * thermometers(1.5).mean()[0])
                .wrong(() -> 23.0, "This is the reading. It is not all that is known.")
                .wrong(() -> 20.0, "This is the prior mean: the reading has been left out.")
                .wrong(() -> 21.5, "Halfway would be right if the two were equally precise.")
                .wrong(
                        () -> thermometers(1.5).mean()[0],
                        "This is z, in steps of 2 °C from 20 °C. The question asks for °C.")
                .tolerance(1e-3)
                .hint("Turn the reading into x, take the posterior mean of z, and turn it back.");
    }

    private static Exercise twoReadings() {
        return Exercise.number("01.3", () -> 2 * Math.sqrt(thermometers(0, 0).covariance()[0][0]))
                .tolerance(0.01)
                .wrong(
                        () -> Math.sqrt(thermometers(0, 0).covariance()[0][0]),
                        "This is the standard deviation of z, which counts in steps of 2 °C.")
                .wrong(
                        () -> 2 * Math.sqrt(thermometers(0).covariance()[0][0]),
                        "This is what one thermometer gives.")
                .wrong(
                        () -> 2 * thermometers(0, 0).covariance()[0][0],
                        "This is the variance of z, doubled.")
                .wrong(
                        () -> 4 * thermometers(0, 0).covariance()[0][0],
                        "This is the variance, in square degrees.")
                .wrong(() -> 1 / Math.sqrt(2), "The prior counts too: three precisions add up.")
                .hint("Precisions add: the prior's and one for each thermometer.");
    }

    /** The posterior of z given independent readings x, each with noise 0.5. */
    private static MultivariateGaussian thermometers(double... readings) {
        double[][] ones = new double[readings.length][];
        Arrays.setAll(ones, i -> new double[] {1});
        return LinearGaussianModel.of(ones, new double[readings.length], 0.5).posterior(readings);
    }
}
