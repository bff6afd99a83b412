package org.elbo.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What happened in a training run: the loss of every step and a line for every finished epoch. A
 * listener sees it grow; when the training has returned it no longer changes.
 */
public final class History {

    /**
     * One finished epoch.
     *
     * @param number the epoch, from 1
     * @param loss the mean training loss over the epoch's data, in nats per datum; taken while the
     *     parameters moved, so it lags behind
     * @param validation the mean loss over all validation data after the epoch, in nats per datum;
     *     NaN without validation data
     * @param seconds the time since the run began
     */
    public record Epoch(int number, double loss, double validation, double seconds) {}

    private double[] stepLosses = new double[1024];
    private int steps;
    private final List<Epoch> epochs = new ArrayList<>();
    private boolean interrupted;
    private double seconds;

    History() {}

    void addStep(double loss) {
        if (steps == stepLosses.length) {
            stepLosses = Arrays.copyOf(stepLosses, 2 * steps);
        }
        stepLosses[steps++] = loss;
    }

    void addEpoch(Epoch epoch) {
        epochs.add(epoch);
    }

    void end(double totalSeconds, boolean wasInterrupted) {
        seconds = totalSeconds;
        interrupted = wasInterrupted;
    }

    /**
     * How many steps were taken.
     *
     * @return the number of steps
     */
    public int steps() {
        return steps;
    }

    /**
     * The loss of every step's minibatch.
     *
     * @return a new array of {@link #steps()} numbers, in nats per datum
     */
    public double[] stepLosses() {
        return Arrays.copyOf(stepLosses, steps);
    }

    /**
     * The finished epochs in order.
     *
     * @return a list that cannot be changed
     */
    public List<Epoch> epochs() {
        return List.copyOf(epochs);
    }

    /**
     * The training loss of every finished epoch.
     *
     * @return a new array, in nats per datum
     */
    public double[] losses() {
        return epochs.stream().mapToDouble(Epoch::loss).toArray();
    }

    /**
     * The validation loss of every finished epoch.
     *
     * @return a new array, in nats per datum; NaN where there was no validation
     */
    public double[] validations() {
        return epochs.stream().mapToDouble(Epoch::validation).toArray();
    }

    /**
     * The time the run took.
     *
     * @return seconds; 0 while it runs
     */
    public double seconds() {
        return seconds;
    }

    /**
     * Whether the run was interrupted before its last step.
     *
     * @return true if it was
     */
    public boolean interrupted() {
        return interrupted;
    }

    /**
     * A small table: epoch, training loss, validation loss, seconds.
     *
     * @return some lines of text
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("epoch    loss  validation  seconds");
        for (Epoch e : epochs) {
            String validation =
                    Double.isNaN(e.validation)
                            ? "-"
                            : String.format(Locale.ROOT, "%.2f", e.validation);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%n%5d %7.2f %11s %8.1f",
                            e.number,
                            e.loss,
                            validation,
                            e.seconds));
        }
        if (interrupted) {
            text.append(String.format("%ninterrupted after step %d", steps));
        }
        return text.toString();
    }
}
