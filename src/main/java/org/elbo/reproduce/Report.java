package org.elbo.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.elbo.prob.Estimate;

/** Collects what is measured of one model at one time. */
public final class Report {
    private final long seed;
    private final Consumer<String> lines;
    private final List<Measure> measures = new ArrayList<>();

    Report(long seed, Consumer<String> lines) {
        this.seed = seed;
        this.lines = lines;
    }

    /** One number beside the paper's, which is NaN where there is none. */
    record Measure(String metric, double paper, String source, Estimate ours) {}

    /**
     * Randomness for measuring, the same at every point of a curve.
     *
     * @return a new generator
     */
    public RandomGenerator rng() {
        return new SplittableRandom(seed);
    }

    /**
     * Adds a number that the paper does not give.
     *
     * @param metric what it is, with its sign as in the paper
     * @param ours the number with its standard error, NaN if it has none
     */
    public void add(String metric, Estimate ours) {
        add(metric, ours, Double.NaN, "");
    }

    /**
     * Adds a number that no chance is in, such as a count, and that the paper does not give.
     *
     * @param metric what it is
     * @param ours the number
     */
    public void add(String metric, double ours) {
        add(metric, new Estimate(ours, Double.NaN, 1));
    }

    /**
     * Adds a number and the paper's.
     *
     * @param metric what it is, with its sign as in the paper
     * @param ours the number with its standard error, NaN if it has none
     * @param paper the paper's number
     * @param source where the paper says so, and everything that must be said with it
     */
    public void add(String metric, Estimate ours, double paper, String source) {
        Check.that(
                measures.stream().noneMatch(m -> m.metric.equals(metric)),
                "the metric '%s' is reported twice: give each its own name",
                metric);
        measures.add(new Measure(metric, paper, source, ours));
        lines.accept(String.format(Locale.ROOT, "  %s %s", metric, text(ours)));
    }

    private static String text(Estimate ours) {
        return String.format(Locale.ROOT, "%.2f ± %.2f", ours.value(), ours.standardError());
    }

    /**
     * Says now and then how far a long measurement is.
     *
     * @param what what is measured
     * @param all how many data there are
     * @return to be told how many are done
     */
    public IntConsumer progress(String what, int all) {
        Pace pace = new Pace(lines);
        return done -> pace.show("  " + what + ", " + done + " of " + all, (double) done / all);
    }

    List<Measure> measures() {
        return measures;
    }
}
