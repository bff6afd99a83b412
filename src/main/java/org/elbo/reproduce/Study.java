package org.elbo.reproduce;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.elbo.data.Batches;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.elbo.model.KlSchedule;
import org.elbo.model.Model;
import org.elbo.nn.Adam;
import org.elbo.nn.Optimizer;
import org.elbo.train.Trainer;

/**
 * One model of an experiment: how it is made, trained and judged.
 *
 * <pre>{@code
 * Study.of("Nz = 20", rng -> Vae.builder(784).hidden(500).latent(20).build(rng))
 *         .data(train.dynamicallyBinarized(), 100)
 *         .optimizer(() -> Adam.of(1e-3))
 *         .curve((vae, report) -> report.add("test ELBO", vae.elbo(test, report.rng()).elbo()));
 * }</pre>
 *
 * @param <M> the kind of model
 */
public final class Study<M extends Model> {
    private final String setting;
    private final Function<RandomGenerator, M> model;
    private Function<M, Model> objective = m -> m;
    private Supplier<Optimizer> optimizer = () -> Adam.of(1e-3);
    private IntToDoubleFunction learningRate;
    private IntToDoubleFunction klWeight;
    private Supplier<Dataset> data;
    private int batchSize;
    private int steps = Integer.MAX_VALUE;
    private double share = 1;
    private boolean untrained;
    private double cost = 1;
    private Consumer<M> heir;
    private Study<?> base;
    private Judge<M> curve;
    private Judge<M> end;

    private Study(String setting, Function<RandomGenerator, M> model) {
        this.setting = Objects.requireNonNull(setting, "setting");
        this.model = Objects.requireNonNull(model, "model");
    }

    /**
     * Starts a study, which needs {@link #data} at least, or is {@link #untrained}.
     *
     * @param setting its name in the results
     * @param model makes the untrained model, drawing its weights
     * @param <M> the kind of model
     * @return a study that trains with Adam and judges nothing
     */
    public static <M extends Model> Study<M> of(
            String setting, Function<RandomGenerator, M> model) {
        return new Study<>(setting, model);
    }

    /**
     * Sets what is trained on.
     *
     * @param train the training data
     * @param size of a minibatch
     * @return this
     */
    public Study<M> data(Dataset train, int size) {
        Objects.requireNonNull(train, "training data");
        return data(() -> train, size);
    }

    /**
     * Sets what is trained on, when it is to be made of the models of earlier studies.
     *
     * @param train gives the training data; called often, but not before this study begins, unless
     *     its {@link #steps} are limited
     * @param size of a minibatch
     * @return this
     */
    public Study<M> data(Supplier<Dataset> train, int size) {
        data = Objects.requireNonNull(train, "training data");
        batchSize = Check.positive("batch size", size);
        return this;
    }

    /**
     * Hands the trained model on to later studies; a run that is interrupted after this study keeps
     * it beside the checkpoint.
     *
     * @param receiver takes the trained model before the next study begins
     * @return this
     */
    public Study<M> handOn(Consumer<M> receiver) {
        heir = Objects.requireNonNull(receiver, "receiver");
        return this;
    }

    /**
     * Names the study whose model this one needs.
     *
     * @param other an earlier study that hands its model on
     * @return this
     */
    public Study<M> buildsOn(Study<?> other) {
        base = Objects.requireNonNull(other, "base");
        return this;
    }

    /**
     * Sets a loss other than the model's own, over the same parameters.
     *
     * @param loss makes it from the model
     * @return this
     */
    public Study<M> objective(Function<M, Model> loss) {
        objective = Objects.requireNonNull(loss, "objective");
        return this;
    }

    /**
     * Sets the optimiser. Without it: Adam with learning rate 0.001.
     *
     * @param fresh makes a new one
     * @return this
     */
    public Study<M> optimizer(Supplier<Optimizer> fresh) {
        optimizer = Objects.requireNonNull(fresh, "optimizer");
        return this;
    }

    /**
     * Sets a learning rate that changes.
     *
     * @param byEpoch the rate in each epoch, from 1 on
     * @return this
     */
    public Study<M> learningRate(IntToDoubleFunction byEpoch) {
        learningRate = Objects.requireNonNull(byEpoch, "learning rate");
        return this;
    }

    /** A learning rate that is constant for half of the epochs, then falls towards 0. */
    static double falling(double rate, int epoch, int epochs) {
        return rate * Math.min(1, 2.0 * (epochs - epoch + 0.5) / epochs);
    }

    /**
     * Weighs the KL term of the objective.
     *
     * @param byEpoch the weight in each epoch, from 1 on; without it 1
     * @return this
     */
    public Study<M> klWeight(IntToDoubleFunction byEpoch) {
        klWeight = Objects.requireNonNull(byEpoch, "KL weight");
        return this;
    }

    /**
     * Ends the training after so many steps, within an epoch if need be.
     *
     * @param most at least 1
     * @return this
     */
    public Study<M> steps(int most) {
        steps = Check.positive("steps", most);
        return this;
    }

    /**
     * Trains more or less often than others of the experiment.
     *
     * @param share of the epochs that are asked for; at least one is trained
     * @return this
     */
    public Study<M> epochs(double share) {
        this.share = Check.positive("share of the epochs", share);
        return this;
    }

    /**
     * Leaves the model as it was made: a baseline, which is measured at the end only and needs no
     * data.
     *
     * @return this
     */
    public Study<M> untrained() {
        untrained = true;
        return this;
    }

    /**
     * Tells how long an epoch takes, for the estimate of what is left.
     *
     * @param relative the time of an epoch in any unit that the whole experiment shares; 1 unless
     *     set
     * @return this
     */
    public Study<M> cost(double relative) {
        cost = Check.positive("cost", relative);
        return this;
    }

    /**
     * Sets what is measured along the way, about six times for each factor of ten in epochs, and at
     * the end.
     *
     * @param judge measures
     * @return this
     */
    public Study<M> curve(Judge<M> judge) {
        curve = Objects.requireNonNull(judge, "curve");
        return this;
    }

    /**
     * Sets what is measured at the end only, since it takes long.
     *
     * @param judge measures
     * @return this
     */
    public Study<M> end(Judge<M> judge) {
        end = Objects.requireNonNull(judge, "end");
        return this;
    }

    String setting() {
        return setting;
    }

    M newModel(RandomGenerator rng) {
        return model.apply(rng);
    }

    Optimizer newOptimizer() {
        return optimizer.get();
    }

    private void setLearningRate(Optimizer of, int epoch) {
        if (learningRate != null) {
            of.learningRate(learningRate.applyAsDouble(epoch));
        }
    }

    Trainer trainer(M trained, Optimizer optimizer, int epoch) {
        setLearningRate(optimizer, epoch);
        Trainer trainer =
                Trainer.of(objective.apply(trained), optimizer)
                        .batchSize(batchSize)
                        .steps(stepsIn(epoch));
        return klWeight == null
                ? trainer
                : trainer.annealKl(KlSchedule.constant(klWeight.applyAsDouble(epoch)));
    }

    Dataset data() {
        if (data == null) {
            throw new IllegalStateException("the study '" + setting + "' has no training data");
        }
        return data.get();
    }

    /** The study whose model this one needs; null if none. */
    Study<?> base() {
        return base;
    }

    /** Whether later studies build on the trained model. */
    boolean isHandedOn() {
        return heir != null;
    }

    void handOnModel(M trained) {
        heir.accept(trained);
    }

    int batchSize() {
        return batchSize;
    }

    double cost() {
        return cost;
    }

    /** What is measured along the way; null if nothing. */
    Judge<M> curve() {
        return curve;
    }

    /** What is measured at the end only; null if nothing. */
    Judge<M> end() {
        return end;
    }

    private int stepsOfAnEpoch() {
        return Batches.of(data().size(), batchSize).count();
    }

    /** How many epochs are trained when so many are asked for: a share, fewer if the steps end. */
    int epochs(int asked) {
        if (untrained) {
            return 0;
        }
        int most = (int) Math.max(1, Math.round(share * asked));
        return steps == Integer.MAX_VALUE
                ? most
                : Math.min(most, (steps - 1) / stepsOfAnEpoch() + 1);
    }

    /** How many steps are left for an epoch: many, or in the last one what is left. */
    int stepsIn(int epoch) {
        return steps - (epoch - 1) * stepsOfAnEpoch();
    }

    /** How often the data have been visited after an epoch; a fraction if the steps ended in it. */
    double visits(int epoch) {
        if (epoch == 0) {
            return 0;
        }
        double part = (double) stepsIn(epoch) * batchSize / data().size();
        return epoch - 1 + Math.min(1, part);
    }
}
