package org.elbo.bench;

import java.util.Locale;
import java.util.Random;
import org.elbo.autodiff.Activation;
import org.elbo.data.Dataset;
import org.elbo.data.Mnist;
import org.elbo.model.Vae;
import org.elbo.nn.Adam;
import org.elbo.train.Trainer;

/** How long the README's VAE trains until it reaches a test ELBO of -105 nats on MNIST. */
public final class TimeToElbo {
    private static final double GOAL = -105;
    private static final int PATIENCE = 20;

    private TimeToElbo() {}

    /**
     * Trains and prints; the time is that of the training, without the evaluations.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Dataset train = Mnist.train().dynamicallyBinarized();
        Dataset test = Mnist.test().dynamicallyBinarized();
        Vae vae =
                Vae.builder(784)
                        .hidden(400)
                        .latent(20)
                        .activation(Activation.RELU)
                        .build(new Random(1));
        Adam adam = Adam.of(2e-3);
        double seconds = 0;
        for (int epoch = 1; epoch <= PATIENCE; epoch++) {
            seconds += Trainer.of(vae, adam).batchSize(100).seed(epoch).fit(train).seconds();
            double elbo = vae.elbo(test, new Random(2)).elbo().value();
            System.out.printf(Locale.ROOT, "epoch %2d, %5.1f s: test ELBO %.2f%n", epoch, seconds, elbo);
            if (elbo >= GOAL) {
                return;
            }
        }
    }
}
