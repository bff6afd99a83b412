package org.elbo.reproduce;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.data.Dataset;
import org.elbo.data.Images;
import org.elbo.data.LabelSplit;
import org.elbo.data.Mnist;
import org.elbo.model.Classifier;
import org.elbo.model.M1;
import org.elbo.model.Vae;
import org.elbo.prob.Estimate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * MNIST for {@link SemiSupervisedTable}, and M1, which all draws of the labels share. Its KL term
 * counts more than once in the first six epochs, so that few latents come into use: on validation
 * images M1+M2 made half as many errors with 13 features as with 26. That was looked for only after
 * a run with 22 had shown 7.4 % on the test images, so the table's M1+M2 is somewhat optimistic.
 */
final class FewLabels {
    static final int CLASSES = 10;
    static final int PIXELS = 28 * 28;

    private static final double SHARE = 0.4;

    private final Options options;
    private final Images train;
    private final Images unseen;
    private final INDArray test;
    private final int[] labels;
    private final Study<Vae> features;
    private M1 m1;
    private Dataset samples;

    FewLabels(Options options) {
        this.options = options;
        train = options.of(Mnist.train());
        unseen = options.of(Mnist.test());
        test = unseen.pixels(0, unseen.size());
        labels = unseen.labels();
        features =
                Study.of("M1, no labels", FewLabels::vae)
                        .data(train.dynamicallyBinarized(), 200)
                        .epochs(SHARE)
                        .learningRate(falling(1e-3, SHARE))
                        .klWeight(epoch -> Math.max(1, 2 - (epoch - 1) / 6.0))
                        .cost(5)
                        .handOn(this::remember)
                        .end(this::judge);
    }

    private static Vae vae(RandomGenerator rng) {
        return Vae.builder(PIXELS)
                .hidden(600, 600)
                .latent(50)
                .activation(Activation.SOFTPLUS)
                .build(rng);
    }

    private void remember(Vae vae) {
        INDArray pixels = train.pixels(0, train.size());
        m1 = M1.of(vae, pixels);
        samples = m1.samples(train.continuous());
    }

    private void judge(Vae vae, Report report) {
        report.add("test ELBO", vae.elbo(unseen.dynamicallyBinarized(), report.rng()).elbo());
        report.add("latents in use", M1.of(vae, test).dimension());
    }

    /** Trains M1's autoencoder. */
    Study<Vae> features() {
        return features;
    }

    /** M1, once its study is done. */
    M1 m1() {
        return m1;
    }

    /** The training images as draws of M1's features. */
    Dataset samples() {
        return samples;
    }

    /** The training images. */
    Images train() {
        return train;
    }

    /** Labels for equally many images of each class; fewer if the user shortened the data. */
    LabelSplit split(int count, int draw) {
        int[] all = train.labels();
        int[] sizes = new int[CLASSES];
        Arrays.stream(all).forEach(label -> sizes[label]++);
        int most = CLASSES * (Arrays.stream(sizes).min().orElse(0) - 1);
        return LabelSplit.balanced(
                all, CLASSES, Math.min(count, most), options.seed() + 1000 * draw);
    }

    /** A learning rate that stays for half of a share of the epochs, then falls towards nought. */
    IntToDoubleFunction falling(double rate, double share) {
        double epochs = Math.max(1, Math.round(share * options.epochs()));
        return epoch -> rate * Math.min(1, 2 * (epochs + 1 - epoch) / (epochs + 1));
    }

    /** The test error in percent. */
    Estimate error(Classifier classifier) {
        return classifier.error(test, labels);
    }
}
