package org.elbo.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.elbo.autodiff.Activation;
import org.elbo.data.Dataset;
import org.elbo.data.Images;
import org.elbo.data.LabelSplit;
import org.elbo.data.Mnist;
import org.elbo.data.SemiSupervised;
import org.elbo.model.Classifier;
import org.elbo.model.ClassifierNetwork;
import org.elbo.model.Decoder;
import org.elbo.model.M1;
import org.elbo.model.M2;
import org.elbo.model.NearestNeighbours;
import org.elbo.model.StackedM1M2;
import org.elbo.model.SupportVectors;
import org.elbo.model.UnlabelledBound;
import org.elbo.model.Vae;
import org.elbo.prob.Estimate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The table of Kingma, Rezende, Mohamed and Welling (2014) on MNIST: the test error of M1, M2 and
 * M1+M2 with few labels, beside what the labels alone are worth. One seed is one draw of the
 * labels, of all first weights and of all noise; the interval of the table is that over seeds.
 *
 * <p>As in the paper: M1 of 50 latents and two hidden layers of 600 softplus units, M2 of 50
 * latents and one hidden layer, M1+M2 trained on draws of M1's latents, classes summed out. Other
 * than there: shorter runs at a larger learning rate that falls to nought, more labelled data in a
 * batch and more weight on them, classes whose q(y|x) is under a hundredth left out of the sum,
 * Glorot's first weights, no weight decay, a support vector machine that does not look at
 * unlabelled data. These choices were made on the last 10,000 training images; for the table all
 * 60,000 were trained on.
 */
final class SemiSupervisedTable implements Experiment {
    private static final int CLASSES = 10;
    private static final int[] COUNTS = {100, 600, 1000, 3000};
    private static final double[] SUPPORT = {11.82, 5.72, 4.24, 3.49};
    private static final double[] SECOND = {11.97, 4.94, 3.60, 3.92};
    private static final double[] PYRO = {6.8, 5.6, 5.1, 4.2};
    private static final double[] STACKED = {3.33, 2.59, 2.40, 2.18};
    private static final double FEATURE_SHARE = 0.2;
    private static final double SECOND_SHARE = 0.35;
    private static final double TOLERANCE = 0.01;
    private static final int PIXELS = 28 * 28;
    private static final double SECOND_ALPHA = 1;
    private static final double STACKED_ALPHA = 0.1;
    private static final int LABELLED = 10;
    private static final int UNLABELLED = 190;
    private static final String TABLE = "Kingma et al. 2014, table 1";
    private static final String ERROR = "test error, %";

    @Override
    public String name() {
        return "ssl";
    }

    @Override
    public String about() {
        return "Kingma et al. 2014: test error on MNIST with 100 to 3,000 labels; one seed, one draw";
    }

    @Override
    public int epochs() {
        return 60;
    }

    @Override
    public List<Study<?>> studies(Options options) {
        Table table = new Table(options);
        List<Study<?>> studies = new ArrayList<>();
        studies.add(table.features);
        IntStream.range(0, COUNTS.length).forEach(i -> studies.addAll(table.studies(i)));
        return studies;
    }

    /** The learning rate stays for half of the epochs, then falls towards nought. */
    private static IntToDoubleFunction falling(double rate, int epochs) {
        return epoch -> rate * Math.min(1, 2 * (epochs + 1.0 - epoch) / (epochs + 1));
    }

    /** The weight of the KL term rises to 1 in the first half, so that more latents are used. */
    private static IntToDoubleFunction rising(int epochs) {
        return epoch -> Math.min(1, 0.1 + 1.8 * (epoch - 1) / epochs);
    }

    private static Vae vae(RandomGenerator rng) {
        return Vae.builder(PIXELS)
                .hidden(600, 600)
                .latent(50)
                .activation(Activation.SOFTPLUS)
                .build(rng);
    }

    private static M2 m2(
            int dimension, int hidden, double alpha, Decoder decoder, RandomGenerator rng) {
        M2 m2 =
                M2.builder(dimension, CLASSES)
                        .hidden(hidden)
                        .latent(50)
                        .activation(Activation.SOFTPLUS)
                        .decoder(decoder)
                        .unlabelled(UnlabelledBound.summed(TOLERANCE))
                        .alpha(alpha)
                        .build(rng);
        return Weights.small(m2, rng);
    }

    private static ClassifierNetwork classifier(int dimension, RandomGenerator rng, int... hidden) {
        return ClassifierNetwork.of(dimension, hidden, CLASSES, Activation.SOFTPLUS, rng);
    }

    private static String setting(String model, int column) {
        return String.format(Locale.ROOT, "%s, %,d labels", model, COUNTS[column]);
    }

    /** Two columns of the paper's table could be looked up, two are remembered. */
    private static String source(int column) {
        boolean checked = COUNTS[column] == 100 || COUNTS[column] == 1000;
        return checked ? TABLE : TABLE + ": recalled, not checked";
    }

    /** The data, and M1, on which most studies build. */
    private static final class Table {
        private final Options options;
        private final Images train;
        private final Images unseen;
        private final INDArray test;
        private final int[] labels;
        private final Study<Vae> features;
        private M1 m1;
        private Dataset samples;

        Table(Options options) {
            this.options = options;
            train = options.of(Mnist.train());
            unseen = options.of(Mnist.test());
            test = unseen.pixels(0, unseen.size());
            labels = unseen.labels();
            features = features();
        }

        /** M1's autoencoder, which needs no labels: one for all counts of them. */
        private Study<Vae> features() {
            return Study.of("M1, no labels", SemiSupervisedTable::vae)
                    .data(train.dynamicallyBinarized(), 200)
                    .epochs(FEATURE_SHARE)
                    .learningRate(falling(1e-3, epochs(FEATURE_SHARE)))
                    .klWeight(rising(epochs(FEATURE_SHARE)))
                    .cost(4)
                    .handOn(this::remember)
                    .end(this::judgeFeatures);
        }

        private int epochs(double share) {
            return (int) Math.max(1, Math.round(share * options.epochs()));
        }

        private void judgeFeatures(Vae vae, Report report) {
            report.add("test ELBO", vae.elbo(unseen.dynamicallyBinarized(), report.rng()).elbo());
            report.add("latents in use", new Estimate(M1.of(vae, test).dimension(), Double.NaN, 1));
        }

        private void remember(Vae vae) {
            INDArray pixels = train.pixels(0, train.size());
            m1 = M1.of(vae, pixels);
            samples = m1.samples(pixels);
        }

        /** All that is trained with some of the labels. */
        List<Study<?>> studies(int column) {
            LabelSplit split = split(COUNTS[column]);
            return List.of(
                    alone(split, column),
                    first(split, column),
                    second(split, column),
                    stacked(split, column));
        }

        /** Equally many of each class; fewer if the user shortened the data. */
        private LabelSplit split(int count) {
            int[] all = train.labels();
            int[] sizes = new int[CLASSES];
            Arrays.stream(all).forEach(label -> sizes[label]++);
            int most = CLASSES * (Arrays.stream(sizes).min().orElse(0) - 1);
            return LabelSplit.balanced(all, CLASSES, Math.min(count, most), options.seed());
        }

        private int batchSize(LabelSplit split) {
            return LABELLED + Math.min(UNLABELLED, split.unlabelled().length);
        }

        private SemiSupervised batches(Dataset data, LabelSplit split) {
            int rows = Math.min(UNLABELLED, split.unlabelled().length);
            return SemiSupervised.of(data, split, LABELLED, rows);
        }

        /** The classifier of M2 without M2, and the nearest neighbour among the labelled images. */
        private Study<ClassifierNetwork> alone(LabelSplit split, int column) {
            SemiSupervised data = batches(train.dynamicallyBinarized(), split);
            return Study.of(setting("labels alone", column), rng -> classifier(PIXELS, rng, 500))
                    .data(data, data.batchSize())
                    .epochs(0.25)
                    .cost(0.1)
                    .end((network, report) -> judgeAlone(network, split, report));
        }

        private void judgeAlone(ClassifierNetwork network, LabelSplit split, Report report) {
            INDArray few = train.pixelsOf(split.labelled());
            report.add(ERROR + ", network", error(network));
            report.add(
                    ERROR + ", nearest neighbour",
                    error(NearestNeighbours.of(few, split.labels(), CLASSES, 1)));
        }

        /** Classifiers of M1's features; the one that is trained here is logistic regression. */
        private Study<ClassifierNetwork> first(LabelSplit split, int column) {
            return Study.of(setting("M1", column), rng -> classifier(m1.dimension(), rng))
                    .buildsOn(features)
                    .data(() -> batches(samples, split), batchSize(split))
                    .epochs(0.25)
                    .cost(0.1)
                    .end((regression, report) -> judgeFirst(regression, split, column, report));
        }

        private void judgeFirst(
                ClassifierNetwork regression, LabelSplit split, int column, Report report) {
            INDArray few = m1.features(train.pixelsOf(split.labelled()));
            int[] y = split.labels();
            report.add(ERROR + ", logistic regression", error(m1.with(regression)));
            report.add(
                    ERROR + ", nearest neighbour",
                    error(m1.with(NearestNeighbours.of(few, y, CLASSES, 1))));
            report.add(
                    ERROR + ", support vectors",
                    error(m1.with(SupportVectors.of(few, y, CLASSES))),
                    SUPPORT[column],
                    TABLE + ", with a transductive support vector machine");
        }

        private Study<M2> second(LabelSplit split, int column) {
            SemiSupervised data = batches(train.dynamicallyBinarized(), split);
            return Study.of(
                            setting("M2", column),
                            rng -> m2(PIXELS, 500, SECOND_ALPHA, Decoder.BERNOULLI, rng))
                    .data(data, data.batchSize())
                    .learningRate(falling(2e-3, options.epochs()))
                    .cost(3)
                    .curve(
                            (m2, report) ->
                                    report.add(
                                            ERROR,
                                            error(m2),
                                            SECOND[column],
                                            source(column) + "; Pyro's M2: " + PYRO[column]));
        }

        private Study<M2> stacked(LabelSplit split, int column) {
            return Study.of(
                            setting("M1+M2", column),
                            rng -> m2(m1.dimension(), 300, STACKED_ALPHA, Decoder.GAUSSIAN, rng))
                    .buildsOn(features)
                    .data(() -> batches(samples, split), batchSize(split))
                    .learningRate(falling(2e-3, options.epochs()))
                    .curve(
                            (m2, report) ->
                                    report.add(
                                            ERROR,
                                            error(StackedM1M2.of(m1, m2)),
                                            STACKED[column],
                                            source(column)));
        }

        private Estimate error(Classifier classifier) {
            return classifier.error(test, labels);
        }
    }
}
