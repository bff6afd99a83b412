package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.prob.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The objectives of the beta-VAE and the beta-TC-VAE, on a VAE of which all is known. */
class BetaVaeTest {
    private static final EnumerableVae MODEL = EnumerableVae.overlapping();

    private static double loss(Model objective, INDArray x, long seed) {
        return objective.loss(new Tape(), x, new SplittableRandom(seed)).item();
    }

    @Test
    void betaWeighsTheKl() {
        Vae vae = MODEL.vae();
        double plain = loss(vae, MODEL.data(), 1);
        assertEquals(plain, loss(BetaVae.of(vae, 1), MODEL.data(), 1));
        assertEquals(plain + 3 * MODEL.kl(), loss(BetaVae.of(vae, 4), MODEL.data(), 1), 1e-5);
        assertThrows(IllegalArgumentException.class, () -> BetaVae.of(vae, -1));
    }

    @ParameterizedTest
    @EnumSource(MinibatchWeights.class)
    void withBetaOneTheTotalCorrelationCostsNothingMore(MinibatchWeights weights) {
        Vae vae = MODEL.vae();
        BetaTcVae objective = BetaTcVae.of(vae, 1, MODEL.size()).weights(weights);
        assertEquals(loss(vae, MODEL.data(), 2), loss(objective, MODEL.data(), 2), 1e-5);
    }

    private static double correlation(MinibatchWeights weights, INDArray x, int n, long seed) {
        Vae vae = MODEL.vae();
        double one = loss(BetaTcVae.of(vae, 1, n).weights(weights), x, seed);
        return (loss(BetaTcVae.of(vae, 3, n).weights(weights), x, seed) - one) / 2;
    }

    /** With all data in the batch the estimate of q(z) is exact: a false alarm once in 16,000. */
    @Test
    void stratifiedWeightsOfAllDataGiveTheTotalCorrelation() {
        long[] seed = {0};
        Estimate estimate =
                Estimate.of(
                        1000,
                        () ->
                                correlation(
                                        MinibatchWeights.STRATIFIED,
                                        MODEL.data(),
                                        MODEL.size(),
                                        seed[0]++));
        double exact = MODEL.totalCorrelation();
        assertEquals(0, estimate.standardErrorsFrom(exact), 4, exact + " " + estimate);
        assertTrue(estimate.standardError() < 0.02, estimate.toString());
    }

    /** Of a batch with all N data every weight is N times too small; so is q(z_j), twice. */
    @Test
    void weightedSamplingIsOffByTheLogOfTheDataSize() {
        double log = Math.log(MODEL.size());
        assertEquals(
                correlation(MinibatchWeights.STRATIFIED, MODEL.data(), MODEL.size(), 5) + log,
                correlation(MinibatchWeights.WEIGHTED, MODEL.data(), MODEL.size(), 5),
                1e-5);
    }

    /** All 6 batches of 3 of the 5 data that hold datum 0. */
    @Test
    void stratifiedWeightsAreRightOnAverageOverBatches() {
        double[] z = {0.3, -0.2};
        double joint = 0;
        double first = 0;
        for (int a = 1; a < 5; a++) {
            for (int b = a + 1; b < 5; b++) {
                double[] q = stratified(z, 0, a, b);
                joint += q[0] / 6;
                first += q[1] / 6;
            }
        }
        assertEquals(Math.exp(MODEL.aggregate().logDensity(z)), joint, 1e-6);
        assertEquals(Math.exp(MODEL.marginal(0).logDensity(z[0])), first, 1e-6);
    }

    /** Estimates of q(z), q(z_0) and q(z_1) from some data, z being a draw from the first. */
    private static double[] stratified(double[] z, int... rows) {
        Tape tape = Tape.withoutGradients();
        LatentGaussian q = MODEL.vae().encode(MODEL.data().getRows(rows));
        INDArray at = Nd4j.zeros(rows.length, 2);
        at.putRow(0, Nd4j.createFromArray((float) z[0], (float) z[1]));
        Value logs =
                tape.mixtureLogDensities(
                        tape.constant(q.mean()),
                        tape.constant(q.logVar()),
                        tape.constant(at),
                        MinibatchWeights.STRATIFIED.own(rows.length, MODEL.size()),
                        MinibatchWeights.STRATIFIED.other(rows.length, MODEL.size()));
        double[] densities = new double[3];
        for (int i = 0; i < 3; i++) {
            densities[i] = Math.exp(logs.data().getDouble(0, i));
        }
        return densities;
    }

    @Test
    void refusesWhatCannotBe() {
        Vae vae = MODEL.vae();
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> BetaTcVae.of(vae, -1, 5));
        assertThrows(error, () -> BetaTcVae.of(vae, 2, 0));
        INDArray one = MODEL.data().getRows(0);
        assertThrows(error, () -> loss(BetaTcVae.of(vae, 2, 5), one, 1));
    }
}
