package org.elbo.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.data.Confounded;
import org.elbo.data.Dataset;
import org.elbo.model.Bound;
import org.elbo.model.ClassifierNetwork;
import org.elbo.model.ConditionalIbpVae;
import org.elbo.model.ConditionalVae;
import org.elbo.model.Decoder;
import org.elbo.model.IbpVae;
import org.elbo.model.KlPenalized;
import org.elbo.model.Vae;
import org.elbo.nn.Adam;
import org.elbo.reproduce.TwoCodes.Code;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The methods of {@link ConfounderTable} on one set of data. */
final class ConfounderStudies {
    private static final int BATCH = 100;
    private static final double RATE = 5e-3;

    private final String name;
    private final Plan plan;
    private final ConfounderData data;
    private final Options options;
    private final Study<ClassifierNetwork> classifying;
    private ClassifierNetwork classifier;
    private Dataset classes;
    private Dataset told;

    /**
     * Sizes and lengths.
     *
     * @param hidden units of every network
     * @param features the largest nuisance code
     * @param fewer the size of a smaller one
     * @param alpha the buffet's
     * @param share of the epochs that is trained
     * @param cost of an epoch
     */
    record Plan(int hidden, int features, int fewer, double alpha, double share, double cost) {}

    ConfounderStudies(String name, Plan plan, ConfounderData data, Options options) {
        this.name = name;
        this.plan = plan;
        this.data = data;
        this.options = options;
        classifying =
                Study.of(name + ": classifier", this::network)
                        .data(this::classes, BATCH)
                        .epochs(plan.share)
                        .cost(plan.cost / 3)
                        .handOn(c -> classifier = c)
                        .end(this::judge);
    }

    private ClassifierNetwork network(RandomGenerator rng) {
        int[] hidden = {plan.hidden};
        int classes = data.train().classes();
        int dimension = data.train().dimension();
        return ClassifierNetwork.of(dimension, hidden, classes, Activation.RELU, rng);
    }

    private void judge(ClassifierNetwork network, Report report) {
        Confounded test = data.test();
        report.add("test error, %", network.error(test.values(), test.labels()));
    }

    /** All methods, the classifier first. */
    List<Study<?>> all() {
        List<Study<?>> studies = new ArrayList<>();
        studies.add(classifying);
        studies.add(truth());
        studies.add(buffet("IBP given c", this::probabilities, this::told));
        studies.add(gaussian("Gaussian given c", plan.features));
        studies.add(gaussian("Gaussian of " + plan.fewer + " given c", plan.fewer));
        studies.add(buffet("IBP given the class", Confounded::oneHot, this::classes));
        studies.add(
                study("IBP without c", rng -> buffet().build(rng), data::train)
                        .end(
                                judge(
                                        this::probabilities,
                                        (m, rng) -> m.elbo(data.test(), rng),
                                        (m, x, c, rng) -> Code.of(m.encode(x), rng))));
        studies.add(
                study("Gaussian without c", rng -> gaussian(plan.features).build(rng), data::train)
                        .end(
                                judge(
                                        this::probabilities,
                                        (m, rng) -> m.elbo(data.test(), rng),
                                        (m, x, c, rng) -> Code.of(m.encode(x), rng))));
        return studies;
    }

    private Study<ClassifierNetwork> truth() {
        return Study.of(name + ": truth", this::network)
                .untrained() // nothing is asked of it
                .end((none, report) -> TwoCodes.truth(data).judge(data, report));
    }

    private Study<ConditionalIbpVae> buffet(
            String method, Function<Confounded, INDArray> task, Supplier<Dataset> train) {
        int classes = data.train().classes();
        return study(method, rng -> ConditionalIbpVae.of(buffet(), classes, rng), train)
                .end(
                        judge(
                                task,
                                (m, rng) -> m.elbo(beside(data.test(), task), rng),
                                (m, x, c, rng) -> Code.of(m.encode(x, c), rng)));
    }

    private Study<ConditionalVae> gaussian(String method, int size) {
        int classes = data.train().classes();
        return study(method, rng -> ConditionalVae.of(gaussian(size), classes, rng), this::told)
                .end(
                        judge(
                                this::probabilities,
                                (m, rng) -> m.elbo(beside(data.test(), this::probabilities), rng),
                                (m, x, c, rng) -> Code.of(m.encode(x, c), rng)));
    }

    private IbpVae.Builder buffet() {
        return IbpVae.builder(data.train().dimension(), data.train().size())
                .hidden(plan.hidden)
                .features(plan.features)
                .alpha(plan.alpha)
                .activation(Activation.RELU)
                .decoder(Decoder.GAUSSIAN);
    }

    private Vae.Builder gaussian(int size) {
        return Vae.builder(data.train().dimension())
                .hidden(plan.hidden)
                .latent(size)
                .activation(Activation.RELU)
                .decoder(Decoder.GAUSSIAN);
    }

    private <M extends KlPenalized> Study<M> study(
            String method, Function<RandomGenerator, M> model, Supplier<Dataset> train) {
        Study<M> study = Study.of(name + ": " + method, model);
        return study.buildsOn(classifying)
                .data(train, BATCH)
                .epochs(plan.share)
                .optimizer(() -> Adam.of(RATE))
                .learningRate(e -> Study.falling(RATE, e, study.epochs(options.epochs())))
                .cost(plan.cost);
    }

    private INDArray probabilities(Confounded some) {
        return classifier.classify(some.values());
    }

    /** Data and condition side by side. */
    private static Dataset beside(Confounded some, Function<Confounded, INDArray> condition) {
        return Dataset.of(Nd4j.hstack(some.values(), condition.apply(some)));
    }

    private Dataset classes() {
        if (classes == null) {
            classes = beside(data.train(), Confounded::oneHot);
        }
        return classes;
    }

    private Dataset told() {
        if (told == null) {
            told = beside(data.train(), this::probabilities);
        }
        return told;
    }

    private interface Bounding<M> {
        Bound of(M model, RandomGenerator rng);
    }

    private interface Coding<M> {
        Code of(M model, INDArray x, INDArray c, RandomGenerator rng);
    }

    private <M> Judge<M> judge(
            Function<Confounded, INDArray> task, Bounding<M> bounding, Coding<M> coding) {
        return (model, report) -> {
            Bound bound = bounding.of(model, report.rng());
            report.add("test -ELBO", bound.elbo().negate());
            report.add("test KL", bound.kl());
            RandomGenerator rng = report.rng();
            new TwoCodes(task, (some, c) -> coding.of(model, some.values(), c, rng))
                    .judge(data, report);
        };
    }
}
