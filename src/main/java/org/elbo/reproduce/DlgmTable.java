package org.elbo.reproduce;

import java.util.List;
import org.elbo.data.Dataset;
import org.elbo.data.Images;
import org.elbo.data.Mnist;
import org.elbo.model.Covariance;
import org.elbo.model.Dlgm;
import org.elbo.model.Iwae;

/**
 * The deep latent Gaussian model of Rezende, Mohamed and Wierstra (2014) on binarised MNIST, with a
 * diagonal and with a rank-one covariance of the recognition model.
 *
 * <p>As in the paper, as far as it is recalled: two deterministic layers of 200 units and one
 * stochastic layer of 200, batches of 200, pixels binarised once and for all. Other than there: the
 * binarisation is drawn here, since the paper's is not in this repository; tanh units, Adam with
 * learning rate 0.001, no weight decay, and a shorter run.
 */
final class DlgmTable implements Experiment {
    private static final String TABLE =
            "Rezende, Mohamed and Wierstra 2014, taken for a bound: recalled, not checked";
    private static final int SAMPLES = 200;

    @Override
    public String name() {
        return "dlgm";
    }

    @Override
    public String about() {
        return "Rezende et al. 2014: bound on fixed binarised MNIST, diagonal and rank-one";
    }

    @Override
    public int epochs() {
        return 150;
    }

    @Override
    public List<Study<?>> studies(Options options) {
        Images train = options.of(Mnist.train());
        Dataset test = options.of(Mnist.test()).fixedBinarized(0);
        Dataset binary = train.fixedBinarized(0);
        return List.of(
                study("diagonal", Covariance.DIAGONAL, 87.3, 1, binary, test),
                study("rank-one", Covariance.RANK_ONE, 86.6, 1.3, binary, test));
    }

    private static Study<Dlgm> study(
            String setting,
            Covariance covariance,
            double paper,
            double cost,
            Dataset train,
            Dataset test) {
        return Study.of(
                        setting,
                        rng ->
                                Dlgm.builder(28 * 28)
                                        .hidden(200, 200)
                                        .latent(200)
                                        .covariance(covariance)
                                        .build(rng))
                .data(train, 200)
                .cost(cost)
                .curve((dlgm, report) -> bound(dlgm, test, paper, report))
                .end((dlgm, report) -> likelihood(dlgm, test, report));
    }

    private static void bound(Dlgm dlgm, Dataset test, double paper, Report report) {
        report.add("test -ELBO", dlgm.elbo(test, report.rng()).elbo().negate(), paper, TABLE);
    }

    private static void likelihood(Dlgm dlgm, Dataset test, Report report) {
        String metric = "test -log p(x), " + SAMPLES + " samples";
        report.add(
                metric,
                Iwae.of(dlgm, SAMPLES)
                        .bound(test, report.rng(), report.progress(metric, test.size()))
                        .bound()
                        .negate());
    }
}
