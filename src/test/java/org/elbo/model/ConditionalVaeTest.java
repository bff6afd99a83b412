package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.data.Dataset;
import org.elbo.data.PlantedFeatures;
import org.elbo.nn.Adam;
import org.elbo.prob.MultivariateGaussian;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The gradients are those of {@link VaeAgainstSameDiffTest}. */
class ConditionalVaeTest {
    private static final INDArray X = Nd4j.create(new double[][] {{0.3, -1}, {2, 0.5}, {0, 1}});
    private static final INDArray C = Nd4j.create(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});

    private static Vae.Builder plan() {
        return Vae.builder(2).hidden().latent(4).decoder(Decoder.GAUSSIAN);
    }

    /** Weights that ignore the condition make it the model without one, number for number. */
    @Test
    void withoutWeightsForTheConditionItIsTheUnconditionalModel() {
        Vae plain = plan().build(new Random(1));
        ConditionalVae model = ConditionalVae.of(plan(), 3, new Random(2));
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
     * With a linear decoder p(x|c) is a Gaussian whose mean is that of the row of c. The bound with
     * 200,000 draws is within 5 standard errors, for three conditions false alarms of 2e-6; the
     * ELBO is below.
     */
    @Test
    void importanceBoundTendsToTheEvidenceGivenTheCondition() {
        ConditionalVae model = ConditionalVae.of(plan(), 3, new Random(5));
        model.parameters().stream() // leaves q(z|x, c) = N(0, I) and a variance of 1
                .filter(p -> !p.name().equals("decoder.mean.weight"))
                .forEach(p -> p.assign(new float[p.length()]));
        INDArray w = find(model, "decoder.mean.weight").value();
        double[][] covariance = {{1, 0}, {0, 1}};
        for (int k = 0; k < 4; k++) {
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    covariance[i][j] += w.getDouble(k, i) * w.getDouble(k, j);
                }
            }
        }
        INDArray x = Nd4j.create(new double[][] {{0.9, -0.4}});
        for (int c = 0; c < 3; c++) {
            double[] mean = {w.getDouble(4 + c, 0), w.getDouble(4 + c, 1)};
            double[] at = {x.getDouble(0, 0), x.getDouble(0, 1)};
            double evidence = MultivariateGaussian.of(mean, covariance).logDensity(at);
            INDArray row = Nd4j.hstack(x, C.getRow(c, true));
            ImportanceBound bound = Iwae.of(model, 200_000).bound(row, new Random(6));
            assertEquals(evidence, bound.bound().value(), 5 * bound.samplingError());
            assertTrue(bound.samplingError() < 0.02, bound.toString());
            Bound elbo = model.elbo(Dataset.of(row.repeat(0, 5000)), new Random(7));
            assertTrue(elbo.elbo().standardErrorsFrom(evidence) < 0, elbo + ", " + evidence);
        }
    }

    private static Parameter find(ConditionalVae model, String name) {
        return model.parameters().stream().filter(p -> p.name().equals(name)).findFirst().get();
    }

    /**
     * A probe of draws finds one of five planted features in the code, unless the model knew it.
     */
    @Test
    void codeLeavesOutWhatTheConditionTells() {
        PlantedFeatures data = PlantedFeatures.of(2000, 0.4, 0.3, new SplittableRandom(1));
        INDArray x = data.images();
        INDArray c = data.masks().get(NDArrayIndex.all(), NDArrayIndex.interval(0, 1)).dup('c');
        Vae.Builder plan = Vae.builder(64).hidden(50).latent(6).decoder(Decoder.GAUSSIAN);
        Vae plain = plan.build(new SplittableRandom(2));
        ConditionalVae told = ConditionalVae.of(plan, 1, new SplittableRandom(2));
        Trainer.of(plain, Adam.of(3e-3)).epochs(40).fit(Dataset.of(x));
        Trainer.of(told, Adam.of(3e-3)).epochs(40).fit(Dataset.of(Nd4j.hstack(x, c)));
        double[] known = explained(data, told.encode(x, c).sample(new Random(3)));
        double[] unknown = explained(data, plain.encode(x).sample(new Random(3)));
        assertTrue(unknown[0] > 0.5, "without the condition " + unknown[0]);
        assertTrue(known[0] < 0.1, "with the condition " + known[0]);
        for (int k = 1; k < 5; k++) {
            assertTrue(known[k] > 0.5, "feature " + k + " " + known[k]);
        }
    }

    /** The explained share of each feature, fitted to the first half and judged on the second. */
    private static double[] explained(PlantedFeatures data, INDArray z) {
        INDArray fit = z.get(NDArrayIndex.interval(0, 1000));
        INDArray judge = z.get(NDArrayIndex.interval(1000, 2000));
        double[] shares = new double[5];
        for (int k = 0; k < 5; k++) {
            double[] mask = data.masks().getColumn(k).toDoubleVector();
            double[] first = Arrays.copyOfRange(mask, 0, 1000);
            double[] last = Arrays.copyOfRange(mask, 1000, 2000);
            shares[k] = Probe.explained(fit, first, judge, last, new Random(4));
        }
        return shares;
    }

    @Test
    void badArgumentsAreRefused() {
        refused("condition dimension", () -> ConditionalVae.of(plan(), 0, new Random()));
        ConditionalVae model = ConditionalVae.of(plan(), 3, new Random(1));
        refused("[rows, 5]", () -> model.loss(new Tape(), X, new Random()));
        refused("[rows, 5]", () -> model.logWeights(new Tape(), X, 2, new Random()));
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
