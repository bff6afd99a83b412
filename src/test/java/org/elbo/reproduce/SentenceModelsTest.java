package org.elbo.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.elbo.data.DataFolder;
import org.elbo.data.Sentences;
import org.elbo.data.WordNetSentences;
import org.elbo.model.LanguageModel;
import org.elbo.model.Model;
import org.elbo.model.Vae;
import org.junit.jupiter.api.Test;

/** The models in {@code data/sentences}, and how they are trained. */
class SentenceModelsTest {
    /** Checksum, size and perplexity of the shipped files are those of ORIGIN.md. */
    @Test
    void shippedModelsAreThoseOfOrigin() throws Exception {
        Path folder = DataFolder.find("sentences");
        List<String> origin = Files.readAllLines(folder.resolve("ORIGIN.md"));
        long all = 0;
        for (Model model : List.of(SentenceModels.languageModel(5), SentenceModels.vae(5))) {
            SentenceModels.load(model);
            byte[] file = Files.readAllBytes(folder.resolve(SentenceModels.file(model)));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
            String perplexity =
                    String.format(Locale.ROOT, "%.1f", SentenceModels.validated(model).value());
            String expected =
                    String.format(
                            Locale.ROOT,
                            "| `%s` | %,d | %s | `%s` |",
                            SentenceModels.file(model),
                            file.length,
                            perplexity,
                            HexFormat.of().formatHex(digest));
            assertTrue(origin.contains(expected), "ORIGIN.md has no row " + expected);
            all += file.length;
        }
        assertTrue(all < 8_000_000, all + " bytes");
    }

    @Test
    void trainingLearnsAndIsRepeatable() {
        Sentences few = WordNetSentences.train().first(500);
        for (int seed : new int[] {1, 2}) {
            List<Double> nats = new ArrayList<>();
            for (int time = 0; time < 2; time++) {
                LanguageModel model = SentenceModels.languageModel(seed);
                double before = nats(model, few);
                List<Integer> epochs = new ArrayList<>();
                SentenceModels.train(model, few, 2, seed, epochs::add);
                assertEquals(List.of(1, 2), epochs);
                nats.add(nats(model, few));
                assertTrue(nats.get(time) < before - 1, nats + " of " + before);
            }
            assertEquals(nats.get(0), nats.get(1));
        }
    }

    private static double nats(LanguageModel model, Sentences of) {
        double sum = 0;
        for (double logLikelihood : model.logLikelihoods(of, null)) {
            sum -= logLikelihood;
        }
        return sum / of.size();
    }

    @Test
    void seedsDifferAndOtherModelsAreRefused() {
        assertNotEquals(
                SentenceModels.languageModel(1).parameters().get(0).value(),
                SentenceModels.languageModel(2).parameters().get(0).value());
        Model other = Vae.builder(13).hidden(4).latent(2).build(new Random(1));
        assertThrows(IllegalArgumentException.class, () -> SentenceModels.load(other));
        assertThrows(
                IllegalArgumentException.class,
                () -> SentenceModels.train(SentenceModels.vae(1), null, 0, 1, e -> {}));
    }
}
