package org.elbo.reproduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.elbo.data.Confounded;
import org.elbo.reproduce.TwoCodes.Code;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Codes of which it is known what they know. */
class TwoCodesTest {
    private static final ConfounderData BEATS = ConfounderData.beats(0, new Options(3, 1, 2000));

    private static double measured(TwoCodes codes, String metric) {
        Report report = new Report(1, line -> {});
        codes.judge(BEATS, report);
        return report.measures().stream()
                .filter(m -> m.metric().equals(metric))
                .findFirst()
                .orElseThrow()
                .ours()
                .value();
    }

    @Test
    void theTruthHasAllThatThereIs() {
        TwoCodes truth = TwoCodes.truth(BEATS);
        assertEquals(4, measured(truth, "features used"), 0);
        assertEquals(1, measured(truth, "task from task code"), 1e-9);
        assertEquals(1, measured(truth, "nuisances from nuisance code"), 0.01);
        assertEquals(1, measured(truth, "score"), 0.1, "chance is exact only on average");
    }

    @Test
    void onlyFeaturesThatAreUsedAreProbed() {
        INDArray mean = Nd4j.create(new double[][] {{0, 1, 0.05, 9}, {0, 3, 0, -9}});
        Code code = new Code(mean, mean.add(100));
        assertArrayEquals(new int[] {3, 1}, code.used());
        INDArray expected = Nd4j.create(new double[][] {{109, 101}, {91, 103}});
        assertEquals(expected, code.draws(code.used()));
        Code collapsed = new Code(mean.mul(1e-3), mean);
        assertArrayEquals(new int[] {3}, collapsed.used(), "the best of them");
    }

    /** A code of class and gain beside a code of the class leaks all of the task. */
    @Test
    void aNuisanceCodeThatKnowsTheTaskHasNoTaskScore() {
        TwoCodes leaking =
                new TwoCodes(
                        Confounded::oneHot,
                        (some, c) -> {
                            INDArray gain = Nd4j.create(new double[][] {some.nuisance("gain")});
                            INDArray z = Nd4j.hstack(c, gain.transpose().castTo(c.dataType()));
                            return new Code(z.mul(10), z);
                        });
        assertEquals(0, measured(leaking, "task score"), 1e-9);
        assertEquals(0.25, measured(leaking, "nuisances from nuisance code"), 0.1, "one of four");
    }

    @Test
    void noiseBesideTheCodeChangesNothing() {
        Random rng = new Random(4);
        TwoCodes noisy =
                new TwoCodes(
                        Confounded::oneHot,
                        (some, c) -> {
                            INDArray z = Nd4j.create(BEATS.nuisances(some)).transpose().dup('c');
                            INDArray noise = Nd4j.create(some.size(), 30).castTo(z.dataType());
                            for (long i = 0; i < noise.length(); i++) {
                                noise.putScalar(i, rng.nextGaussian());
                            }
                            INDArray none = noise.mul(0);
                            return new Code(Nd4j.hstack(z, none), Nd4j.hstack(z, noise));
                        });
        assertEquals(measured(TwoCodes.truth(BEATS), "score"), measured(noisy, "score"), 0.02);
    }
}
