package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import org.elbo.autodiff.Activation;
import org.elbo.data.Dataset;
import org.elbo.data.Mnist;
import org.elbo.nn.Adam;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;

/**
 * Collapse made and cured: in three hidden layers that learn fast, the KL term switches most
 * latents off before the decoder has found a use for them; when its weight grows slowly they stay.
 */
class PosteriorCollapseTest {
    private record Result(Bound bound, LatentUse use) {}

    private static Result train(KlSchedule schedule) throws IOException {
        Dataset train = Mnist.train().first(4000).dynamicallyBinarized();
        Dataset test = Mnist.test().first(1000).dynamicallyBinarized();
        Vae vae =
                Vae.builder(784)
                        .hidden(200, 200, 200)
                        .activation(Activation.RELU)
                        .build(new SplittableRandom(2));
        Trainer.of(vae, Adam.of(3e-3))
                .annealKl(schedule)
                .epochs(10)
                .batchSize(50)
                .seed(2)
                .fit(train);
        SplittableRandom rng = new SplittableRandom(3);
        LatentUse use = LatentUse.of(vae.encode(test.batch(0, 1000, rng)));
        return new Result(vae.elbo(test, rng), use);
    }

    @Test
    void annealingKeepsLatentsInUseAndRaisesTheBound() throws IOException {
        Result plain = train(KlSchedule.constant(1));
        Result annealed = train(KlSchedule.linear(800));
        String both = plain + "\n" + annealed;
        assertTrue(plain.use.activeUnits() <= 14, both);
        assertTrue(annealed.use.activeUnits() >= plain.use.activeUnits() + 4, both);
        assertTrue(annealed.bound.elbo().value() > plain.bound.elbo().value() + 5, both);
    }
}
