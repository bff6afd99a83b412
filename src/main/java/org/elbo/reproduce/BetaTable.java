package org.elbo.reproduce;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.data.Dataset;
import org.elbo.data.Shapes;
import org.elbo.metrics.HigginsMetric;
import org.elbo.metrics.MutualInformationGap;
import org.elbo.metrics.Representation;
import org.elbo.model.BetaVae;
import org.elbo.model.Bound;
import org.elbo.model.KlDecomposition;
import org.elbo.model.Vae;
import org.elbo.prob.Estimate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;

/**
 * The disentanglement metric of Higgins et al. (2017) on two-dimensional shapes: VAE and beta-VAE
 * with beta = 4, and as baselines an untrained VAE, the first ten principal components, and the
 * pixels themselves.
 *
 * <p>As in the paper, as far as it is recalled: the factors of the shapes, ten latents, fully
 * connected networks, and a metric in which scale, orientation, x or y is held fixed and the shape
 * never is. How many pairs a point of the metric averages over is not recalled, and decides: with
 * 64 of them, as Locatello et al. (2019) have it, PCA scores 100 %, with ten about what the paper
 * says of it. Both stand beside the paper's numbers; 64 pairs are meant where no number is named.
 * The metric over all five factors is measured too; chance is 1/4 and 1/5. Other than there: shapes
 * drawn here, {@link HigginsMetric}'s classifier and numbers of points, rectified units also in the
 * decoder, Adam with learning rate 0.001, and a shorter run.
 *
 * <p>The small experiment has images of 32 x 32 pixels, 16 x 16 positions and two hidden layers of
 * 256 units, so that it takes minutes; the full one 64 x 64 pixels, 32 x 32 positions and two
 * layers of 1200. With a quarter of the pixels the same beta presses harder: where the likelihood
 * sums over fewer pixels, a nat of KL buys less.
 */
final class BetaTable implements Experiment {
    private static final String TABLE =
            "Higgins et al. 2017, on 64 x 64 pixels with larger networks: recalled, not checked";
    private static final int LATENTS = 10;
    private static final int JUDGED = 4000;
    private static final int POINTS = 2000;

    /** Scale, orientation, x and y. */
    private static final int[] HELD = {1, 2, 3, 4};

    private final String name;
    private final Shapes shapes;
    private final int hidden;
    private final int epochs;

    private BetaTable(String name, Shapes shapes, int hidden, int epochs) {
        this.name = name;
        this.shapes = shapes;
        this.hidden = hidden;
        this.epochs = epochs;
    }

    static BetaTable small() {
        return new BetaTable("beta", Shapes.full().resolution(32).sizes(3, 6, 40, 16, 16), 256, 2);
    }

    static BetaTable full() {
        return new BetaTable("beta-full", Shapes.full(), 1200, 2);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return "Higgins et al. 2017: disentanglement metric of VAE and beta-VAE, shapes, " + size();
    }

    @Override
    public int epochs() {
        return epochs;
    }

    @Override
    public List<Study<?>> studies(Options options) {
        return List.of(
                baseline("raw pixels", 45.75, vae -> x -> x, options),
                baseline("PCA", 84.9, vae -> principalComponents(options), options),
                baseline("untrained VAE", 44.14, BetaTable::means, options),
                study("VAE", 1, 61.58, options),
                study("beta-VAE, beta = 4", 4, 99.23, options));
    }

    private static UnaryOperator<INDArray> means(Vae vae) {
        return x -> vae.encode(x).mean();
    }

    /** How images become codes is a function of an untrained VAE: PCA and pixels ignore it. */
    private Study<Vae> baseline(
            String setting,
            double paper,
            Function<Vae, UnaryOperator<INDArray>> coding,
            Options options) {
        return Study.of(setting + ", " + size(), this::vae)
                .untrained()
                .end((vae, report) -> metrics(coding.apply(vae), paper, options, report));
    }

    private Study<Vae> study(String setting, double beta, double paper, Options options) {
        return Study.of(setting + ", " + size(), this::vae)
                .data(train(options), 100)
                .objective(vae -> BetaVae.of(vae, beta))
                .end(
                        (vae, report) -> {
                            metrics(means(vae), paper, options, report);
                            parts(vae, report);
                        });
    }

    private Vae vae(RandomGenerator rng) {
        return Vae.builder(pixels())
                .hidden(hidden, hidden)
                .activation(Activation.RELU)
                .latent(LATENTS)
                .build(rng);
    }

    private String size() {
        return shapes.resolution() + " x " + shapes.resolution();
    }

    private int pixels() {
        return shapes.resolution() * shapes.resolution();
    }

    private Dataset train(Options options) {
        return options.images() < shapes.size()
                ? Dataset.of(draw(options.images(), new SplittableRandom(options.seed())))
                : shapes.dataset();
    }

    private INDArray draw(int count, RandomGenerator rng) {
        return shapes.images(
                rng.ints(count, 0, shapes.size())
                        .mapToObj(shapes::factorsOf)
                        .toArray(int[][]::new));
    }

    /** The coordinates of an image along the covariance's eigenvectors of largest eigenvalue. */
    private UnaryOperator<INDArray> principalComponents(Options options) {
        INDArray x = draw(JUDGED, new SplittableRandom(options.seed()));
        x.subiRowVector(x.mean(0));
        INDArray vectors = x.transpose().mmul(x);
        Eigen.symmetricGeneralizedEigenvalues(vectors); // replaces them, in ascending order
        INDArray last = vectors.get(all(), interval(pixels() - LATENTS, pixels())).dup();
        return images -> images.mmul(last); // codes need not be centred
    }

    private void metrics(
            UnaryOperator<INDArray> coding, double paper, Options options, Report report) {
        int points = Math.min(POINTS, options.images());
        Representation codes =
                Representation.of(
                        shapes.factorSizes(),
                        factors -> coding.apply(shapes.images(factors)).toDoubleMatrix());
        boolean isShort = codes.codes(new int[1][HELD.length + 1])[0].length <= LATENTS;
        if (isShort && points == POINTS) {
            codes = codes.tabulated(); // the metrics ask for more
        }
        HigginsMetric ten = new HigginsMetric(10, points, points);
        HigginsMetric many = new HigginsMetric(64, points, points);
        String metric = "Higgins metric (%)";
        double tenPairs = ten.score(codes, report.rng(), HELD);
        String named = metric + ", 10 pairs, shape never held";
        report.add(named, percent(tenPairs, points), paper, TABLE);
        double four = many.score(codes, report.rng(), HELD);
        report.add(metric + ", shape never held", percent(four, points), paper, TABLE);
        if (isShort) { // for pixels the rest takes too long
            double five = many.score(codes, report.rng());
            report.add(metric + ", all factors", percent(five, points));
            double gap = MutualInformationGap.of(codes.sample(points, report.rng())).score();
            report.add("mutual information gap", gap);
        }
    }

    /** An accuracy on so many points. */
    private static Estimate percent(double accuracy, int points) {
        double error = Math.sqrt(accuracy * (1 - accuracy) / points);
        return new Estimate(100 * accuracy, 100 * error, points);
    }

    private void parts(Vae vae, Report report) {
        INDArray x = draw(JUDGED, report.rng());
        Bound bound = vae.elbo(x, report.rng());
        report.add("-log p(x|z)", bound.reconstruction().negate());
        report.add("KL", bound.kl());
        KlDecomposition parts = KlDecomposition.of(vae.encode(x), 1000, report.rng());
        report.add("total correlation", parts.totalCorrelation());
    }
}
