package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.data.Dataset;
import org.elbo.data.PlantedFeatures;
import org.elbo.nn.Adam;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ConditionalIbpVaeTest {
    private static final INDArray X = Nd4j.create(new double[][] {{0.3, -1}, {2, 0.5}, {0, 1}});
    private static final INDArray C = Nd4j.create(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});

    private static IbpVae.Builder plan() {
        return IbpVae.builder(2, 3).hidden().features(4).decoder(Decoder.GAUSSIAN);
    }

    /** Weights that ignore the condition make it the model without one, number for number. */
    @Test
    void withoutWeightsForTheConditionItIsTheUnconditionalModel() {
        IbpVae plain = plan().build(new Random(1));
        ConditionalIbpVae model = ConditionalIbpVae.of(plan(), 3, new Random(2));
        List<Parameter> from = plain.parameters();
        for (int i = 0; i < from.size(); i++) {
            Parameter to = model.parameters().get(i);
            float[] padded = new float[to.length()];
            float[] values = from.get(i).value().dup().data().asFloat();
            System.arraycopy(values, 0, padded, 0, values.length);
            to.assign(padded);
        }
        INDArray batch = Nd4j.hstack(X, C);
        assertEquals(
                plain.loss(new Tape(), X, new Random(3)).item(),
                model.loss(new Tape(), batch, new Random(3)).item(),
                1e-5);
        assertArrayEquals(
                plain.logWeights(new Tape(), X, 5, new Random(3)).data().data().asDouble(),
                model.logWeights(new Tape(), batch, 5, new Random(3)).data().data().asDouble(),
                1e-4);
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
        refused("[rows, 5]", () -> model.loss(new Tape(), X, new Random()));
        refused("condition has shape [3, 2]", () -> model.encode(X, X));
        refused("2 rows but 3 conditions", () -> model.encode(Nd4j.ones(2, 2), C));
        refused("[rows, 4]", () -> model.decode(X, C));
        refused("needs 5", () -> Trainer.of(model, Adam.of(1)).fit(Dataset.of(X)));
    }

    private static void refused(String words, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(words), message);
    }
}
