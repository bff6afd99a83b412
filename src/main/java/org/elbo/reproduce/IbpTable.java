package org.elbo.reproduce;

import java.util.List;
import java.util.SplittableRandom;
import org.elbo.autodiff.Activation;
import org.elbo.data.Dataset;
import org.elbo.data.Images;
import org.elbo.data.Mnist;
import org.elbo.data.PlantedFeatures;
import org.elbo.model.Decoder;
import org.elbo.model.FeatureMatch;
import org.elbo.model.FeatureUse;
import org.elbo.model.IbpVae;
import org.elbo.model.Iwae;
import org.elbo.model.LatentFeatures;
import org.elbo.model.MaskGradient;
import org.elbo.model.MaskPosterior;
import org.elbo.nn.Adam;
import org.elbo.prob.Estimate;

/**
 * The table of Singh, Ling and Doshi-Velez (2017) on binarised MNIST: mean-field and structured
 * posteriors of the mask, black-box and Gumbel gradients; and features that were planted and are to
 * be found again, where the truth is known.
 *
 * <p>As in the authors' program: one hidden layer of 500 units, rectified, at most 100 features,
 * alpha = 10, batches of 128, Adam, pixels binarised once and for all. Other than there: the
 * binarisation is drawn here, both temperatures are 1/2 and stay, black-box gradients have two
 * draws for each datum, each the other's baseline, Glorot's first weights, a learning rate of 0.002
 * that falls towards 0 in the second half, a KL term that grows to its full weight in the first
 * five epochs, and a shorter run. The bound is that of the model with zeros and ones, a datum's
 * share of the sticks' divergence included.
 *
 * <p>Rate, growth of the KL term and temperature were compared on the last 10,000 training images,
 * with the structured posterior, Gumbel gradients and 8 or 10 epochs on the other 50,000: an
 * importance-weighted bound of 102.3 nats with the authors' rate and the whole KL term from the
 * first step, 99.7 with a growing one, 98.8 with both changes; temperatures of 1/4 or 1 for the
 * posterior gained nothing.
 */
final class IbpTable implements Experiment {
    private static final String TABLE =
            "Singh, Ling and Doshi-Velez 2017, table 1: quoted, not checked";
    private static final int SAMPLES = 32;
    private static final int PLANTED = 2000;

    /** In how many epochs the KL term of the planted features comes to its full weight. */
    private static final double ANNEALING = 15;

    private static final double LEARNING_RATE = 2e-3;

    @Override
    public String name() {
        return "ibp";
    }

    @Override
    public String about() {
        return "Singh et al. 2017: bounds of IBP-VAEs on fixed binarised MNIST; planted features";
    }

    @Override
    public int epochs() {
        return 60;
    }

    @Override
    public List<Study<?>> studies(Options options) {
        Images train = options.of(Mnist.train());
        Dataset test = options.of(Mnist.test()).fixedBinarized(0);
        Dataset binary = train.fixedBinarized(0);
        MaskPosterior meanField = MaskPosterior.MEAN_FIELD;
        MaskPosterior structured = MaskPosterior.STRUCTURED;
        MaskGradient blackBox = MaskGradient.SCORE_FUNCTION;
        MaskGradient gumbel = MaskGradient.CONCRETE;
        int epochs = options.epochs();
        return List.of(
                planted(meanField, blackBox, options),
                planted(meanField, gumbel, options),
                planted(structured, blackBox, options),
                planted(structured, gumbel, options),
                digits(meanField, blackBox, 104.5, binary, test, epochs),
                digits(meanField, gumbel, 96.4, binary, test, epochs),
                digits(structured, blackBox, 96.2, binary, test, epochs),
                digits(structured, gumbel, 86.5, binary, test, epochs));
    }

    private static String setting(MaskPosterior form, MaskGradient gradient) {
        return (form == MaskPosterior.STRUCTURED ? "structured, " : "mean field, ")
                + (gradient == MaskGradient.CONCRETE ? "Gumbel" : "black box");
    }

    private static Study<IbpVae> digits(
            MaskPosterior form,
            MaskGradient gradient,
            double paper,
            Dataset train,
            Dataset test,
            int epochs) {
        return Study.of(
                        setting(form, gradient),
                        rng ->
                                IbpVae.builder(28 * 28, train.size())
                                        .hidden(500)
                                        .features(100)
                                        .alpha(10)
                                        .activation(Activation.RELU)
                                        .posterior(form)
                                        .gradient(gradient)
                                        .build(rng))
                .data(train, 128)
                .optimizer(() -> Adam.of(LEARNING_RATE))
                .learningRate(e -> Study.falling(LEARNING_RATE, e, epochs))
                .klWeight(e -> Math.min(1, e / 5.0))
                .cost(gradient == MaskGradient.CONCRETE ? 1 : 1.7)
                .curve((model, report) -> bound(model, test, report))
                .end((model, report) -> likelihood(model, test, train.size(), paper, report));
    }

    private static void bound(IbpVae model, Dataset test, Report report) {
        report.add("test -ELBO", model.elbo(test, report.rng()).elbo().negate());
        LatentFeatures q = model.encode(test.batch(0, test.size(), report.rng()));
        use(FeatureUse.of(q), report);
    }

    private static void use(FeatureUse use, Report report) {
        report.add("features used", use.used());
        report.add("features of a datum", use.expectedActive());
    }

    private static void likelihood(
            IbpVae model, Dataset test, int dataSize, double paper, Report report) {
        String metric = "test -IWAE bound, " + SAMPLES + " samples";
        Estimate bound =
                Iwae.of(model, SAMPLES)
                        .bound(test, report.rng(), report.progress(metric, test.size()))
                        .bound();
        double all = model.sticksKl() / dataSize - bound.value();
        report.add(metric, new Estimate(all, bound.standardError(), bound.draws()), paper, TABLE);
    }

    /**
     * Five binary features in 2,000 images of 64 pixels, drawn by the seed, twenty features
     * allowed; the decoder is linear.
     */
    private static Study<IbpVae> planted(
            MaskPosterior form, MaskGradient gradient, Options options) {
        PlantedFeatures data =
                PlantedFeatures.of(PLANTED, 0.4, 0.3, new SplittableRandom(options.seed()));
        return Study.of(
                        "planted, " + setting(form, gradient),
                        rng ->
                                IbpVae.builder(data.images().columns(), PLANTED)
                                        .hidden()
                                        .features(20)
                                        .alpha(2)
                                        .amounts(false)
                                        .decoder(Decoder.GAUSSIAN)
                                        .posterior(form)
                                        .gradient(gradient)
                                        .build(rng))
                .data(Dataset.of(data.images()), 100)
                .optimizer(() -> Adam.of(0.01))
                .klWeight(epoch -> Math.min(1, epoch / ANNEALING))
                .cost(0.02)
                .end((model, report) -> recovery(model, data, report));
    }

    private static void recovery(IbpVae model, PlantedFeatures data, Report report) {
        LatentFeatures q = model.encode(data.images());
        report.add("ELBO", model.elbo(data.images(), report.rng()).elbo());
        report.add(
                "IWAE bound, " + SAMPLES + " samples",
                Iwae.of(model, SAMPLES).bound(data.images(), report.rng()).bound());
        report.add("lowest correlation", FeatureMatch.of(data.masks(), q.mean()).lowest());
        use(FeatureUse.of(q), report);
    }
}
