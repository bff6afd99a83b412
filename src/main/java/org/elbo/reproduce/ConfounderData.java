package org.elbo.reproduce;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.elbo.data.Confounded;
import org.elbo.data.ConfoundedDigits;
import org.elbo.data.Heartbeats;
import org.elbo.data.Images;
import org.elbo.data.Mnist;

/**
 * Data with known nuisances for {@link ConfounderTable}: some to train on, confounded or not, some
 * that no model sees to fit probes to, and some to judge on; the latter two are never confounded.
 */
final class ConfounderData {
    /** A tied nuisance follows from the class in so many of the training data. */
    static final double TIED = 0.9;

    private static final int BEATS = 4000;
    private static final int DIGITS = 10_000;
    private static final int UNSEEN = 4000;

    private final Confounded train;
    private final Confounded fit;
    private final Confounded test;
    private final Function<Confounded, double[][]> nuisances;

    private ConfounderData(
            Confounded train,
            Confounded fit,
            Confounded test,
            Function<Confounded, double[][]> nuisances) {
        this.train = train;
        this.fit = fit;
        this.test = test;
        this.nuisances = nuisances;
    }

    static ConfounderData beats(double confounding, Options options) {
        SplittableRandom rng = new SplittableRandom(options.seed());
        int unseen = Math.min(UNSEEN, options.images());
        return new ConfounderData(
                Heartbeats.sample(Math.min(BEATS, options.images()), confounding, rng.split()),
                Heartbeats.sample(unseen, 0, rng.split()),
                Heartbeats.sample(unseen, 0, rng.split()),
                ConfounderData::ofBeats);
    }

    /** Gain, electrode, and the wander's two coordinates: what is left of it is noise. */
    private static double[][] ofBeats(Confounded beats) {
        double[] wander = beats.nuisance("wander");
        double[] phase = beats.nuisance("phase");
        return new double[][] {
            beats.nuisance("gain"),
            beats.nuisance("electrode"),
            of(wander.length, i -> wander[i] * Math.cos(phase[i])),
            of(wander.length, i -> wander[i] * Math.sin(phase[i]))
        };
    }

    static ConfounderData stripes(double confounding, Options options) {
        return digits(ConfoundedDigits::striped, confounding, options, ConfounderData::ofStripes);
    }

    /** The direction, which comes back after half a turn, and the contrast; not the phase. */
    private static double[][] ofStripes(Confounded digits) {
        double[] stripes = digits.nuisance("stripes");
        double turn = 2 * Math.PI / ConfoundedDigits.DIRECTIONS;
        return new double[][] {
            of(stripes.length, i -> Math.cos(turn * stripes[i])),
            of(stripes.length, i -> Math.sin(turn * stripes[i])),
            digits.nuisance("contrast")
        };
    }

    static ConfounderData turns(double confounding, Options options) {
        return digits(
                ConfoundedDigits::turned,
                confounding,
                options,
                digits -> new double[][] {digits.nuisance("angle"), digits.nuisance("scale")});
    }

    private interface Confounding {
        Confounded of(Images images, double confounding, RandomGenerator rng);
    }

    private static ConfounderData digits(
            Confounding how,
            double confounding,
            Options options,
            Function<Confounded, double[][]> nuisances) {
        SplittableRandom rng = new SplittableRandom(options.seed());
        Images all = Mnist.train();
        return new ConfounderData(
                how.of(options.of(all.first(DIGITS)), confounding, rng.split()),
                how.of(options.of(all.subset(50_000, 50_000 + UNSEEN)), 0, rng.split()),
                how.of(options.of(Mnist.test().first(UNSEEN)), 0, rng.split()),
                nuisances);
    }

    private static double[] of(int rows, IntToDoubleFunction value) {
        double[] column = new double[rows];
        Arrays.setAll(column, value);
        return column;
    }

    Confounded train() {
        return train;
    }

    Confounded fit() {
        return fit;
    }

    Confounded test() {
        return test;
    }

    /** The true values of the nuisances that are scored, one array for each. */
    double[][] nuisances(Confounded data) {
        return nuisances.apply(data);
    }
}
