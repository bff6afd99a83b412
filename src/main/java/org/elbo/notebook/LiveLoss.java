package org.elbo.notebook;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.elbo.plot.Plot;
import org.elbo.train.History;
import org.elbo.train.Progress;
import org.elbo.train.TrainingListener;

/**
 * A chart of the loss that grows while a model is trained, with a line that says how much time is
 * left. Give it to the trainer: {@code .listen(LiveLoss.of("VAE on MNIST"))}.
 */
public final class LiveLoss implements TrainingListener {
    private static final int MOST_POINTS = 300;

    private final String title;
    private final LivePlot plot;
    private ProgressBar bar;
    private double perEpoch = 1;

    private LiveLoss(String title, LivePlot plot) {
        this.title = title;
        this.plot = plot;
    }

    /**
     * A chart that is redrawn about once a second.
     *
     * @param title what is trained
     * @return the listener
     */
    public static LiveLoss of(String title) {
        return new LiveLoss(title, LivePlot.every(1.0));
    }

    @Override
    public void onStep(Progress progress, History history) {
        if (bar == null) {
            bar = ProgressBar.of(title, progress.steps());
        }
        perEpoch = (double) progress.steps() / progress.epochs();
        bar.done(progress.step());
        plot.update(() -> chart(history));
    }

    @Override
    public void onEnd(History history) {
        if (bar != null) {
            bar.finish();
            plot.finish(chart(history));
        }
    }

    /**
     * The loss of the steps, averaged over neighbours, and the validation loss at the end of each
     * epoch.
     */
    private Plot chart(History history) {
        double[] losses = history.stepLosses();
        int group = Math.max(1, (losses.length - 1) / MOST_POINTS + 1);
        int points = (losses.length - 1) / group + 1;
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            int to = Math.min(losses.length, (i + 1) * group);
            x[i] = (i * group + to) / 2.0 / perEpoch;
            y[i] = Arrays.stream(losses, i * group, to).average().orElse(Double.NaN);
        }
        Plot chart = Plot.of(title, "epoch", "loss (nats per datum)").line("training", x, y);
        double[] validation = history.validations();
        if (Arrays.stream(validation).anyMatch(Double::isFinite)) {
            double[] epochs =
                    IntStream.rangeClosed(1, validation.length).asDoubleStream().toArray();
            chart.line("validation", epochs, validation);
        }
        return zoomed(chart, y);
    }

    /** The first steps are so much worse than the rest that the rest would be a flat line. */
    private static Plot zoomed(Plot chart, double[] losses) {
        double[] sorted = Arrays.stream(losses).filter(Double::isFinite).sorted().toArray();
        if (sorted.length < 40) {
            return chart;
        }
        double low = sorted[0];
        double high = sorted[(int) (0.97 * (sorted.length - 1))];
        return high > low
                ? chart.yRange(low - 0.1 * (high - low), high + 0.1 * (high - low))
                : chart;
    }
}
