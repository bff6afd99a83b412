package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import org.elbo.autodiff.Activation;
import org.elbo.data.Dataset;
import org.elbo.data.Mnist;
import org.elbo.nn.Adam;
import org.elbo.train.History;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A short training on a part of MNIST, judged by what it must beat. */
class VaeOnMnistTest {

    /** The log-likelihood of test images under independent pixels with the training means. */
    private static double independentPixels(Dataset train, Dataset test, SplittableRandom rng) {
        INDArray on = train.batch(0, train.size(), rng).sum(0);
        INDArray x = test.batch(0, test.size(), rng).mean(0);
        double total = 0;
        for (int i = 0; i < train.dimension(); i++) {
            double p = (on.getDouble(i) + 0.5) / (train.size() + 1);
            total += x.getDouble(i) * Math.log(p) + (1 - x.getDouble(i)) * Math.log(1 - p);
        }
        return total;
    }

    @Test
    void twoEpochsOnAPartBeatIndependentPixelsByFarOnTestData() throws IOException {
        Dataset train = Mnist.train().first(8000).dynamicallyBinarized();
        Dataset test = Mnist.test().first(1000).dynamicallyBinarized();
        SplittableRandom rng = new SplittableRandom(1);
        Vae vae = Vae.builder(784).hidden(100).latent(10).activation(Activation.RELU).build(rng);
        History history =
                Trainer.of(vae, Adam.of(2e-3)).epochs(2).batchSize(50).validate(test).fit(train);
        Bound bound = vae.elbo(test, rng);
        double baseline = independentPixels(train, test, rng);
        assertTrue(baseline > -215 && baseline < -195, "baseline " + baseline);
        assertTrue(bound.elbo().value() > baseline + 40, bound + " against " + baseline);
        // The trainer's validation is the same bound with other noise: 2000 draws of both.
        double validation = history.validations()[1];
        assertTrue(Math.abs(validation + bound.elbo().value()) < 3, bound + ", " + validation);
        assertTrue(bound.kl().value() > 5, "the latents are used: " + bound);
    }
}
