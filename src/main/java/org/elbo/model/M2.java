package org.elbo.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.elbo.nn.Mlp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The semi-supervised model M2 (Kingma, Rezende, Mohamed and Welling 2014, arXiv:1406.5298): a
 * datum comes from its class y ~ p(y) and from latents z ~ N(0, I) that hold all the rest, its
 * style, through p(x|y, z). Three networks are trained together: the decoder p(x|y, z), the encoder
 * q(z|x, y) and a classifier q(y|x), on data of which few have labels. A label is one-hot in the
 * columns behind the data; where they are all 0, the class is unknown and summed out.
 *
 * <pre>{@code
 * M2 m2 = M2.builder(784, 10).hidden(500).latent(50).build(new Random(1));
 * Trainer.of(m2, Adam.of(3e-4)).epochs(10).fit(data); // 794 columns
 * INDArray probabilities = m2.classify(images);
 * }</pre>
 */
public final class M2 implements KlPenalized, Classifier {
    private final int dataDimension;
    private final int classes;
    private final int latentDimension;
    private final KlTerm klTerm;
    private final UnlabelledBound unlabelled;
    private final double alpha;
    private final float[] logPrior;
    private final Mlp classifier;
    private final ClassEncoder encoder;
    private final Decoder.Network decoder;

    private M2(Builder plan, RandomGenerator rng) {
        dataDimension = plan.data;
        classes = plan.classes;
        latentDimension = plan.latent;
        klTerm = plan.klTerm;
        unlabelled = plan.unlabelled;
        alpha = plan.alpha;
        logPrior = plan.logPrior;
        int[] label = Networks.sizes(plan.data, plan.hidden, classes);
        int[] in = Networks.sizes(plan.data, plan.hidden, plan.latent);
        int[] out =
                Networks.sizes(plan.latent + classes, Networks.reversed(plan.hidden), plan.data);
        classifier = Mlp.of("classifier", label, plan.activation, Activation.IDENTITY, rng);
        encoder = new ClassEncoder(in, classes, plan.activation, rng);
        decoder = plan.decoder.network(out, plan.activation, rng);
    }

    private M2(M2 other, UnlabelledBound how) {
        dataDimension = other.dataDimension;
        classes = other.classes;
        latentDimension = other.latentDimension;
        klTerm = other.klTerm;
        unlabelled = how;
        alpha = other.alpha;
        logPrior = other.logPrior;
        classifier = other.classifier;
        encoder = other.encoder;
        decoder = other.decoder;
    }

    /**
     * Starts the description of a model.
     *
     * @param dataDimension the number of dimensions of a datum
     * @param classes the number of classes
     * @return a builder
     */
    public static Builder builder(int dataDimension, int classes) {
        return new Builder(dataDimension, classes);
    }

    /**
     * The same model with another unlabelled bound.
     *
     * @param how summed, sampled or relaxed
     * @return a model that shares this one's parameters
     */
    public M2 with(UnlabelledBound how) {
        return new M2(this, Objects.requireNonNull(how, "unlabelled bound"));
    }

    @Override
    public int dataDimension() {
        return dataDimension;
    }

    /**
     * The number of classes.
     *
     * @return at least 2
     */
    public int classes() {
        return classes;
    }

    /** The columns of the data, then one for each class. */
    @Override
    public int batchDimension() {
        return dataDimension + classes;
    }

    /**
     * The number of dimensions of z.
     *
     * @return at least 1
     */
    public int latentDimension() {
        return latentDimension;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(classifier, encoder, decoder)
                .flatMap(n -> n.parameters().stream())
                .toList();
    }

    /**
     * Records the mean over a batch of L(x, y) where there is a label and of U(x) where there is
     * none, and alpha times the mean of -log q(y|x) over the rows with a label (Kingma et al. 2014,
     * equations 6 to 9), with one draw of z for each datum, the same noise for all its classes; or
     * what training takes for it: the KL term of z counts as the penalty says. A row counts as any
     * other, so batches with more labels than the data give these more weight.
     *
     * @param batch data [batch, dataDimension + classes], rows with and without labels in any
     *     order; or data alone [batch, dataDimension], none with a label
     */
    @Override
    public Value loss(Tape tape, INDArray batch, KlPenalty penalty, RandomGenerator rng) {
        return terms(tape, batch, unlabelled, noise(tape, batch, rng), rng).loss(penalty, alpha);
    }

    /**
     * The loss for given noise of z, so that it can be compared with other programs.
     *
     * @param tape records it
     * @param batch data [batch, dataDimension + classes]
     * @param epsilon draws from N(0, 1) [batch, latentDimension]
     * @param rng draws classes if the unlabelled bound is not summed
     * @return the loss [1, 1] in nats per datum
     */
    public Value loss(Tape tape, INDArray batch, INDArray epsilon, RandomGenerator rng) {
        Value noise = tape.constant(epsilon);
        return terms(tape, batch, unlabelled, noise, rng).loss(KlPenalty.PLAIN, alpha);
    }

    /**
     * The parts of the bounds: the log-likelihoods [pairs, 1], divergences [pairs, latentDimension]
     * and weights [pairs, 1] of pairs of a datum and a class; the costs of the classes themselves
     * and of naming the label [rows, 1].
     */
    private record Terms(
            Tape tape,
            Labels labels,
            UnlabelledBound.Pairs pairs,
            Value logLikelihood,
            Value kl,
            Value baseline,
            Value classKl,
            Value crossEntropy) {

        Value loss(KlPenalty penalty, double alpha) {
            double rows = labels.rows();
            Value reconstruction = tape.sum(tape.multiply(pairs.weights(), logLikelihood));
            Value others = tape.sum(classKl);
            if (baseline != null) {
                others = tape.add(others, tape.sum(baseline));
            }
            Value loss = tape.combine(others, 1 / rows, reconstruction, -1 / rows);
            loss = tape.add(loss, penalty.of(tape, tape.scale(weightedKl(), kl.rows() / rows)));
            return labels.labelled() == 0
                    ? loss
                    : tape.combine(loss, 1, tape.sum(crossEntropy), alpha / labels.labelled());
        }

        /** A penalty takes means over rows, which here are pairs. */
        private Value weightedKl() {
            Value ones = tape.constant(1, 1, kl.columns());
            Value zeros = tape.constant(0, 1, kl.columns());
            Value spread = tape.dense(pairs.weights(), ones, zeros, Activation.IDENTITY);
            return tape.multiply(spread, kl);
        }
    }

    private Terms terms(
            Tape tape, INDArray batch, UnlabelledBound how, Value epsilon, RandomGenerator rng) {
        Value all = tape.constant(columnsChecked(batch));
        Value x = tape.columns(all, 0, dataDimension);
        Labels labels = Labels.of(tape, all, dataDimension, classes);
        Value logQ = logProbabilities(tape, x);
        UnlabelledBound.Pairs pairs = how.pairs(tape, logQ, labels, rng);
        GaussianNetwork.Output q = encoder.apply(tape, x, pairs.rows(), pairs.y());
        Value noise = tape.rows(epsilon, pairs.rows());
        Value z = tape.reparameterize(q.mean(), q.logVar(), noise);
        Value logLikelihood = logLikelihood(tape, z, pairs.y(), tape.rows(x, pairs.rows()));
        Value kl = klTerm.of(tape, q, z, noise);
        Value costs = tape.subtract(tape.rowSums(kl), logLikelihood);
        Value baseline = how.baseline(tape, pairs, costs, labels);
        Value classKl = classKl(tape, pairs.logQ(), labels);
        Value named = tape.negate(tape.rowSums(tape.multiply(logQ, labels.oneHot())));
        return new Terms(tape, labels, pairs, logLikelihood, kl, baseline, classKl, named);
    }

    private INDArray columnsChecked(INDArray batch) {
        boolean alone = batch.rank() == 2 && batch.size(1) == dataDimension;
        return alone ? batch : Networks.columnsChecked("batch", batch, batchDimension());
    }

    private Value logProbabilities(Tape tape, Value x) {
        return tape.logSoftmax(classifier.apply(tape, x));
    }

    /** KL(q(y|x) || p(y)) where there is no label, -log p(y) where there is one: [rows, 1]. */
    private Value classKl(Tape tape, Value logQ, Labels labels) {
        Value prior = tape.constant(logPrior, 1, classes);
        Value logP = tape.repeatRows(prior, labels.rows());
        Value q = tape.multiply(tape.exp(logQ), labels.unlabelled());
        Value divergence = tape.multiply(q, tape.subtract(logQ, logP));
        return tape.rowSums(tape.subtract(divergence, tape.multiply(labels.oneHot(), logP)));
    }

    private Value logLikelihood(Tape tape, Value z, Value y, Value x) {
        return decoder.logLikelihood(tape, tape.concat(z, y), x);
    }

    private Value noise(Tape tape, INDArray batch, RandomGenerator rng) {
        return tape.noise(Math.toIntExact(batch.size(0)), latentDimension, rng);
    }

    /**
     * The classifier's q(y|x) of each row.
     *
     * @param x data [rows, dataDimension]
     * @return probabilities [rows, classes]
     */
    public INDArray classify(INDArray x) {
        Networks.columnsChecked("x", x, dataDimension);
        return Networks.forward(
                x, classes, (tape, input) -> tape.exp(logProbabilities(tape, input)));
    }

    @Override
    public int[] classesOf(INDArray x) {
        return classify(x).argMax(1).toIntVector();
    }

    /**
     * The approximate posterior q(z|x, y) of each row.
     *
     * @param x data [rows, dataDimension]
     * @param y the class of each row
     * @return means and log-variances [rows, latentDimension]
     */
    public LatentGaussian encode(INDArray x, int[] y) {
        Networks.columnsChecked("x", x, dataDimension);
        return Networks.gaussian(beside(x, y), latentDimension, this::posterior);
    }

    private GaussianNetwork.Output posterior(Tape tape, Value all) {
        int[] rows = new int[all.rows()];
        Arrays.setAll(rows, r -> r);
        Value x = tape.columns(all, 0, dataDimension);
        Value y = tape.columns(all, dataDimension, batchDimension());
        return encoder.apply(tape, x, rows, y);
    }

    /** Data or latents, and the class of each row one-hot. */
    private INDArray beside(INDArray rows, int[] y) {
        Check.that(
                y.length == rows.size(0),
                "y names %d classes but there are %d rows",
                y.length,
                rows.size(0));
        float[] numbers = new float[y.length * classes];
        for (int r = 0; r < y.length; r++) {
            Check.that(
                    y[r] >= 0 && y[r] < classes,
                    "y holds class %d at %d but the classes are 0 to %d",
                    y[r],
                    r,
                    classes - 1);
            numbers[r * classes + y[r]] = 1;
        }
        INDArray oneHot = Nd4j.create(numbers, new long[] {y.length, classes}, 'c');
        return Nd4j.hstack(rows.castTo(DataType.FLOAT), oneHot);
    }

    /**
     * The means of p(x|y, z), for a Bernoulli decoder the probabilities.
     *
     * @param z latents [rows, latentDimension]
     * @param y the class of each row
     * @return [rows, dataDimension]
     */
    public INDArray decode(INDArray z, int[] y) {
        Networks.columnsChecked("z", z, latentDimension);
        return Networks.forward(beside(z, y), dataDimension, decoder::mean);
    }

    /**
     * Data through classifier, encoder and decoder: decodes the mean of q(z|x, y) with the most
     * probable class y.
     *
     * @param x data [rows, dataDimension]
     * @return [rows, dataDimension]
     */
    public INDArray reconstruct(INDArray x) {
        int[] y = classesOf(x);
        return decode(encode(x, y).mean(), y);
    }

    /**
     * Each datum in its style with every class: decodes the mean of q(z|x, y), where y is the most
     * probable class of x, with all classes in turn (Kingma et al. 2014, figure 1b).
     *
     * @param x data [rows, dataDimension]
     * @return [rows * classes, dataDimension], the classes of a datum adjacent
     */
    public INDArray analogies(INDArray x) {
        INDArray z = encode(x, classesOf(x)).mean();
        int[] y = new int[Math.toIntExact(x.size(0)) * classes];
        Arrays.setAll(y, i -> i % classes);
        return decode(z.repeat(0, (long) classes), y);
    }

    /**
     * New data of given classes by ancestral sampling: z from the prior, then the mean of p(x|y,
     * z), as the papers' figures show it (without the noise of single pixels).
     *
     * @param y the class of each datum
     * @param rng draws z
     * @return [number of classes in y, dataDimension]
     */
    public INDArray sample(int[] y, RandomGenerator rng) {
        Check.positive("number of classes in y", y.length);
        float[] z = Networks.noise(y.length * latentDimension, rng);
        return decode(Nd4j.create(z, new long[] {y.length, latentDimension}, 'c'), y);
    }

    /**
     * Draws one datum from p(x|y, z) for each row, with the noise of every single dimension.
     *
     * @param z latents [rows, latentDimension]
     * @param y the class of each row
     * @param rng draws the noise
     * @return [rows, dataDimension]
     */
    public INDArray simulate(INDArray z, int[] y, RandomGenerator rng) {
        Networks.columnsChecked("z", z, latentDimension);
        return Networks.forward(
                beside(z, y), dataDimension, (tape, v) -> decoder.draw(tape, v, rng));
    }

    /**
     * The bound of a whole data set, -U(x) without and -L(x, y) with labels, with one draw of z for
     * each datum; always the exact sum over the classes and the plain KL term, however the model
     * was trained. The KL term includes that of the classes, KL(q(y|x) || p(y)).
     *
     * @param data all of it is used; rows of dataDimension, or of dataDimension + classes columns
     * @param rng draws z, and the data where they are random
     * @return the bound with its parts
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Bound elbo(Dataset data, RandomGenerator rng) {
        double[] logLikelihood = new double[data.size()];
        double[] kl = new double[data.size()];
        Tape tape = Tape.withoutGradients();
        int rows = Math.max(1, Networks.ROWS / classes);
        for (int from = 0; from < data.size(); from += rows) {
            Networks.stopIfInterrupted(from, data.size());
            int to = Math.min(data.size(), from + rows);
            tape.clear();
            INDArray batch = data.batch(from, to, rng);
            Value epsilon = noise(tape, batch, rng);
            Terms terms = terms(tape, batch, UnlabelledBound.summed(), epsilon, rng);
            Networks.copy(terms.classKl, kl, from);
            addPairs(tape, terms, terms.logLikelihood, logLikelihood, from);
            addPairs(tape, terms, tape.rowSums(terms.kl), kl, from);
        }
        return Bound.of(logLikelihood, kl);
    }

    /** Adds to each datum's number those of its pairs, weighted. */
    private static void addPairs(Tape tape, Terms terms, Value column, double[] to, int from) {
        double[] shares = new double[column.rows()];
        Networks.copy(tape.multiply(terms.pairs.weights(), column), shares, 0);
        for (int p = 0; p < shares.length; p++) {
            to[from + terms.pairs.rows()[p]] += shares[p];
        }
    }

    /**
     * The bound of some data, with one draw of z for each.
     *
     * @param x data [rows, dataDimension], or with label columns
     * @param rng draws z
     * @return the bound with its parts
     */
    public Bound elbo(INDArray x, RandomGenerator rng) {
        return elbo(Dataset.of(x), rng);
    }

    @Override
    public String toString() {
        long count = parameters().stream().mapToLong(Parameter::length).sum();
        return String.format(
                "M2 %d -> %d classes and %d -> %d, unlabelled bound %s, %,d parameters",
                dataDimension, classes, latentDimension, dataDimension, unlabelled, count);
    }

    /** Describes a model; every choice but the data's dimension and the classes has a default. */
    public static final class Builder extends GaussianPlan<Builder> {
        private final int classes;
        private int latent = 50;
        private double alpha = 0.1;
        private float[] logPrior;
        private UnlabelledBound unlabelled = UnlabelledBound.summed();

        private Builder(int data, int classes) {
            super(data);
            Check.that(classes >= 2, "there are %d classes but must be at least 2", classes);
            this.classes = classes;
            double[] uniform = new double[classes];
            Arrays.fill(uniform, 1.0 / classes);
            prior(uniform);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The number of dimensions of z. Default: 50.
         *
         * @param dimension at least 1
         * @return this
         */
        public Builder latent(int dimension) {
            latent = Check.positive("latent dimension", dimension);
            return this;
        }

        /**
         * The prior p(y). Default: uniform.
         *
         * @param probabilities one for each class, positive, of sum 1; for the empirical prior the
         *     classes' shares of the labels
         * @return this
         */
        public Builder prior(double... probabilities) {
            Check.that(
                    probabilities.length == classes,
                    "prior has %d probabilities but there are %d classes",
                    probabilities.length,
                    classes);
            double[] p = Check.probabilities("prior", probabilities);
            logPrior = new float[classes];
            for (int c = 0; c < classes; c++) {
                Check.positive("prior of class " + c, p[c]);
                logPrior[c] = (float) Math.log(p[c]);
            }
            return this;
        }

        /**
         * How the class is taken out of the bound of a datum without a label. Default: the exact
         * sum.
         *
         * @param how summed, sampled or relaxed
         * @return this
         */
        public Builder unlabelled(UnlabelledBound how) {
            unlabelled = Objects.requireNonNull(how, "unlabelled");
            return this;
        }

        /**
         * What naming the label counts: the loss has alpha times the mean of -log q(y|x) over the
         * labelled rows of a batch (Kingma et al. 2014, equation 9, divided by the number of data,
         * so that the paper's 0.1 N is 0.1 here). Default: 0.1.
         *
         * @param weight at least 0
         * @return this
         */
        public Builder alpha(double weight) {
            Check.that(weight >= 0, "alpha is %s but must be at least 0", weight);
            alpha = Check.finite("alpha", weight);
            return this;
        }

        /**
         * Makes the model, with Glorot's weights and biases of zero.
         *
         * @param rng draws the weights
         * @return a new model
         */
        public M2 build(RandomGenerator rng) {
            return new M2(this, rng);
        }
    }
}
