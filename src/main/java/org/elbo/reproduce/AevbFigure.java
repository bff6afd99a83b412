package org.elbo.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.data.Images;
import org.elbo.data.Mnist;
import org.elbo.model.Model;
import org.elbo.model.Vae;
import org.elbo.nn.Adagrad;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The curves of Kingma and Welling (2014), figure 2, on MNIST: the lower bound on training and test
 * data against the number of training samples, for five sizes of the latent space.
 *
 * <p>As in the paper: 500 hidden tanh units, batches of 100, one draw of z for each datum, weights
 * and biases from N(0, 0.01^2), a weight decay that is the prior N(0, I) over them, Adagrad. Other
 * than there: the pixels are binarised anew for each batch (the paper does not say how its pixels
 * became the data of a Bernoulli), one step size for all sizes (the paper chose one of 0.01, 0.02
 * and 0.1 for each), the training bound is measured on as many training images as there are test
 * images, and the run is shorter: the figure goes to 10^8 samples, 1,667 epochs.
 */
final class AevbFigure implements Experiment {
    private static final int[] LATENTS = {3, 5, 10, 20, 200};
    private static final double STEP = 0.01;
    private static final String FIGURE =
            "Kingma and Welling 2014, figure 2, read off the figure: about -100 between 10^7 and"
                    + " 10^8 samples";

    @Override
    public String name() {
        return "aevb";
    }

    @Override
    public String about() {
        return "Kingma and Welling 2014, figure 2: the lower bound on MNIST for five latent sizes";
    }

    @Override
    public int epochs() {
        return 60;
    }

    @Override
    public List<Study<?>> studies(Options options) {
        Images train = options.of(Mnist.train());
        Dataset seen = train.first(Math.min(train.size(), 10_000)).dynamicallyBinarized();
        Dataset unseen = options.of(Mnist.test()).dynamicallyBinarized();
        List<Study<?>> studies = new ArrayList<>();
        for (int latent : LATENTS) {
            studies.add(
                    Study.of("Nz = " + latent, rng -> vae(latent, rng))
                            .data(train.dynamicallyBinarized(), 100)
                            .objective(vae -> new Decayed(vae, train.size()))
                            .optimizer(() -> Adagrad.of(STEP))
                            .curve((vae, report) -> judge(vae, seen, unseen, latent, report)));
        }
        return studies;
    }

    private static Vae vae(int latent, RandomGenerator rng) {
        return Weights.gaussian(
                Vae.builder(28 * 28).hidden(500).latent(latent).build(rng), 0.01, rng);
    }

    private static void judge(Vae vae, Dataset seen, Dataset unseen, int latent, Report report) {
        report.add("train ELBO", vae.elbo(seen, report.rng()).elbo());
        boolean read = latent == 20;
        report.add(
                "test ELBO",
                vae.elbo(unseen, report.rng()).elbo(),
                read ? -100 : Double.NaN,
                read ? FIGURE : "");
    }

    /** A model's loss per datum with the negative log of the prior N(0, I), up to a constant. */
    record Decayed(Model model, int size) implements Model {
        @Override
        public int dataDimension() {
            return model.dataDimension();
        }

        @Override
        public List<Parameter> parameters() {
            return model.parameters();
        }

        @Override
        public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
            Value loss = model.loss(tape, batch, rng);
            for (Parameter parameter : parameters()) {
                Value w = tape.parameter(parameter);
                loss = tape.combine(loss, 1, tape.sum(tape.multiply(w, w)), 0.5 / size);
            }
            return loss;
        }
    }
}
