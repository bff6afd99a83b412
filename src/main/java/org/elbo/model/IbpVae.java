package org.elbo.model;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.elbo.nn.Mlp;
import org.elbo.prob.Kumaraswamy;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A variational autoencoder that chooses the size of its code (Chatzis 2014, arXiv:1409.6145;
 * Singh, Ling and Doshi-Velez 2017): the code is A Z, element by element, with Gaussian amounts A ~
 * N(0, I) and a mask Z of zeros and ones under an Indian buffet process, truncated at K features.
 * Sticks nu_k ~ Beta(alpha, 1) give the features' probabilities pi_k = nu_1 ... nu_k, and Z_k ~
 * Bernoulli(pi_k) for each datum.
 *
 * <p>The posterior of the sticks is one for all data; its divergence from the prior counts once, so
 * that a datum's share of it is one over the size of the training set.
 *
 * <pre>{@code
 * IbpVae model = IbpVae.builder(784, train.size()).alpha(10).features(100).build(new Random(1));
 * Trainer.of(model, Adam.of(1e-3)).epochs(10).fit(train);
 * System.out.println(FeatureUse.of(model.encode(images)));
 * }</pre>
 */
public final class IbpVae implements KlPenalized, LatentVariableModel {
    private final int dataDimension;
    private final int conditionDimension;
    private final int dataSize;
    private final int features;
    private final boolean amounts;
    private final MaskPosterior maskPosterior;
    private final MaskGradient maskGradient;
    private final double temperature;
    private final double priorTemperature;
    private final Sticks sticks;
    private final Mlp encoder;
    private final Decoder.Network decoder;

    /** With a condition, its columns come behind the data's and behind the code's. */
    IbpVae(Builder plan, int condition, RandomGenerator rng) {
        dataDimension = plan.data;
        conditionDimension = condition;
        dataSize = plan.dataSize;
        features = plan.features;
        amounts = plan.amounts;
        maskPosterior = plan.maskPosterior;
        maskGradient = plan.maskGradient;
        temperature = plan.temperature;
        priorTemperature = plan.priorTemperature;
        sticks = new Sticks(plan.alpha, features);
        int[] in =
                Networks.sizes(
                        plan.data + condition, plan.hidden, amounts ? 3 * features : features);
        int[] out = Networks.sizes(features + condition, Networks.reversed(plan.hidden), plan.data);
        encoder = Mlp.of("encoder", in, plan.activation, Activation.IDENTITY, rng);
        decoder = plan.decoder.network(out, plan.activation, rng);
    }

    /**
     * Starts the description of a model.
     *
     * @param dataDimension the number of dimensions of a datum
     * @param dataSize the number of training data, among which the sticks' divergence is divided
     * @return a builder
     */
    public static Builder builder(int dataDimension, int dataSize) {
        return new Builder(dataDimension, dataSize);
    }

    @Override
    public int dataDimension() {
        return dataDimension;
    }

    /**
     * The truncation K.
     *
     * @return at least 1
     */
    public int latentDimension() {
        return features;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(sticks, encoder, decoder).flatMap(n -> n.parameters().stream()).toList();
    }

    /**
     * Records the negative ELBO of a batch, or what training takes for it: the KL term counts as
     * the penalty says. With a relaxed mask it is the relaxed model's.
     */
    @Override
    public Value loss(Tape tape, INDArray batch, KlPenalty penalty, RandomGenerator rng) {
        int draws = maskGradient == MaskGradient.CONCRETE ? 1 : 2;
        return loss(tape, batch, penalty, noise(tape, batch, draws, rng));
    }

    /** With one row of noise for each row of data, or two. */
    Value loss(Tape tape, INDArray batch, KlPenalty penalty, BuffetNoise noise) {
        Value x = data(tape, batch);
        int draws = noise.logistic().rows() / x.rows();
        Code code = posterior(tape, x, draws, noise);
        Value repeated = tape.repeatRows(x, draws);
        Value share = tape.scale(sticks.kl(tape), penalty.weight() / dataSize);
        return tape.add(
                share,
                switch (maskGradient) {
                    case CONCRETE -> relaxed(tape, code, repeated, noise).loss(penalty);
                    case SCORE_FUNCTION -> scored(tape, code, repeated, noise, penalty);
                });
    }

    /** The parts of the ELBO: log-likelihoods [rows, 1], divergences [rows, 2 features]. */
    private record Terms(Tape tape, Value logLikelihood, Value kl) {
        Value loss(KlPenalty penalty) {
            return tape.subtract(penalty.of(tape, kl), tape.mean(logLikelihood));
        }
    }

    private Terms relaxed(Tape tape, Code code, Value x, BuffetNoise noise) {
        Value y = tape.binaryConcrete(code.logOdds, noise.logistic(), temperature);
        Value kl =
                tape.subtract(
                        tape.binaryConcreteLogDensity(code.logOdds, temperature, y),
                        tape.binaryConcreteLogDensity(code.prior, priorTemperature, y));
        return terms(tape, code, tape.activate(y, Activation.SIGMOID), kl, x, noise);
    }

    private Terms hard(Tape tape, Code code, Value mask, Value x, BuffetNoise noise) {
        return terms(tape, code, mask, tape.bernoulliKl(code.logOdds, code.prior), x, noise);
    }

    private Terms terms(
            Tape tape, Code code, Value mask, Value maskKl, Value x, BuffetNoise noise) {
        if (!amounts) {
            return new Terms(tape, logLikelihood(tape, mask, x), maskKl);
        }
        Value amount = tape.reparameterize(code.mean, code.logVar, noise.gaussian());
        Value logLikelihood = logLikelihood(tape, tape.multiply(amount, mask), x);
        Value kl = tape.concat(tape.gaussianKlTerms(code.mean, code.logVar), maskKl);
        return new Terms(tape, logLikelihood, kl);
    }

    /**
     * The loss with zeros and ones. What is added is zero, and its derivative is the score
     * function's: each draw's log-likelihood less the other's, times that of log q(Z|x).
     */
    private Value scored(Tape tape, Code code, Value x, BuffetNoise noise, KlPenalty penalty) {
        Value mask = mask(tape, code.logOdds, noise.logistic());
        Terms terms = hard(tape, code, mask, x, noise);
        Value logQ = tape.bernoulliLogLikelihood(code.logOdds, mask);
        Value zero = tape.subtract(logQ, tape.constant(logQ.data()));
        Value worth = tape.constant(lessTheOther(terms.logLikelihood), x.rows(), 1);
        return tape.subtract(terms.loss(penalty), tape.mean(tape.multiply(worth, zero)));
    }

    private static float[] lessTheOther(Value pairs) {
        float[] l = pairs.data().data().asFloat();
        for (int i = 0; i < pairs.rows(); i += 2) {
            float difference = l[i] - l[i + 1];
            l[i] = difference;
            l[i + 1] = -difference;
        }
        return l;
    }

    /** Zeros and ones with the given log odds. No gradient reaches them. */
    private static Value mask(Tape tape, Value logOdds, Value logistic) {
        float[] mask = logOdds.data().data().asFloat();
        float[] noise = logistic.data().data().asFloat();
        for (int i = 0; i < logOdds.rows() * logOdds.columns(); i++) {
            mask[i] = mask[i] + noise[i] > 0 ? 1 : 0;
        }
        return tape.constant(mask, logOdds.rows(), logOdds.columns());
    }

    /**
     * The posterior of each row and the prior's log odds, all [rows, features]; mean and
     * log-variance are those of the amounts, null where there are none.
     */
    private record Code(Value logOdds, Value prior, Value mean, Value logVar) {}

    /** Encodes each row once, then draws sticks for it several times. */
    private Code posterior(Tape tape, Value x, int draws, BuffetNoise noise) {
        Value encoded = tape.repeatRows(encoder.apply(tape, x), draws);
        return posterior(tape, encoded, sticks.logOdds(tape, noise.exponential()));
    }

    private Code posterior(Tape tape, Value encoded, Value prior) {
        Value mask = tape.columns(encoded, 0, features);
        return new Code(
                maskPosterior.logOdds(tape, mask, prior),
                prior,
                amounts ? tape.columns(encoded, features, 2 * features) : null,
                amounts ? tape.columns(encoded, 2 * features, 3 * features) : null);
    }

    private Value logLikelihood(Tape tape, Value z, Value batch) {
        return Networks.logLikelihood(tape, decoder, z, batch, dataDimension);
    }

    private Value data(Tape tape, INDArray batch) {
        return tape.constant(checked("batch", batch));
    }

    private INDArray checked(String role, INDArray x) {
        return Networks.columnsChecked(role, x, dataDimension + conditionDimension);
    }

    private BuffetNoise noise(Tape tape, INDArray batch, int times, RandomGenerator rng) {
        int rows = Math.multiplyExact(Math.toIntExact(batch.size(0)), times);
        return BuffetNoise.of(tape, rows, features, rng);
    }

    /**
     * Records log p(x, A, Z | sticks) - log q(A, Z | x, sticks) for k draws of sticks, mask and
     * amounts for each row, the mask of zeros and ones however the model was trained. On average
     * its exponential is the density that the model, with what it learned of the sticks, gives to a
     * new datum. The gradient does not pass through the mask: the weights judge, {@link #loss}
     * trains.
     */
    @Override
    public Value logWeights(Tape tape, INDArray batch, int k, RandomGenerator rng) {
        Check.positive("k", k);
        Value x = data(tape, batch);
        BuffetNoise noise = noise(tape, batch, k, rng);
        Code code = posterior(tape, x, k, noise);
        Value mask = mask(tape, code.logOdds, noise.logistic());
        Value maskRatio =
                tape.subtract(
                        tape.bernoulliLogLikelihood(code.prior, mask),
                        tape.bernoulliLogLikelihood(code.logOdds, mask));
        Value repeated = tape.repeatRows(x, k);
        if (!amounts) {
            return tape.add(logLikelihood(tape, mask, repeated), maskRatio);
        }
        Value amount = tape.reparameterize(code.mean, code.logVar, noise.gaussian());
        Value amountRatio =
                tape.subtract(
                        tape.standardGaussianLogLikelihood(amount),
                        tape.gaussianLogLikelihood(code.mean, code.logVar, amount));
        Value logLikelihood = logLikelihood(tape, tape.multiply(amount, mask), repeated);
        return tape.add(logLikelihood, tape.add(amountRatio, maskRatio));
    }

    /**
     * What is learned of the sticks.
     *
     * @return q(nu_k) of each piece; the length pi_k is the product of the first k
     */
    public List<Kumaraswamy> pieces() {
        return IntStream.range(0, features).mapToObj(sticks::piece).toList();
    }

    /**
     * What it cost to learn the sticks: their divergence from the prior, once for all data.
     *
     * @return nats, for the whole training set
     */
    public double sticksKl() {
        return sticks.kl(Tape.withoutGradients()).item();
    }

    /**
     * The approximate posterior of each row; where it depends on the sticks, with their mean
     * lengths.
     *
     * @param x data [rows, dataDimension]
     * @return the probabilities of the features and the Gaussians of the amounts
     */
    public LatentFeatures encode(INDArray x) {
        checked("x", x);
        INDArray all = Networks.forward(x, 3 * features, this::encode);
        return new LatentFeatures(
                Networks.columns(all, 0, features),
                new LatentGaussian(
                        Networks.columns(all, features, 2 * features),
                        Networks.columns(all, 2 * features, 3 * features)));
    }

    /** Probabilities, means and log-variances; without amounts they are 1 for certain. */
    private Value encode(Tape tape, Value x) {
        Value prior = tape.repeatRows(tape.constant(sticks.meanLogOdds(), 1, features), x.rows());
        Code code = posterior(tape, encoder.apply(tape, x), prior);
        Value probability = tape.activate(code.logOdds, Activation.SIGMOID);
        return tape.concat(
                probability,
                amounts
                        ? tape.concat(code.mean, code.logVar)
                        : tape.concat(
                                tape.constant(1, x.rows(), features),
                                tape.constant(Double.NEGATIVE_INFINITY, x.rows(), features)));
    }

    /**
     * The means of p(x|z), for a Bernoulli decoder the probabilities.
     *
     * @param z codes A Z [rows, features]
     * @return [rows, dataDimension]
     */
    public INDArray decode(INDArray z) {
        Networks.columnsChecked("z", z, features + conditionDimension);
        return Networks.forward(z, dataDimension, decoder::mean);
    }

    /**
     * Data through encoder and decoder: decodes the mean of q(z|x).
     *
     * @param x data [rows, dataDimension]
     * @return [rows, dataDimension]
     */
    public INDArray reconstruct(INDArray x) {
        return decode(encode(x).mean());
    }

    /**
     * Draws one code from q(z|x) for each row.
     *
     * @param x data [rows, dataDimension]
     * @param rng draws mask and amounts
     * @return A Z [rows, features]
     */
    public INDArray drawLatents(INDArray x, RandomGenerator rng) {
        return encode(x).sample(rng);
    }

    /**
     * New data by ancestral sampling: sticks from what was learned of them, a mask, amounts, then
     * the mean of p(x|z).
     *
     * @param count how many
     * @param rng draws sticks, mask and amounts
     * @return [count, dataDimension]
     */
    public INDArray sample(int count, RandomGenerator rng) {
        return decode(sampleCodes(count, rng));
    }

    /** Codes A Z from the prior, with sticks from what was learned of them. */
    INDArray sampleCodes(int count, RandomGenerator rng) {
        Check.positive("count", count);
        Tape tape = Tape.withoutGradients();
        BuffetNoise noise = BuffetNoise.of(tape, count, features, rng);
        Value logOdds = sticks.logOdds(tape, noise.exponential());
        Value mask = mask(tape, logOdds, noise.logistic());
        Value z = amounts ? tape.multiply(noise.gaussian(), mask) : mask;
        return z.data().dup();
    }

    /**
     * Draws one datum from p(x|z) for each row, with the noise of every single dimension.
     *
     * @param z codes A Z [rows, features]
     * @param rng draws the noise
     * @return [rows, dataDimension]
     */
    public INDArray simulate(INDArray z, RandomGenerator rng) {
        Networks.columnsChecked("z", z, features + conditionDimension);
        return Networks.forward(z, dataDimension, (tape, v) -> decoder.draw(tape, v, rng));
    }

    /**
     * The straight way in latent space from one datum to another.
     *
     * @param a the first datum [1, dataDimension]
     * @param b the last datum [1, dataDimension]
     * @param steps the number of points, both ends included
     * @return the decoded points [steps, dataDimension]
     */
    public INDArray interpolate(INDArray a, INDArray b, int steps) {
        return decode(Networks.line(encode(a).mean(), encode(b).mean(), steps));
    }

    /**
     * The ELBO of a whole data set, with one draw for each datum: that of the model with masks of
     * zeros and ones, a datum's share of the sticks' divergence included, however the model was
     * trained.
     *
     * @param data all of it is used
     * @param rng draws sticks, masks and amounts, and the data where they are random
     * @return the bound with its parts
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Bound elbo(Dataset data, RandomGenerator rng) {
        double share = sticksKl() / dataSize;
        return Bound.of(
                data,
                rng,
                (tape, batch) -> {
                    BuffetNoise noise = noise(tape, batch, 1, rng);
                    Value x = data(tape, batch);
                    Code code = posterior(tape, x, 1, noise);
                    Terms terms =
                            hard(tape, code, mask(tape, code.logOdds, noise.logistic()), x, noise);
                    return new Bound.Parts(
                            terms.logLikelihood, tape.affine(tape.rowSums(terms.kl), 1, share));
                });
    }

    /**
     * The ELBO of some data, with one draw for each.
     *
     * @param x data [rows, dataDimension]
     * @param rng draws sticks, masks and amounts
     * @return the bound with its parts
     */
    public Bound elbo(INDArray x, RandomGenerator rng) {
        return elbo(Dataset.of(x), rng);
    }

    @Override
    public String toString() {
        long count = parameters().stream().mapToLong(Parameter::length).sum();
        return String.format(
                Locale.ROOT,
                "IbpVae %d -> at most %d -> %d, %s, %s, %,d parameters",
                dataDimension,
                features,
                dataDimension,
                word(maskPosterior),
                word(maskGradient),
                count);
    }

    private static String word(Enum<?> choice) {
        return choice.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Describes an IBP-VAE; every choice but the data's has a default. */
    public static final class Builder extends Plan<Builder> {
        private final int dataSize;
        private int features = 50;
        private boolean amounts = true;
        private double alpha = 5;
        private MaskPosterior maskPosterior = MaskPosterior.STRUCTURED;
        private MaskGradient maskGradient = MaskGradient.CONCRETE;
        private double temperature = 0.5;
        private double priorTemperature = 0.5;

        private Builder(int data, int dataSize) {
            super(data);
            this.dataSize = Check.positive("data size", dataSize);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The truncation K, the largest number of features. Default: 50.
         *
         * @param most at least 1; see {@link org.elbo.prob.IndianBuffet#lostToTruncation}
         * @return this
         */
        public Builder features(int most) {
            features = Check.positive("features", most);
            return this;
        }

        /**
         * The mean number of features that the prior gives to a datum. Default: 5.
         *
         * @param concentration positive
         * @return this
         * @throws IllegalArgumentException if it is not positive and finite
         */
        public Builder alpha(double concentration) {
            alpha = Check.positive("alpha", concentration);
            return this;
        }

        /**
         * Whether the code has Gaussian amounts, A Z, or is the mask Z alone: features that are
         * there or not (Griffiths and Ghahramani's linear-Gaussian model, with a network for the
         * linear map). Default: amounts.
         *
         * @param gaussian true for A Z, false for Z
         * @return this
         */
        public Builder amounts(boolean gaussian) {
            amounts = gaussian;
            return this;
        }

        /**
         * How the posterior of the mask goes with the sticks. Default: structured.
         *
         * @param form structured or mean field
         * @return this
         */
        public Builder posterior(MaskPosterior form) {
            maskPosterior = Objects.requireNonNull(form, "posterior");
            return this;
        }

        /**
         * How the gradient passes through the mask. Default: by relaxation.
         *
         * @param how relaxed or by the score function
         * @return this
         */
        public Builder gradient(MaskGradient how) {
            maskGradient = Objects.requireNonNull(how, "gradient");
            return this;
        }

        /**
         * The temperature of the relaxed mask, for posterior and prior. Default: 1/2.
         *
         * @param both positive; the lower, the nearer to zeros and ones and the noisier the
         *     gradient
         * @return this
         * @throws IllegalArgumentException if it is not positive and finite
         */
        public Builder temperature(double both) {
            return temperature(both, both);
        }

        /**
         * The temperatures of the relaxed mask. Where they differ, a posterior equal to the prior
         * still costs something.
         *
         * @param posterior positive
         * @param prior positive
         * @return this
         * @throws IllegalArgumentException if one is not positive and finite
         */
        public Builder temperature(double posterior, double prior) {
            temperature = Check.positive("temperature", posterior);
            priorTemperature = Check.positive("temperature of the prior", prior);
            return this;
        }

        /**
         * Makes the model, with Glorot's weights, biases of zero and sticks as the prior has them.
         *
         * @param rng draws the weights
         * @return a new model
         */
        public IbpVae build(RandomGenerator rng) {
            return new IbpVae(this, 0, rng);
        }
    }
}
