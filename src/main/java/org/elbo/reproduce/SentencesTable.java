package org.elbo.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.elbo.data.LittleEnglish;
import org.elbo.data.Sentences;
import org.elbo.data.WordNetSentences;
import org.elbo.model.Bound;
import org.elbo.model.Conditioning;
import org.elbo.model.Iwae;
import org.elbo.model.LanguageModel;
import org.elbo.model.LatentGaussian;
import org.elbo.model.LatentUse;
import org.elbo.model.Model;
import org.elbo.model.MutualInformation;
import org.elbo.model.Perplexity;
import org.elbo.model.SentenceVae;
import org.elbo.nn.Adam;
import org.elbo.prob.Estimate;

/**
 * The table of Bowman et al. (2016): a language model beside a VAE of sentences, with a decoder
 * that sees the words before and with one that sees none, and what becomes of the VAE without the
 * paper's remedies, annealing of the KL term and word dropout.
 *
 * <p>As in the paper: LSTMs, a Gaussian z, annealing, word dropout, perplexities of a VAE from its
 * bound; a second perplexity is from importance weights. Other than there: the Penn Treebank cannot
 * be shipped, so the paper's numbers are those of another language, and only their order can be
 * compared. {@link LittleEnglish} is drawn from a grammar by the seed, 20,000 sentences to train on
 * and 2,000 to test; its probabilities are exact, so that what a model misses is known. {@link
 * WordNetSentences} are real, but few. The networks are small (64 units), the decoder is told z at
 * the start and at every step, the weight of the KL term grows by the epoch, and the learning rate
 * falls in the second half. In the setting without remedies the KL term has its full weight from
 * the first step.
 *
 * <p>Little English: word dropout (0.3) and conditioning were chosen on grammar sentences of other
 * seeds. The VAE that is told z at the start only was added when the first test, without annealing,
 * had shown a KL term of 0.11 nats, which is little but not below 0.1; both settings stay in the
 * table.
 *
 * <p>WordNet: annealing and word dropout (0.5) were chosen on the validation sentences, with
 * another seed. Annealing that starts at 0, as for little English, left 0.7 nats there with half of
 * the words hidden and 1.2 with seven in ten: a term that costs nothing grows to 100 nats and more,
 * and is thrown away as soon as it has a price. A logistic curve, small but never 0, left 3 nats.
 */
final class SentencesTable implements Experiment {
    private static final String TABLE =
            "Bowman et al. 2016, table 2, on the Penn Treebank, another language: recalled, not"
                    + " checked";
    private static final int SAMPLES = 100;

    /** At first; it falls in the second half. */
    static final double RATE = 3e-3;

    /** The paper's row: cost in nats a sentence, KL (NaN if none), perplexity. */
    private record Paper(double nats, double kl, double perplexity) {
        static final Paper NONE = new Paper(Double.NaN, Double.NaN, Double.NaN);

        static void add(Report report, String metric, Estimate ours, double paper, String note) {
            report.add(metric, ours, paper, Double.isNaN(paper) ? "" : TABLE + note);
        }
    }

    @Override
    public String name() {
        return "sentences";
    }

    @Override
    public String about() {
        return "Bowman et al. 2016: language model and VAE of sentences, little English and WordNet";
    }

    @Override
    public int epochs() {
        return 12;
    }

    @Override
    public List<Study<?>> studies(Options options) {
        RandomGenerator rng = new SplittableRandom(options.seed());
        int images = options.images();
        Corpus grammar =
                new Corpus(
                        "little English",
                        LittleEnglish.sample(Math.min(20_000, images), rng),
                        LittleEnglish.sample(Math.min(2000, images), rng),
                        true,
                        new Remedies(0.3, SentencesTable::annealed),
                        1);
        Corpus real =
                new Corpus(
                        "WordNet",
                        first(WordNetSentences.train(), images),
                        first(WordNetSentences.test(), images),
                        false,
                        new Remedies(0.5, e -> logistic(e, options.epochs())),
                        4);
        List<Study<?>> studies = new ArrayList<>(grammar.studies(options));
        studies.addAll(real.studies(options));
        return studies;
    }

    private static Sentences first(Sentences all, int count) {
        return all.first(Math.min(count, all.size()));
    }

    /** The weight of the KL term: 0, 1/3, 2/3, then 1. */
    static double annealed(int epoch) {
        return Math.min(1, (epoch - 1) / 3.0);
    }

    /** The weight of the KL term along a logistic curve: 1/2 in the middle, 0.993 at the end. */
    static double logistic(int epoch, int epochs) {
        return 1 / (1 + Math.exp(5 - 10.0 * epoch / epochs));
    }

    /** What keeps z in use: the share of words hidden, the weight of the KL term by the epoch. */
    private record Remedies(double wordDropout, IntToDoubleFunction klWeight) {}

    /** Sentences to train on and to test, some with exact probabilities. */
    private record Corpus(
            String name,
            Sentences train,
            Sentences test,
            boolean isExact,
            Remedies remedies,
            double cost) {
        List<Study<?>> studies(Options options) {
            return List.of(
                    model("language model", false, new Paper(100, Double.NaN, 116), options),
                    vae("VAE", 0, false, false, Paper.NONE, options),
                    toldAtTheStart("VAE, z at the start only", options),
                    vae("VAE, annealing", 0, false, true, Paper.NONE, options),
                    vae(
                            "VAE, annealing and word dropout",
                            remedies.wordDropout,
                            false,
                            true,
                            new Paper(101, 2, 119),
                            options),
                    model(
                            "inputless language model",
                            true,
                            new Paper(135, Double.NaN, 600),
                            options),
                    vae(
                            "inputless VAE, annealing",
                            0,
                            true,
                            true,
                            new Paper(125, 15, 380),
                            options));
        }

        private Study<LanguageModel> model(
                String setting, boolean inputless, Paper paper, Options options) {
            return study(
                    Study.of(name + ", " + setting, rng -> languageModel(inputless, rng))
                            .end((m, report) -> judge(m, inputless, paper, report)),
                    options);
        }

        private Study<SentenceVae> vae(
                String setting,
                double dropout,
                boolean inputless,
                boolean annealing,
                Paper paper,
                Options options) {
            Conditioning both = Conditioning.BOTH;
            Study<SentenceVae> study =
                    Study.of(name + ", " + setting, rng -> vae(both, dropout, inputless, rng))
                            .curve(this::bound)
                            .end((vae, report) -> judge(vae, paper, report));
            return study(annealing ? study.klWeight(remedies.klWeight) : study, options);
        }

        private Study<SentenceVae> toldAtTheStart(String setting, Options options) {
            Conditioning start = Conditioning.START;
            return study(
                    Study.of(name + ", " + setting, rng -> vae(start, 0, false, rng))
                            .curve(this::bound)
                            .end((vae, report) -> judge(vae, Paper.NONE, report)),
                    options);
        }

        private <M extends Model> Study<M> study(Study<M> study, Options options) {
            return study.data(train, 50)
                    .optimizer(() -> Adam.of(RATE))
                    .learningRate(e -> Study.falling(RATE, e, options.epochs()))
                    .cost(cost);
        }

        private LanguageModel languageModel(boolean inputless, RandomGenerator rng) {
            LanguageModel.Builder plan =
                    LanguageModel.builder(train.vocabulary().size(), train.dimension())
                            .embedding(32)
                            .hidden(64);
            return (inputless ? plan.inputless() : plan).build(rng);
        }

        private SentenceVae vae(
                Conditioning where, double dropout, boolean inputless, RandomGenerator rng) {
            SentenceVae.Builder plan =
                    SentenceVae.builder(train.vocabulary().size(), train.dimension())
                            .embedding(32)
                            .hidden(64)
                            .latent(8)
                            .conditioning(where)
                            .wordDropout(dropout);
            return (inputless ? plan.inputless() : plan).build(rng);
        }

        private void judge(LanguageModel model, boolean inputless, Paper paper, Report report) {
            double[] logLikelihoods = model.logLikelihoods(test, report.rng());
            Estimate nats = Estimate.of(logLikelihoods).negate();
            Paper.add(report, "test -log p(x)", nats, paper.nats, "");
            String note = inputless ? "; more than 600" : "";
            Estimate perplexity = perplexity(logLikelihoods);
            Paper.add(report, "test perplexity", perplexity, paper.perplexity, note);
            missing(logLikelihoods, report);
        }

        private void bound(SentenceVae vae, Report report) {
            Bound bound = vae.elbo(test, report.rng());
            report.add("test -ELBO, curve", bound.elbo().negate());
            report.add("test KL, curve", bound.kl());
        }

        private void judge(SentenceVae vae, Paper paper, Report report) {
            Bound bound = vae.elbo(test, report.rng());
            Paper.add(report, "test -ELBO", bound.elbo().negate(), paper.nats, "");
            report.add("test -log p(x|z)", bound.reconstruction().negate());
            Paper.add(report, "test KL", bound.kl(), paper.kl, "");
            Estimate ofBound = perplexity(bound.elbo());
            Paper.add(report, "test perplexity, by the ELBO", ofBound, paper.perplexity, "");
            double[] logLikelihoods =
                    Iwae.of(vae, SAMPLES)
                            .bound(test, report.rng(), report.progress("weights", test.size()))
                            .logLikelihoods();
            String weighted = "test -IWAE bound, " + SAMPLES + " samples";
            report.add(weighted, Estimate.of(logLikelihoods).negate());
            report.add("test perplexity", perplexity(logLikelihoods));
            missing(logLikelihoods, report);
            LatentGaussian q = vae.encode(test.batch(0, test.size(), report.rng()));
            report.add("mutual information of x and z", MutualInformation.of(q, report.rng()));
            report.add("active units", LatentUse.of(q).activeUnits());
        }

        /** What the model costs more than the language itself, in nats a token. */
        private void missing(double[] logLikelihoods, Report report) {
            if (isExact) {
                double[] exact = new double[test.size()];
                Arrays.setAll(exact, i -> logProbability(test.text(i)));
                Estimate nats = Estimate.ofDifferences(exact, logLikelihoods);
                double tokens = meanTokens();
                report.add(
                        "missing nats a token",
                        new Estimate(
                                nats.value() / tokens,
                                nats.standardError() / tokens,
                                nats.draws()));
            }
        }

        private static double logProbability(String sentence) {
            return LittleEnglish.grammar().logDensity(Arrays.asList(sentence.split(" ")));
        }

        private double meanTokens() {
            return Arrays.stream(test.tokens()).average().orElseThrow();
        }

        /** With the error of the nats a token, carried through the exponential. */
        private Estimate perplexity(double[] logLikelihoods) {
            Perplexity perplexity = Perplexity.of(logLikelihoods, test.tokens());
            double error = perplexity.value() * perplexity.standardError();
            return new Estimate(perplexity.value(), error, logLikelihoods.length);
        }

        /** Of the mean of bounds; without an error, which their lengths would be needed for. */
        private Estimate perplexity(Estimate elbo) {
            double value = Math.exp(-elbo.value() / meanTokens());
            return new Estimate(value, Double.NaN, elbo.draws());
        }
    }
}
