package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.elbo.data.Dataset;
import org.elbo.data.PlantedFeatures;
import org.elbo.nn.Adam;
import org.elbo.prob.Estimate;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Five features are planted, twenty allowed: on each of five seeds the five are found again. */
class PlantedFeaturesTest {
    private static final int SEEDS = 5;
    private static final double FREQUENCY = 0.4;

    private record Found(FeatureMatch match, FeatureUse use, double elbo) {}

    private static Found train(MaskPosterior form, int seed) {
        PlantedFeatures data =
                PlantedFeatures.of(2000, FREQUENCY, 0.3, new SplittableRandom(100 + seed));
        IbpVae model =
                IbpVae.builder(64, 2000)
                        .hidden()
                        .features(20)
                        .alpha(2)
                        .amounts(false)
                        .decoder(Decoder.GAUSSIAN)
                        .posterior(form)
                        .build(new SplittableRandom(seed));
        Trainer.of(model, Adam.of(0.01))
                .annealKl(KlSchedule.linear(300))
                .epochs(50)
                .seed(seed)
                .fit(Dataset.of(data.images()));
        LatentFeatures q = model.encode(data.images());
        return new Found(
                FeatureMatch.of(data.masks(), q.mean()),
                FeatureUse.of(q),
                model.elbo(data.images(), new SplittableRandom(5)).elbo().value());
    }

    /** Both posteriors find the features; only the structured one switches the others off. */
    @Test
    void plantedFeaturesAreRecoveredAndCounted() {
        double[] gain = new double[SEEDS];
        double[] excess = new double[SEEDS];
        for (int seed = 1; seed <= SEEDS; seed++) {
            Found structured = train(MaskPosterior.STRUCTURED, seed);
            Found meanField = train(MaskPosterior.MEAN_FIELD, seed);
            String both = "seed " + seed + ": " + structured + " and " + meanField;
            assertTrue(structured.match.lowest() > 0.9 && meanField.match.lowest() > 0.9, both);
            assertEquals(PlantedFeatures.SHAPES, structured.use.used(), 1, both);
            gain[seed - 1] = structured.elbo - meanField.elbo;
            excess[seed - 1] = meanField.use.expectedActive() - structured.use.expectedActive();
        }
        assertTrue(Estimate.of(gain).standardErrorsFrom(0) > 3, Estimate.of(gain).toString());
        assertTrue(Estimate.of(excess).standardErrorsFrom(0) > 3, Estimate.of(excess).toString());
    }

    /** Without noise the images are sums of shapes; z test of all 10,000 coins at 5 errors. */
    @Test
    void imagesAreMadeOfTheirShapes() {
        PlantedFeatures data = PlantedFeatures.of(2000, FREQUENCY, 0, new SplittableRandom(1));
        INDArray sum = Nd4j.zeros(1, 64);
        for (int k = 0; k < PlantedFeatures.SHAPES; k++) {
            sum.addi(data.shapes().getRow(k, true).mul(data.masks().getDouble(0, k)));
        }
        assertEquals(sum, data.images().getRow(0, true));
        double frequency = data.masks().meanNumber().doubleValue();
        assertEquals(FREQUENCY, frequency, 5 * Math.sqrt(FREQUENCY * (1 - FREQUENCY) / 10_000));
        double[] square = new double[2000 * 64];
        INDArray noisy = PlantedFeatures.of(2000, 0, 0.3, new SplittableRandom(2)).images();
        for (int i = 0; i < square.length; i++) {
            square[i] = Math.pow(noisy.getDouble(i), 2);
        }
        assertTrue(Math.abs(Estimate.of(square).standardErrorsFrom(0.09)) < 5);
    }

    /**
     * log p(x) is log p(x, set) less log p(set | x); where the noise is so small that nobody can
     * doubt the set, the latter is 0. With noise of any size p(x) is a mixture: importance draws of
     * the sets from their prior estimate it, here within 5 standard errors.
     */
    @Test
    void evidenceIsThatOfTheSetsOfShapes() {
        PlantedFeatures clear = PlantedFeatures.of(20, FREQUENCY, 0.01, new SplittableRandom(3));
        double[] logs = clear.logEvidence(FREQUENCY, 0.01);
        for (int n = 0; n < 20; n++) {
            INDArray masks = clear.masks().getRow(n, true);
            double on = masks.sumNumber().doubleValue();
            double expected = on * Math.log(FREQUENCY) + (5 - on) * Math.log(1 - FREQUENCY);
            INDArray error = clear.images().getRow(n, true).sub(masks.mmul(clear.shapes()));
            expected -= 32 * Math.log(2 * Math.PI * 1e-4);
            expected -= Math.pow(error.norm2Number().doubleValue(), 2) / 2e-4;
            assertEquals(expected, logs[n], 0.01);
        }
        PlantedFeatures dim = PlantedFeatures.of(1, FREQUENCY, 2, new SplittableRandom(4));
        PlantedFeatures drawn = PlantedFeatures.of(5000, FREQUENCY, 0, new SplittableRandom(5));
        double evidence = dim.logEvidence(FREQUENCY, 2)[0];
        double[] ratio = new double[5000];
        for (int i = 0; i < ratio.length; i++) {
            INDArray error = dim.images().sub(drawn.images().getRow(i, true));
            double distance = Math.pow(error.norm2Number().doubleValue(), 2);
            ratio[i] = Math.exp(-32 * Math.log(8 * Math.PI) - distance / 8 - evidence);
        }
        Estimate estimate = Estimate.of(ratio);
        assertTrue(Math.abs(estimate.standardErrorsFrom(1)) < 5, estimate.toString());
        refused("frequency is 0.0", () -> dim.logEvidence(0, 1));
        refused("noise", () -> dim.logEvidence(0.5, 0));
    }

    @Test
    void matchFindsColumnsInAnyOrderAndSign() {
        INDArray truth = Nd4j.create(new double[][] {{1, 0}, {0, 0}, {0, 1}, {1, 1}});
        INDArray code = Nd4j.create(new double[][] {{0, 3, 2}, {0, 3, 5}, {-7, 3, 5}, {-7, 3, 2}});
        FeatureMatch match = FeatureMatch.of(truth, code);
        assertArrayEquals(new int[] {2, 0}, match.column());
        assertArrayEquals(new double[] {1, 1}, match.correlation(), 1e-12);
        assertEquals(1, match.lowest(), 1e-12);
        assertEquals("correlations 1.00 1.00 with columns 2, 0", match.toString());
    }

    @Test
    void badArgumentsAreRefused() {
        INDArray truth = Nd4j.create(new double[][] {{1, 0}, {0, 1}});
        refused("2 rows but code has 3", () -> FeatureMatch.of(truth, Nd4j.create(3, 2)));
        refused("as many columns", () -> FeatureMatch.of(truth, Nd4j.create(2, 1)));
        refused("feature 0", () -> FeatureMatch.of(Nd4j.ones(2, 2), truth));
        SplittableRandom rng = new SplittableRandom(1);
        refused("rows is 0", () -> PlantedFeatures.of(0, 0.5, 1, rng));
        refused("frequency", () -> PlantedFeatures.of(1, Double.NaN, 1, rng));
        refused("noise", () -> PlantedFeatures.of(1, 0.5, -1, rng));
        refused("noise", () -> PlantedFeatures.of(1, 0.5, Double.NaN, rng));
    }

    private static void refused(String words, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(words), message);
    }
}
