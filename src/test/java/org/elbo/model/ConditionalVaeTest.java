package org.elbo.model;

import static org.elbo.model.TinyConditions.C;
import static org.elbo.model.TinyConditions.X;
import static org.elbo.model.TinyConditions.badDataAreRefused;
import static org.elbo.model.TinyConditions.refused;
import static org.elbo.model.TinyConditions.sameAsWithout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.elbo.autodiff.Parameter;
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
    private static Vae.Builder plan() {
        return Vae.builder(2).hidden().latent(4).decoder(Decoder.GAUSSIAN);
    }

    /** Weights that ignore the condition make it the model without one, number for number. */
    @Test
    void withoutWeightsForTheConditionItIsTheUnconditionalModel() {
        Vae plain = plan().build(new Random(1));
        ConditionalVae model = ConditionalVae.of(plan(), 3, new Random(2));
        sameAsWithout(plain, model);
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
        badDataAreRefused(model);
    }
}
