package org.elbo.model;

import static org.elbo.model.TinySentences.COLUMNS;
import static org.elbo.model.TinySentences.VOCABULARY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.elbo.data.Dataset;
import org.elbo.nn.Adam;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LanguageModelTest {
    /** Without weights every next word is equally probable, so perplexity counts the vocabulary. */
    @Test
    void perplexityOfAModelThatKnowsNothing() {
        LanguageModel model = TinySentences.enlarge(TinySentences.languageModel(), 0);
        INDArray all = TinySentences.all();
        double[] p = model.logLikelihoods(Dataset.of(all), new SplittableRandom(1));
        int[] tokens = new int[p.length];
        for (int i = 0; i < p.length; i++) {
            tokens[i] = all.getRow(i).gt(0).castTo(all.dataType()).sumNumber().intValue() + 1;
            assertEquals(-tokens[i] * Math.log(VOCABULARY), p[i], 1e-5);
        }
        Perplexity perplexity = Perplexity.of(p, tokens);
        assertEquals(VOCABULARY, perplexity.value(), 1e-5);
        assertEquals(0, perplexity.standardError(), 1e-6);
        assertTrue(perplexity.toString().startsWith("perplexity 4.00, 1.386"), "" + perplexity);
    }

    /** Two sentences by hand: 3 nats in 1 token and 1 in 3; residuals from 1 nat a token 2, -2. */
    @Test
    void perplexityIsARatioOfSums() {
        Perplexity perplexity = Perplexity.of(new double[] {-3, -1}, new int[] {1, 3});
        assertEquals(1, perplexity.natsPerToken(), 1e-12);
        assertEquals(Math.E, perplexity.value(), 1e-12);
        assertEquals(Math.sqrt(8 * 2 / 1.0) / 4, perplexity.standardError(), 1e-12);
        assertThrows(
                IllegalArgumentException.class,
                () -> Perplexity.of(new double[] {-3}, new int[] {1, 3}));
    }

    /** A sentence's probability does not depend on what is in its batch. */
    @Test
    void sentencesOfABatchAreIndependent() {
        LanguageModel model = TinySentences.languageModel();
        INDArray all = TinySentences.all();
        double[] together = TinySentences.logLikelihoods(model, all);
        for (int i = 0; i < all.rows(); i++) {
            double alone = TinySentences.logLikelihoods(model, all.getRow(i, true))[0];
            assertEquals(alone, together[i], 1e-5);
        }
    }

    /** Without words, the end is as probable behind one word as behind another; with them not. */
    @Test
    void inputlessSeesNoWord() {
        INDArray x = Nd4j.create(new double[][] {{2, 3, 0, 0}, {3, 3, 0, 0}});
        INDArray y = Nd4j.create(new double[][] {{2, 2, 0, 0}, {3, 2, 0, 0}});
        assertEquals(0, interaction(inputless(), x, y), 1e-5);
        assertTrue(Math.abs(interaction(TinySentences.languageModel(), x, y)) > 1e-3);
    }

    /** The first word's effect on the log odds of the second: the odds of rows 0 and of rows 1. */
    private static double interaction(LanguageModel model, INDArray x, INDArray y) {
        double[] a = TinySentences.logLikelihoods(model, x);
        double[] b = TinySentences.logLikelihoods(model, y);
        return (a[0] - b[0]) - (a[1] - b[1]);
    }

    private static LanguageModel inputless() {
        LanguageModel model =
                LanguageModel.builder(VOCABULARY, COLUMNS)
                        .inputless()
                        .build(new SplittableRandom(1));
        return TinySentences.enlarge(model, 3);
    }

    /** Trained on a language of three sentences it reaches the entropy of their frequencies. */
    @Test
    void learnsFrequencies() {
        double[][] rows = {{2, 3, 0, 0}, {2, 3, 0, 0}, {3, 0, 0, 0}, {2, 2, 3, 0}};
        LanguageModel model =
                LanguageModel.builder(VOCABULARY, COLUMNS)
                        .embedding(8)
                        .hidden(16)
                        .build(new SplittableRandom(1));
        Dataset data = Dataset.of(Nd4j.create(rows));
        Trainer.of(model, Adam.of(1e-2)).epochs(400).batchSize(4).fit(data);
        double[] p = model.logLikelihoods(data, new SplittableRandom(1));
        double[] exact = {Math.log(0.5), Math.log(0.5), Math.log(0.25), Math.log(0.25)};
        assertArrayEquals(exact, p, 0.02);
    }

    @Test
    void refusesWhatIsNoSentence() {
        refused(new double[] {2, 3, 2, 3}, "sentence 0 has no end");
        refused(new double[] {2, 0, 3, 0}, "has a word behind its end, at 2");
        refused(new double[] {2, 4, 0, 0}, "holds 4.0 but must hold numbers of words, from 0 to 3");
        refused(new double[] {-1, 0, 0, 0}, "holds -1.0");
        refused(new double[] {2.5, 0, 0, 0}, "holds 2.5");
        refused(new double[] {Double.NaN, 0, 0, 0}, "holds NaN");
        refused(new double[] {2, 0}, "must be [rows, 4]");
        assertThrows(IllegalArgumentException.class, () -> LanguageModel.builder(2, 4));
        assertThrows(IllegalArgumentException.class, () -> LanguageModel.builder(4, 1));
    }

    private static void refused(double[] sentence, String part) {
        LanguageModel model = TinySentences.languageModel();
        INDArray x = Nd4j.create(new double[][] {sentence});
        Throwable e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> model.loss(new org.elbo.autodiff.Tape(), x, new SplittableRandom(1)));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
