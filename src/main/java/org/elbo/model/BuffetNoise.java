package org.elbo.model;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/**
 * The noise of an {@link IbpVae}: all that is random in its loss, each [rows, features].
 *
 * @param gaussian draws from N(0, 1), for A
 * @param exponential draws from the exponential distribution with mean 1, for the sticks
 * @param logistic draws from the logistic distribution, for the mask
 */
record BuffetNoise(Value gaussian, Value exponential, Value logistic) {
    static BuffetNoise of(Tape tape, int rows, int features, RandomGenerator rng) {
        return new BuffetNoise(
                tape.noise(rows, features, rng),
                draws(tape, rows, features, rng, BuffetNoise::exponential),
                draws(tape, rows, features, rng, BuffetNoise::logistic));
    }

    private static Value draws(
            Tape tape,
            int rows,
            int features,
            RandomGenerator rng,
            ToDoubleFunction<RandomGenerator> sampler) {
        float[] draws = new float[Math.multiplyExact(rows, features)];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = (float) sampler.applyAsDouble(rng);
        }
        return tape.constant(draws, rows, features);
    }

    /** Never 0, of which the logarithm is taken. */
    private static double exponential(RandomGenerator rng) {
        return Math.max(rng.nextExponential(), Float.MIN_NORMAL);
    }

    private static double logistic(RandomGenerator rng) {
        return Math.log(exponential(rng) / exponential(rng));
    }
}
