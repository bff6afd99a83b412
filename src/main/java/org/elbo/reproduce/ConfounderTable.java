package org.elbo.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

/**
 * The idea of Gyawali et al. (2018) on data whose truth is known: a task code c, the probabilities
 * of a classifier, and beside it a nuisance code z of what c leaves open, whose size the Indian
 * buffet chooses. Against it stand the same with a plain Gaussian code, as large as the buffet's
 * truncation or, for the beats, as large as the truth; codes that are not told c; a c that is the
 * true class; and the truth itself. The paper's recordings are not public and its tables were not
 * at hand, so there is no number of a paper here.
 *
 * <p>Simulated heartbeats, digits before striped wallpaper, and turned digits; each once with
 * nuisances that are independent of the class, once with one that follows from the class in nine of
 * ten training data. {@link TwoCodes} measures on data that are never confounded. Digits have a
 * handwriting too, which nobody planted and no score counts: the number of their nuisances is not
 * known.
 */
final class ConfounderTable implements Experiment {
    @Override
    public String name() {
        return "confounders";
    }

    @Override
    public String about() {
        return "task and nuisance codes on data with planted nuisances (after Gyawali et al. 2018)";
    }

    @Override
    public int epochs() {
        return 100;
    }

    @Override
    public List<Study<?>> studies(Options options) {
        List<Study<?>> studies = new ArrayList<>();
        for (double tied : new double[] {0, ConfounderData.TIED}) {
            String how = tied == 0 ? "" : ", confounded";
            Plan beats = new Plan(100, 20, 5, 1, 0.5, 1);
            Plan digits = new Plan(200, 40, 8, 0.3, 0.1, 3);
            studies.addAll(
                    new Domain("beats" + how, beats, ConfounderData.beats(tied, options), options)
                            .studies(true));
            studies.addAll(
                    new Domain(
                                    "stripes" + how,
                                    digits,
                                    ConfounderData.stripes(tied, options),
                                    options)
                            .studies(false));
            studies.addAll(
                    new Domain("turns" + how, digits, ConfounderData.turns(tied, options), options)
                            .studies(false));
        }
        return studies;
    }

    /**
     * Sizes and lengths of a kind of data.
     *
     * @param hidden units of every network
     * @param features the largest nuisance code
     * @param alpha the buffet's
     * @param share of the epochs, for models
     * @param classifierShare of the epochs, for the classifier
     * @param cost of an epoch
     */
    private record Plan(
            int hidden,
            int features,
            double alpha,
            double share,
            double classifierShare,
            double cost) {}

    /** The studies of one set of data. */
    private static final class Domain {
        private final String name;
        private final Plan plan;
        private final ConfounderData data;
        private final Options options;
        private final Study<ClassifierNetwork> classifying;
        private final Dataset classes;
        private ClassifierNetwork classifier;
        private Dataset told;

        Domain(String name, Plan plan, ConfounderData data, Options options) {
            this.name = name;
            this.plan = plan;
            this.data = data;
            this.options = options;
            classes = told(Confounded::oneHot);
            classifying =
                    Study.of(name + ": classifier", this::network)
                            .data(classes, 100)
                            .epochs(plan.classifierShare)
                            .cost(plan.cost / 2)
                            .handOn(c -> classifier = c)
                            .end(this::judge);
        }

        /** Data and condition side by side. */
        private Dataset told(Function<Confounded, INDArray> condition) {
            Confounded train = data.train();
            return Dataset.of(Nd4j.hstack(train.values(), condition.apply(train)));
        }

        private Dataset told() {
            if (told == null) {
                told = told(this::probabilities);
            }
            return told;
        }

        private INDArray probabilities(Confounded some) {
            return classifier.classify(some.values());
        }

        private ClassifierNetwork network(RandomGenerator rng) {
            int[] hidden = {plan.hidden};
            int dimension = data.train().dimension();
            return ClassifierNetwork.of(dimension, hidden, 10, Activation.RELU, rng);
        }

        private void judge(ClassifierNetwork network, Report report) {
            Confounded test = data.test();
            report.add("test error, %", network.error(test.values(), test.labels()));
        }

        List<Study<?>> studies(boolean sizeIsKnown) {
            List<Study<?>> studies = new ArrayList<>();
            studies.add(classifying);
            studies.add(
                    Study.of(name + ": truth", this::network)
                            .untrained()
                            .end((none, report) -> TwoCodes.truth(data).judge(data, report)));
            studies.add(buffet("IBP given c", true));
            studies.add(gaussian("Gaussian given c", plan.features));
            if (sizeIsKnown) {
                int known = data.nuisances(data.test().first(1)).length;
                studies.add(gaussian("Gaussian of " + known + " given c", known));
            }
            studies.add(buffet("IBP given the class", false));
            studies.add(
                    study("IBP without c", rng -> ibp().build(rng))
                            .data(data.train(), 100)
                            .end(
                                    (m, report) -> {
                                        bound(m.elbo(data.test(), report.rng()), report);
                                        codes(
                                                this::probabilities,
                                                (x, c, rng) -> Code.of(m.encode(x), rng),
                                                report);
                                    }));
            studies.add(
                    study("Gaussian without c", rng -> vae(plan.features).build(rng))
                            .data(data.train(), 100)
                            .end(
                                    (m, report) -> {
                                        bound(m.elbo(data.test(), report.rng()), report);
                                        codes(
                                                this::probabilities,
                                                (x, c, rng) -> Code.of(m.encode(x), rng),
                                                report);
                                    }));
            return studies;
        }

        private IbpVae.Builder ibp() {
            return IbpVae.builder(data.train().dimension(), data.train().size())
                    .hidden(plan.hidden)
                    .features(plan.features)
                    .alpha(plan.alpha)
                    .activation(Activation.RELU)
                    .decoder(Decoder.GAUSSIAN);
        }

        private Vae.Builder vae(int latents) {
            return Vae.builder(data.train().dimension())
                    .hidden(plan.hidden)
                    .latent(latents)
                    .activation(Activation.RELU)
                    .decoder(Decoder.GAUSSIAN);
        }

        private <M extends KlPenalized> Study<M> study(
                String method, Function<RandomGenerator, M> model) {
            Study<M> study = Study.of(name + ": " + method, model);
            return study.buildsOn(classifying)
                    .epochs(plan.share)
                    .optimizer(() -> Adam.of(RATE))
                    .learningRate(e -> learningRate(e, study.epochs(options.epochs())))
                    .cost(plan.cost);
        }

        private Study<ConditionalIbpVae> buffet(String method, boolean byClassifier) {
            Function<Confounded, INDArray> task =
                    byClassifier ? this::probabilities : Confounded::oneHot;
            return study(method, rng -> ConditionalIbpVae.of(ibp(), 10, rng))
                    .data(byClassifier ? this::told : () -> classes, 100)
                    .end(
                            (m, report) -> {
                                bound(m.elbo(test(task), report.rng()), report);
                                codes(task, (x, c, rng) -> Code.of(m.encode(x, c), rng), report);
                            });
        }

        private Study<ConditionalVae> gaussian(String method, int latents) {
            return study(method, rng -> ConditionalVae.of(vae(latents), 10, rng))
                    .data(this::told, 100)
                    .end(
                            (m, report) -> {
                                bound(m.elbo(test(this::probabilities), report.rng()), report);
                                codes(
                                        this::probabilities,
                                        (x, c, rng) -> Code.of(m.encode(x, c), rng),
                                        report);
                            });
        }

        private Dataset test(Function<Confounded, INDArray> task) {
            return Dataset.of(Nd4j.hstack(data.test().values(), task.apply(data.test())));
        }

        private interface Coding {
            Code of(INDArray x, INDArray c, RandomGenerator rng);
        }

        private void codes(Function<Confounded, INDArray> task, Coding code, Report report) {
            RandomGenerator rng = report.rng();
            new TwoCodes(task, (some, c) -> code.of(some.values(), c, rng)).judge(data, report);
        }

        private static void bound(Bound bound, Report report) {
            report.add("test -ELBO", bound.elbo().negate());
            report.add("test KL", bound.kl());
        }
    }

    private static final double RATE = 2e-3;

    /** For half of the epochs constant, then falling towards 0. */
    static double learningRate(int epoch, int epochs) {
        return RATE * Math.min(1, 2.0 * (epochs - epoch + 0.5) / epochs);
    }
}
