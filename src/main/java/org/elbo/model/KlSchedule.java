package org.elbo.model;

import org.elbo.internal.Check;

/**
 * The weight of the KL term at each step of a training. A step is one minibatch; the first is step
 * 0.
 *
 * <pre>{@code
 * Trainer.of(vae, Adam.of(1e-3)).annealKl(KlSchedule.linear(2000)).epochs(10).fit(train);
 * }</pre>
 */
@FunctionalInterface
public interface KlSchedule {
    /**
     * The weight at a step.
     *
     * @param step the number of steps already taken
     * @return at least 0
     */
    double weight(long step);

    /**
     * Always the same: 1 is the ELBO, more is the beta-VAE (Higgins et al. 2017, equation 4).
     *
     * @param beta the weight, at least 0
     * @return the schedule
     */
    static KlSchedule constant(double beta) {
        double weight = new KlPenalty(beta, 0).weight();
        return step -> weight;
    }

    /**
     * From 0 in equal steps to 1, then 1.
     *
     * @param steps how many steps the way takes, at least 1
     * @return the schedule
     */
    static KlSchedule linear(int steps) {
        Check.positive("annealing steps", steps);
        return step -> Math.min(1, (double) step / steps);
    }

    /**
     * Along a logistic curve, {@code 1 / (1 + exp(-(step - middle) / scale))}, as for Bowman et al.
     * (2016, figure 2).
     *
     * @param middle the step at which the weight is 1/2
     * @param scale the number of steps over which the odds grow by a factor of e, positive
     * @return the schedule
     */
    static KlSchedule logistic(int middle, double scale) {
        Check.positive("scale", scale);
        return step -> 1 / (1 + Math.exp((middle - step) / scale));
    }

    /**
     * Again and again from 0 to 1: in each period the weight grows linearly over the first part and
     * is 1 for the rest (Fu et al. 2019, arXiv:1903.10145).
     *
     * @param period the number of steps of a cycle, at least 1
     * @param rising the part of a cycle in which the weight grows, above 0 and at most 1; the
     *     paper's R is 0.5
     * @return the schedule, which never ends
     */
    static KlSchedule cyclical(int period, double rising) {
        Check.positive("period", period);
        Check.that(
                rising > 0 && rising <= 1,
                "rising is %s but must be above 0 and at most 1, the part of a cycle",
                rising);
        return step -> Math.min(1, (step % period) / (rising * period));
    }

    /**
     * The same curve to another height.
     *
     * @param beta what every weight is multiplied by, at least 0
     * @return the schedule
     */
    default KlSchedule times(double beta) {
        double factor = new KlPenalty(beta, 0).weight();
        return step -> factor * weight(step);
    }
}
