package org.elbo.model;

import static org.elbo.model.TinySentences.COLUMNS;
import static org.elbo.model.TinySentences.VOCABULARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.elbo.nn.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Ways of decoding, judged by the probabilities of all sentences. */
class DecodingTest {
    private static final INDArray ALL = TinySentences.all();

    private static INDArray z(int rows, long seed) {
        float[] z = Networks.noise(2 * rows, new SplittableRandom(seed));
        return Nd4j.create(z, new long[] {rows, 2}, 'c');
    }

    private static SentenceVae vae(Conditioning conditioning, Cell cell) {
        return TinySentences.vae(
                SentenceVae.builder(VOCABULARY, COLUMNS)
                        .latent(2)
                        .cell(cell)
                        .conditioning(conditioning));
    }

    /** A beam that holds every beginning finds the best of all sentences. */
    @ParameterizedTest
    @EnumSource(Conditioning.class)
    void aWideBeamFindsTheMostProbableSentence(Conditioning conditioning) {
        for (Cell cell : Cell.values()) {
            SentenceVae vae = vae(conditioning, cell);
            INDArray z = z(6, 2);
            INDArray found = vae.decode(z, Decoding.beam(27));
            for (int i = 0; i < 6; i++) {
                double[] p =
                        TinySentences.logLikelihoods(
                                vae, z.getRow(i, true).repeat(0, ALL.rows()), ALL);
                INDArray row = found.getRow(i, true);
                double score = TinySentences.logLikelihoods(vae, z.getRow(i, true), row)[0];
                assertEquals(Arrays.stream(p).max().orElseThrow(), score, 1e-5);
            }
        }
    }

    @Test
    void aBeamOfOneIsGreedy() {
        SentenceVae vae = vae(Conditioning.BOTH, Cell.LSTM);
        INDArray z = z(20, 3);
        assertEquals(vae.decode(z), vae.decode(z, Decoding.beam(1)));
    }

    /**
     * Frequencies of samples against probabilities, for all sentences of fewer than three words
     * (longer ones may have been ended by the row). Chi-squared with 13 degrees of freedom: above
     * 34.5 once in a thousand seeds.
     */
    @Test
    void samplesHaveTheirProbabilities() {
        LanguageModel model = TinySentences.languageModel();
        double[] p = TinySentences.logLikelihoods(model, ALL);
        int count = 20_000;
        INDArray samples = model.sample(count, new SplittableRandom(5));
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < count; i++) {
            seen.merge(samples.getRow(i).toString(), 1, Integer::sum);
        }
        double chi = 0;
        double restExpected = count;
        int restSeen = count;
        for (int s = 0; s < ALL.rows(); s++) {
            if (ALL.getInt(s, 2) == 0) {
                double expected = count * Math.exp(p[s]);
                int observed = seen.getOrDefault(ALL.getRow(s).toString(), 0);
                assertTrue(expected > 5, "too few expected for this test: " + expected);
                chi += Math.pow(observed - expected, 2) / expected;
                restExpected -= expected;
                restSeen -= observed;
            }
        }
        chi += Math.pow(restSeen - restExpected, 2) / restExpected;
        assertTrue(chi < 34.5, "chi squared " + chi);
        assertTrue(restExpected > 0, "probabilities sum to more than 1");
    }

    @Test
    void everySentenceEnds() {
        LanguageModel model = TinySentences.enlarge(TinySentences.languageModel(), 3);
        INDArray samples = model.sample(500, new SplittableRandom(6));
        assertEquals(0, samples.getColumn(COLUMNS - 1).sumNumber().doubleValue());
        assertEquals(500, TinySentences.logLikelihoods(model, samples).length);
        INDArray one = model.decode(Decoding.beam(40));
        double best = Arrays.stream(TinySentences.logLikelihoods(model, ALL)).max().orElseThrow();
        assertEquals(best, TinySentences.logLikelihoods(model, one)[0], 1e-5);
    }

    @Test
    void refusesAnEmptyBeam() {
        assertThrows(IllegalArgumentException.class, () -> Decoding.beam(0));
    }
}
