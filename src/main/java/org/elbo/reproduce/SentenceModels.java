package org.elbo.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.elbo.data.DataFolder;
import org.elbo.data.Dataset;
import org.elbo.data.Sentences;
import org.elbo.data.WordNetSentences;
import org.elbo.internal.Check;
import org.elbo.model.Conditioning;
import org.elbo.model.Iwae;
import org.elbo.model.KlSchedule;
import org.elbo.model.LanguageModel;
import org.elbo.model.Model;
import org.elbo.model.Perplexity;
import org.elbo.model.SentenceVae;
import org.elbo.nn.Adam;
import org.elbo.train.Checkpoint;
import org.elbo.train.Trainer;

/**
 * A language model and a VAE of {@link WordNetSentences}, trained by this program and shipped in
 * {@code data/sentences}, where {@code ORIGIN.md} tells how to run it:
 *
 * <pre>{@code
 * SentenceVae vae = SentenceModels.vae(1);
 * SentenceModels.load(vae);
 * }</pre>
 *
 * <p>The VAE's KL term is annealed along a logistic curve and no word is hidden from it. Sizes and
 * annealing were chosen on the validation sentences, where such a VAE kept about two nats in z at
 * the perplexity of the language model, so that the samples of the two can be compared.
 */
public final class SentenceModels {
    /** How often the shipped models visited the training sentences. */
    public static final int EPOCHS = 12;

    private static final int EMBEDDING = 32;
    private static final int HIDDEN = 64;
    private static final int LATENT = 8;
    private static final long SEED = 1;
    private static final int SAMPLES = 20;

    private SentenceModels() {}

    /**
     * An untrained language model of the shipped one's sizes.
     *
     * @param seed draws the weights
     * @return the model
     */
    public static LanguageModel languageModel(long seed) {
        Sentences like = WordNetSentences.validation();
        return LanguageModel.builder(like.vocabulary().size(), like.dimension())
                .embedding(EMBEDDING)
                .hidden(HIDDEN)
                .build(new SplittableRandom(seed));
    }

    /**
     * An untrained VAE of the shipped one's sizes.
     *
     * @param seed draws the weights
     * @return the model
     */
    public static SentenceVae vae(long seed) {
        Sentences like = WordNetSentences.validation();
        return SentenceVae.builder(like.vocabulary().size(), like.dimension())
                .embedding(EMBEDDING)
                .hidden(HIDDEN)
                .latent(LATENT)
                .conditioning(Conditioning.BOTH)
                .build(new SplittableRandom(seed));
    }

    /**
     * Trains as the shipped models were: Adam in batches of 50, the learning rate 0.003 for half of
     * the epochs, then falling; of a VAE the KL term has weight 1/2 in the middle, 0.993 at the
     * end.
     *
     * @param model a language model or a VAE
     * @param data the sentences to train on
     * @param epochs how often they are visited
     * @param seed of their order and of the noise
     * @param afterEach is told the number of each epoch, from 1 on, when it has ended
     */
    public static void train(
            Model model, Dataset data, int epochs, long seed, IntConsumer afterEach) {
        Check.positive("epochs", epochs);
        Adam adam = Adam.of(SentencesTable.RATE);
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            adam.learningRate(Study.falling(SentencesTable.RATE, epoch, epochs));
            Trainer trainer = Trainer.of(model, adam).batchSize(50).seed(seeds.nextLong());
            if (model instanceof SentenceVae) {
                trainer.annealKl(KlSchedule.constant(SentencesTable.logistic(epoch, epochs)));
            }
            trainer.fit(data);
            afterEach.accept(epoch);
        }
    }

    /**
     * Loads the parameters of a shipped model.
     *
     * @param model from {@link #languageModel} or {@link #vae}
     * @throws IllegalStateException if the folder {@code data/sentences} is not found
     * @throws IllegalArgumentException if the file is of a model of other sizes
     * @throws IOException if the file cannot be read
     */
    public static void load(Model model) throws IOException {
        Checkpoint.load(DataFolder.find("sentences").resolve(file(model)), model);
    }

    static String file(Model model) {
        return model instanceof SentenceVae ? "vae.safetensors" : "language-model.safetensors";
    }

    /**
     * Trains both models, prints what they need on the validation sentences, and saves them.
     *
     * @param args the folder to write to
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] args) throws IOException {
        Check.that(args.length == 1, "name the folder to write to: data/sentences");
        for (Model model : List.of(languageModel(SEED), vae(SEED))) {
            System.out.println(model);
            IntConsumer print = epoch -> System.out.println(epoch + ": " + validated(model));
            train(model, WordNetSentences.train(), EPOCHS, SEED, print);
            Checkpoint.save(Path.of(args[0], file(model)), model);
        }
    }

    /** What a model needs on the validation sentences; a VAE by importance weights. */
    static Perplexity validated(Model model) {
        Sentences data = WordNetSentences.validation();
        SplittableRandom rng = new SplittableRandom(SEED);
        double[] logLikelihoods =
                model instanceof SentenceVae vae
                        ? Iwae.of(vae, SAMPLES).bound(data, rng).logLikelihoods()
                        : ((LanguageModel) model).logLikelihoods(data, rng);
        return Perplexity.of(logLikelihoods, data.tokens());
    }
}
