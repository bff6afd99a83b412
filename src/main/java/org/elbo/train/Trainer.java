package org.elbo.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Batches;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.elbo.model.KlPenalized;
import org.elbo.model.KlPenalty;
import org.elbo.model.KlSchedule;
import org.elbo.model.Model;
import org.elbo.nn.Optimizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fits a model to data by stochastic gradient descent on minibatches (Kingma and Welling 2014,
 * algorithm 1).
 *
 * <pre>{@code
 * History history =
 *         Trainer.of(vae, Adam.of(1e-3)).epochs(10).batchSize(100).seed(1).validate(test).fit(train);
 * }</pre>
 *
 * <p>The same seed gives the same numbers. Interrupting the thread (Jupyter's stop button) ends the
 * training after the current step.
 */
public final class Trainer {
    private final Model model;
    private final Optimizer optimizer;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private int epochs = 1;
    private int steps = Integer.MAX_VALUE;
    private int batchSize = 100;
    private long seed = 1;
    private Dataset validation;
    private KlSchedule klSchedule;
    private KlSchedule capacity;
    private double freeBits;

    private Trainer(Model model, Optimizer optimizer) {
        this.model = Objects.requireNonNull(model, "model");
        this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
    }

    /**
     * Creates a trainer.
     *
     * @param model what learns
     * @param optimizer how its parameters follow the gradient; it keeps its moments between fits
     * @return a trainer of one epoch, batches of 100, seed 1, no validation
     */
    public static Trainer of(Model model, Optimizer optimizer) {
        return new Trainer(model, optimizer);
    }

    /**
     * Sets how often the training visits all data.
     *
     * @param count at least 1
     * @return this
     */
    public Trainer epochs(int count) {
        epochs = Check.positive("epochs", count);
        return this;
    }

    /**
     * Ends the training after so many steps at the latest, within an epoch if need be: some papers
     * count steps.
     *
     * @param count at least 1; without it the number of epochs alone counts
     * @return this
     */
    public Trainer steps(int count) {
        steps = Check.positive("steps", count);
        return this;
    }

    /**
     * Sets the size of a minibatch; the last of an epoch holds what is left and may be smaller.
     *
     * @param size at least 1
     * @return this
     */
    public Trainer batchSize(int size) {
        batchSize = Check.positive("batch size", size);
        return this;
    }

    /**
     * Sets the seed of the order of the data, of their randomness and of the model's noise.
     *
     * @param number any
     * @return this
     */
    public Trainer seed(long number) {
        seed = number;
        return this;
    }

    /**
     * Measures the loss on other data after every epoch, each time with the same noise.
     *
     * @param data all of it is used
     * @return this
     */
    public Trainer validate(Dataset data) {
        validation = fitting("validation data", data);
        return this;
    }

    /**
     * Weighs the KL term differently at each step: annealing, or a constant weight as in a
     * beta-VAE. Steps count from the start of each fit. The losses of the steps and epochs are then
     * what the training minimised; validation remains the negative ELBO.
     *
     * @param schedule the weight at each step
     * @return this
     * @throws IllegalArgumentException if the model has no KL term
     */
    public Trainer annealKl(KlSchedule schedule) {
        requireKl("annealKl");
        klSchedule = Objects.requireNonNull(schedule, "KL schedule");
        return this;
    }

    /**
     * Lets each latent dimension carry some nats, on the mean of a batch, for nothing (Kingma et
     * al. 2016). The losses of the steps and epochs are then what the training minimised;
     * validation remains the negative ELBO.
     *
     * @param nats for each latent dimension, at least 0
     * @return this
     * @throws IllegalArgumentException if the model has no KL term or the number is negative
     */
    public Trainer freeBits(double nats) {
        requireKl("freeBits");
        freeBits = new KlPenalty(1, nats).freeBits();
        return this;
    }

    /**
     * Holds the KL term at a capacity that changes from step to step: the loss takes the distance
     * of the two, times the weight of {@link #annealKl}, which should be large (Burgess et al.
     * 2018, equation 8):
     *
     * <pre>{@code
     * trainer.annealKl(KlSchedule.constant(100)).capacity(KlSchedule.linear(5000).times(25));
     * }</pre>
     *
     * <p>The losses of the steps and epochs are then what the training minimised; validation
     * remains the negative ELBO.
     *
     * @param nats the capacity at each step, in nats
     * @return this
     * @throws IllegalArgumentException if the model has no KL term
     */
    public Trainer capacity(KlSchedule nats) {
        requireKl("capacity");
        capacity = Objects.requireNonNull(nats, "capacity");
        return this;
    }

    private void requireKl(String option) {
        Check.that(
                model instanceof KlPenalized,
                "%s needs a model with a KL term, such as a Vae, but the model is %s",
                option,
                model);
    }

    /**
     * Adds listeners.
     *
     * @param more called in this order
     * @return this
     */
    public Trainer listen(TrainingListener... more) {
        listeners.addAll(List.of(more));
        return this;
    }

    /**
     * Trains.
     *
     * @param data visited in a new random order in each epoch
     * @return what happened, up to the interruption if there was one
     * @throws IllegalArgumentException if the data do not fit the model
     * @throws IllegalStateException if the loss becomes infinite or NaN
     */
    public History fit(Dataset data) {
        return new Run(fitting("training data", data)).run();
    }

    private Dataset fitting(String role, Dataset data) {
        Check.that(
                data.dimension() == model.batchDimension(),
                "%s have %d dimensions but the model needs %d",
                role,
                data.dimension(),
                model.batchDimension());
        return data;
    }

    /** One call of fit. */
    private final class Run {
        private final RandomGenerator rng = new SplittableRandom(seed);
        private final Tape tape = new Tape();
        private final History history = new History();
        private final List<Parameter> parameters = model.parameters();
        private final Batches batches;
        private final BatchBuffer buffer;
        private final long start = System.nanoTime();

        Run(Dataset data) {
            batches = Batches.of(data.size(), batchSize);
            buffer = new BatchBuffer(data);
        }

        History run() {
            try {
                return trained();
            } finally {
                tape.release();
            }
        }

        private History trained() {
            boolean interrupted = false;
            for (int epoch = 1; epoch <= epochs && left() && !interrupted; epoch++) {
                interrupted = epoch(epoch);
            }
            history.end(seconds(), interrupted);
            listeners.forEach(listener -> listener.onEnd(history));
            return history;
        }

        private boolean left() {
            return history.steps() < steps;
        }

        /** Returns true if the epoch was interrupted. */
        private boolean epoch(int epoch) {
            batches.shuffle(rng);
            double sum = 0;
            int seen = 0;
            Progress progress = null;
            for (int b = 0; b < batches.count() && left(); b++) {
                double loss = step(b);
                sum += loss * batches.size(b);
                seen += batches.size(b);
                history.addStep(loss);
                progress = progress(epoch, loss);
                for (TrainingListener listener : listeners) {
                    listener.onStep(progress, history);
                }
                if (Thread.interrupted()) {
                    return true;
                }
            }
            double validated = validation == null ? Double.NaN : validate();
            history.addEpoch(new History.Epoch(epoch, sum / seen, validated, seconds()));
            for (TrainingListener listener : listeners) {
                listener.onEpoch(progress, history);
            }
            return Thread.interrupted();
        }

        private double step(int b) {
            tape.clear();
            INDArray batch = buffer.fill(batches.order(), batches.from(b), batches.size(b), rng);
            Value loss = loss(batch);
            double number = loss.item();
            if (!Double.isFinite(number)) {
                throw new IllegalStateException(
                        String.format(
                                "the loss is %s at step %d with %s: try a smaller learning rate,"
                                        + " look for NaN or huge numbers in the data, then build"
                                        + " the model anew",
                                number, history.steps() + 1, optimizer));
            }
            tape.backward(loss);
            optimizer.step(parameters);
            return number;
        }

        private Value loss(INDArray batch) {
            if (!(model instanceof KlPenalized penalized)) {
                return model.loss(tape, batch, rng);
            }
            double weight = klSchedule == null ? 1 : klSchedule.weight(history.steps());
            double nats = capacity == null ? 0 : capacity.weight(history.steps());
            return penalized.loss(tape, batch, new KlPenalty(weight, freeBits, nats), rng);
        }

        /** The mean loss over all validation data, NaN if interrupted. */
        private double validate() {
            RandomGenerator same = new SplittableRandom(seed);
            Batches all = Batches.of(validation.size(), 500);
            BatchBuffer rows = new BatchBuffer(validation);
            double sum = 0;
            for (int b = 0; b < all.count(); b++) {
                if (Thread.currentThread().isInterrupted()) {
                    return Double.NaN;
                }
                tape.clear();
                Value loss =
                        model.loss(
                                tape, rows.fill(all.order(), all.from(b), all.size(b), same), same);
                sum += loss.item() * all.size(b);
            }
            return sum / validation.size();
        }

        private Progress progress(int epoch, double loss) {
            int all = Math.min(steps, epochs * batches.count());
            return new Progress(epoch, epochs, history.steps(), all, loss, seconds());
        }

        private double seconds() {
            return (System.nanoTime() - start) * 1e-9;
        }
    }
}
