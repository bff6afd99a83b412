package org.elbo.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.data.Dataset;
import org.elbo.data.Images;
import org.elbo.data.Mnist;
import org.elbo.model.Iwae;
import org.elbo.model.Vae;
import org.elbo.nn.Adam;

/**
 * Table 1 of Burda, Grosse and Salakhutdinov (2016) for MNIST and one stochastic layer: a VAE and
 * importance-weighted autoencoders with 5 and 50 samples.
 *
 * <p>As in the paper: 784-200-200 tanh units, 50 latents, batches of 20, pixels binarised anew each
 * time, Adam with epsilon 1e-4, learning rate 0.001 10^(-i/7) for 3^i epochs, i = 0 to 7. Other
 * than there: the run is shorter than their 3,280 epochs, so it ends early in the schedule; the
 * log-likelihood is estimated with 1,000 samples instead of 5,000, which makes the number slightly
 * worse; the first weights are Glorot's.
 */
final class IwaeTable implements Experiment {
    private static final int SAMPLES = 1000;

    @Override
    public String name() {
        return "iwae";
    }

    @Override
    public String about() {
        return "Burda et al. 2016, table 1: log-likelihood of VAE, IWAE-5 and IWAE-50 on MNIST";
    }

    @Override
    public int epochs() {
        return 4;
    }

    @Override
    public List<Study<?>> studies(Options options) {
        Images train = options.of(Mnist.train());
        Dataset test = options.of(Mnist.test()).dynamicallyBinarized();
        List<Study<?>> studies = new ArrayList<>();
        studies.add(study(1, "VAE", 86.76, 1, train, test));
        studies.add(study(5, "IWAE-5", 85.54, 3, train, test));
        studies.add(study(50, "IWAE-50", 84.78, 20, train, test));
        return studies;
    }

    private static Study<Vae> study(
            int k, String setting, double paper, double cost, Images train, Dataset test) {
        return Study.of(setting, IwaeTable::vae)
                .data(train.dynamicallyBinarized(), 20)
                .objective(vae -> Iwae.of(vae, k))
                .optimizer(() -> Adam.of(1e-3, 0.9, 0.999, 1e-4))
                .learningRate(IwaeTable::learningRate)
                .cost(cost)
                .curve((vae, report) -> likelihood(vae, 50, test, Double.NaN, "", report))
                .end((vae, report) -> likelihood(vae, SAMPLES, test, paper, TABLE, report));
    }

    private static final String TABLE =
            "Burda, Grosse and Salakhutdinov 2016, table 1, after 3,280 epochs, with 5,000 samples";

    private static Vae vae(RandomGenerator rng) {
        return Vae.builder(28 * 28)
                .hidden(200, 200)
                .activation(Activation.TANH)
                .latent(50)
                .build(rng);
    }

    /**
     * 0.001 in epoch 1, then for 3, 9, 27, ... epochs a rate that is 10^(-1/7) of the one before.
     */
    static double learningRate(int epoch) {
        int stage = 0;
        for (int left = epoch, length = 1; left > length; length *= 3) {
            left -= length;
            stage++;
        }
        return 1e-3 * Math.pow(10, -stage / 7.0);
    }

    private static void likelihood(
            Vae vae, int k, Dataset test, double paper, String source, Report report) {
        String metric = "test -log p(x), " + k + " samples";
        report.add(
                metric,
                Iwae.of(vae, k)
                        .bound(test, report.rng(), report.progress(metric, test.size()))
                        .bound()
                        .negate(),
                paper,
                source);
    }
}
