package org.elbo.reproduce;

import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.data.Dataset;
import org.elbo.data.Images;
import org.elbo.data.Mnist;
import org.elbo.model.Bound;
import org.elbo.model.Iwae;
import org.elbo.model.Vae;

/**
 * The VAE of homework 2 of Stanford's course CS236, which states the numbers that a right program
 * finds. 784-300-300 ELU units, ten latents, 20,000 steps of Adam with learning rate 0.001 on
 * batches of 97, pixels binarised anew each time.
 *
 * <p>Other than there: the numbers are means over all test images, not over 100 chosen ones (which
 * have a standard error of about 2.5 nats); the encoder gives log-variances, there a softplus gives
 * variances; Glorot's first weights.
 */
final class Cs236Homework implements Experiment {
    private static final String HOMEWORK = "CS236 homework 2 (Stanford), on 100 test images: ";
    private static final int SAMPLES = 1000;

    @Override
    public String name() {
        return "cs236";
    }

    @Override
    public String about() {
        return "Stanford CS236, homework 2: bound, KL and IWAE-1000 after 20,000 steps on MNIST";
    }

    /** Enough for 20,000 steps. */
    @Override
    public int epochs() {
        return 33;
    }

    @Override
    public List<Study<?>> studies(Options options) {
        Images train = options.of(Mnist.train());
        Dataset test = options.of(Mnist.test()).dynamicallyBinarized();
        return List.of(
                Study.of("z = 10", Cs236Homework::vae)
                        .data(train.dynamicallyBinarized(), 97)
                        .steps(20_000)
                        .curve((vae, report) -> bound(vae, test, report))
                        .end((vae, report) -> importance(vae, test, report)));
    }

    private static Vae vae(RandomGenerator rng) {
        return Vae.builder(28 * 28)
                .hidden(300, 300)
                .activation(Activation.ELU)
                .latent(10)
                .build(rng);
    }

    private static void bound(Vae vae, Dataset test, Report report) {
        Bound bound = vae.elbo(test, report.rng());
        report.add("test -ELBO", bound.elbo().negate(), 100, HOMEWORK + "100 ± 2");
        report.add("test KL", bound.kl(), 19.4, HOMEWORK + "19.4 ± 1");
        report.add("test -E log p(x|z)", bound.reconstruction().negate());
    }

    private static void importance(Vae vae, Dataset test, Report report) {
        String metric = "test -IWAE-" + SAMPLES;
        report.add(
                metric,
                Iwae.of(vae, SAMPLES)
                        .bound(test, report.rng(), report.progress(metric, test.size()))
                        .bound()
                        .negate(),
                96,
                HOMEWORK + "95 to 97");
    }
}
