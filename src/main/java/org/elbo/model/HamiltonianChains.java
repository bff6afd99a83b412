package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Many Markov chains side by side, one in each row, that move by Hamiltonian dynamics (Duane et al.
 * 1987; Neal 2011) and leave p(z) p(x|z)^beta unchanged. Likelihoods and their derivatives come
 * from the tape.
 */
final class HamiltonianChains {
    private final GaussianLatentModel model;
    private final INDArray x;
    private final int dimension;
    private final Parameter place;
    private final Tape tape = new Tape();
    private final RandomGenerator rng;
    private State state;

    /** Places of all chains, their log-likelihoods and the derivatives of these. */
    private record State(float[] z, double[] logLikelihood, float[] slope) {}

    /**
     * Chains at given places.
     *
     * @param x the datum of each chain [chains, dataDimension]
     * @param z where each chain starts, row after row
     */
    HamiltonianChains(GaussianLatentModel model, INDArray x, float[] z, RandomGenerator rng) {
        this.model = model;
        this.x = x;
        this.dimension = model.latentDimension();
        this.rng = rng;
        place = Parameter.of("z", Nd4j.create(x.rows(), dimension));
        state = at(z);
    }

    /** Where the chains are, row after row. */
    float[] places() {
        return state.z.clone();
    }

    /** log p(x|z) of each chain at its present place. */
    double[] logLikelihood() {
        return state.logLikelihood;
    }

    private State at(float[] z) {
        place.assign(z);
        tape.clear();
        Value logLikelihood = model.logLikelihood(tape, tape.parameter(place), tape.constant(x));
        tape.backward(tape.sum(logLikelihood));
        double[] each = new double[x.rows()];
        Networks.copy(logLikelihood, each, 0);
        return new State(z, each, place.gradient().dup().data().asFloat());
    }

    /**
     * Moves every chain once: leapfrog steps from a fresh momentum, then Metropolis' choice.
     *
     * @param stepSizes one for each chain
     * @return which chains accepted the move
     */
    boolean[] move(double beta, double[] stepSizes, int steps) {
        float[] momentum = Networks.noise(state.z.length, rng);
        double[] before = energy(state, momentum, beta);
        State proposed = state;
        kick(proposed, momentum, beta, stepSizes, 0.5);
        for (int i = 1; i <= steps; i++) {
            proposed = at(drift(proposed.z, momentum, stepSizes));
            kick(proposed, momentum, beta, stepSizes, i < steps ? 1 : 0.5);
        }
        return choose(proposed, before, energy(proposed, momentum, beta));
    }

    /** Minus the log density of place and momentum, up to a constant, of each chain. */
    private double[] energy(State s, float[] momentum, double beta) {
        double[] energy = new double[s.logLikelihood.length];
        for (int i = 0; i < momentum.length; i++) {
            double square = (double) s.z[i] * s.z[i] + (double) momentum[i] * momentum[i];
            energy[i / dimension] += square / 2;
        }
        for (int i = 0; i < energy.length; i++) {
            energy[i] -= beta * s.logLikelihood[i];
        }
        return energy;
    }

    private void kick(State s, float[] momentum, double beta, double[] stepSizes, double share) {
        for (int i = 0; i < momentum.length; i++) {
            double force = beta * s.slope[i] - s.z[i];
            momentum[i] += (float) (share * stepSizes[i / dimension] * force);
        }
    }

    private float[] drift(float[] z, float[] momentum, double[] stepSizes) {
        float[] moved = z.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (stepSizes[i / dimension] * momentum[i]);
        }
        return moved;
    }

    /** A proposal that is not a number is refused too. */
    private boolean[] choose(State proposed, double[] before, double[] after) {
        State old = state;
        state = new State(old.z.clone(), old.logLikelihood.clone(), old.slope.clone());
        boolean[] accepted = new boolean[before.length];
        for (int i = 0; i < before.length; i++) {
            accepted[i] = Math.log(rng.nextDouble()) < before[i] - after[i];
            if (accepted[i]) {
                state.logLikelihood[i] = proposed.logLikelihood[i];
                System.arraycopy(proposed.z, i * dimension, state.z, i * dimension, dimension);
                System.arraycopy(
                        proposed.slope, i * dimension, state.slope, i * dimension, dimension);
            }
        }
        return accepted;
    }
}
