package org.elbo.model;

import static org.elbo.model.TinyConditions.C;
import static org.elbo.model.TinyConditions.X;
import static org.elbo.model.TinyConditions.badDataAreRefused;
import static org.elbo.model.TinyConditions.refused;
import static org.elbo.model.TinyConditions.sameAsWithout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SplittableRandom;
import org.elbo.data.Dataset;
import org.elbo.data.PlantedFeatures;
import org.elbo.nn.Adam;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ConditionalIbpVaeTest {
    private static IbpVae.Builder plan() {
        return IbpVae.builder(2, 3).hidden().features(4).decoder(Decoder.GAUSSIAN);
    }

    /** Weights that ignore the condition make it the model without one, number for number. */
    @Test
    void withoutWeightsForTheConditionItIsTheUnconditionalModel() {
        IbpVae plain = plan().build(new Random(1));
        ConditionalIbpVae model = ConditionalIbpVae.of(plan(), 3, new Random(2));
        sameAsWithout(plain, model);
        assertEquals(plain.reconstruct(X), model.reconstruct(X, C));
        assertEquals(plain.sample(3, new Random(4)), model.sample(C, new Random(4)));
    }

    /**
     * The condition tells one of five planted features: the code has the other four, and no draw
     * it.
     */
    @Test
    void codeLeavesOutWhatTheConditionTells() {
        PlantedFeatures data = PlantedFeatures.of(2000, 0.4, 0.3, new SplittableRandom(1));
        INDArray condition = columns(data.masks(), 0, 1);
        ConditionalIbpVae model =
                ConditionalIbpVae.of(
                        IbpVae.builder(64, 2000)
                                .hidden()
                                .features(20)
                                .alpha(2)
                                .amounts(false)
                                .decoder(Decoder.GAUSSIAN),
                        1,
                        new SplittableRandom(2));
        Trainer.of(model, Adam.of(0.01))
                .annealKl(KlSchedule.linear(300))
                .epochs(50)
                .seed(1)
                .fit(Dataset.of(Nd4j.hstack(data.images(), condition)));
        LatentFeatures q = model.encode(data.images(), condition);
        FeatureMatch others = FeatureMatch.of(columns(data.masks(), 1, 5), q.mean());
        FeatureMatch told = FeatureMatch.of(condition, q.sample(new SplittableRandom(3)));
        assertTrue(others.lowest() > 0.9, others.toString());
        assertTrue(told.lowest() < 0.2, told.toString());
    }

    private static INDArray columns(INDArray x, int from, int to) {
        return x.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).dup('c');
    }

    @Test
    void badArgumentsAreRefused() {
        refused("condition dimension", () -> ConditionalIbpVae.of(plan(), 0, new Random()));
        ConditionalIbpVae model = ConditionalIbpVae.of(plan(), 3, new Random(1));
        badDataAreRefused(model);
    }
}
