package org.elbo.train;

import java.util.Locale;

/**
 * Where a training run stands after one of its steps.
 *
 * @param epoch the epoch that the step belongs to, from 1
 * @param epochs how many epochs the run has
 * @param step how many steps are done, over all epochs, from 1
 * @param steps how many steps the run has
 * @param loss the loss of this step's minibatch, in nats per datum
 * @param seconds the time since the run began
 */
public record Progress(int epoch, int epochs, int step, int steps, double loss, double seconds) {

    /**
     * How much of the run is done.
     *
     * @return a number from 0 to 1
     */
    public double fraction() {
        return (double) step / steps;
    }

    /**
     * The time left if the remaining steps take as long as those done took on average.
     *
     * @return seconds, NaN before the first step
     */
    public double secondsLeft() {
        return step == 0 ? Double.NaN : seconds / step * (steps - step);
    }

    /**
     * One line, such as {@code epoch 3/10, step 1800/6000, loss 112.31, 0:14 done, 0:33 left}.
     *
     * @return the line
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "epoch %d/%d, step %d/%d, loss %.2f, %s done, %s left",
                epoch,
                epochs,
                step,
                steps,
                loss,
                clock(seconds),
                clock(secondsLeft()));
    }

    private static String clock(double seconds) {
        if (Double.isNaN(seconds)) {
            return "?:??";
        }
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
