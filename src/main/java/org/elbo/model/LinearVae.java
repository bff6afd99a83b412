package org.elbo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.elbo.nn.Dense;
import org.elbo.prob.DiagonalGaussian;
import org.elbo.prob.Elbo;
import org.elbo.prob.LinearGaussianModel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A variational autoencoder without nonlinearity: p(z) = N(0, I), p(x|z) = N(W z + b, s^2 I),
 * q(z|x) = N(V x + c, D) with a diagonal D that is the same for all x (Lucas et al. 2019,
 * arXiv:1911.02469). Everything about it is known exactly: the best likelihood is that of
 * probabilistic PCA, and its ELBO has no other maximum, where W's columns are principal directions
 * and q is the posterior itself.
 *
 * <pre>{@code
 * LinearVae vae = LinearVae.of(10, 6, new Random(1));
 * Trainer.of(vae, Adam.of(1e-2)).batchSize(500).epochs(200).fit(data);
 * double gap = ProbabilisticPca.fit(x, 6).meanLogLikelihood() - vae.elbo(rows).elbo().value();
 * }</pre>
 */
public final class LinearVae implements KlPenalized, GaussianLatentModel {
    private final int dataDimension;
    private final int latentDimension;
    private final Dense encoder;
    private final Parameter encoderLogVar;
    private final Dense decoder;
    private final Parameter noiseLogVar;
    private final boolean noiseLearned;

    private LinearVae(int data, int latent, Double noiseVariance, RandomGenerator rng) {
        dataDimension = data;
        latentDimension = latent;
        encoder = Dense.of("encoder.mean", data, latent, Activation.IDENTITY, rng);
        encoderLogVar = Parameter.of("encoder.logVar", Nd4j.zeros(1, latent));
        decoder = Dense.of("decoder.mean", latent, data, Activation.IDENTITY, rng);
        noiseLearned = noiseVariance == null;
        double logVar = noiseLearned ? 0 : Math.log(noiseVariance);
        noiseLogVar = Parameter.of("decoder.logVar", Nd4j.scalar(logVar).reshape(1, 1));
    }

    /**
     * Creates a model that learns the variance of the noise, with Glorot's weights, biases of zero
     * and variances of one.
     *
     * @param dataDimension the number of dimensions of a datum
     * @param latentDimension the number of dimensions of z
     * @param rng draws the weights
     * @return a new model
     */
    public static LinearVae of(int dataDimension, int latentDimension, RandomGenerator rng) {
        return new LinearVae(dataDimension, latentDimension, null, rng);
    }

    /**
     * Creates a model whose noise keeps the variance given; latents whose principal variance is
     * below it collapse.
     *
     * @param dataDimension the number of dimensions of a datum
     * @param latentDimension the number of dimensions of z
     * @param noiseVariance s^2, positive
     * @param rng draws the weights
     * @return a new model
     */
    public static LinearVae of(
            int dataDimension, int latentDimension, double noiseVariance, RandomGenerator rng) {
        Check.positive("noise variance", noiseVariance);
        return new LinearVae(dataDimension, latentDimension, noiseVariance, rng);
    }

    @Override
    public int dataDimension() {
        return dataDimension;
    }

    @Override
    public int latentDimension() {
        return latentDimension;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(encoder.parameters());
        all.add(encoderLogVar);
        all.addAll(decoder.parameters());
        if (noiseLearned) {
            all.add(noiseLogVar);
        }
        return List.copyOf(all);
    }

    /** Records the same loss as the {@link Vae}, with one draw of z for each datum. */
    @Override
    public Value loss(Tape tape, INDArray batch, KlPenalty penalty, RandomGenerator rng) {
        return terms(tape, batch, noise(tape, batch, rng)).loss(penalty);
    }

    /** The parts of the ELBO: log-likelihoods [batch, 1], divergences [batch, latentDimension]. */
    private record Terms(Tape tape, Value logLikelihood, Value kl) {
        Value loss(KlPenalty penalty) {
            return tape.subtract(penalty.of(tape, kl), tape.mean(logLikelihood));
        }
    }

    private Terms terms(Tape tape, INDArray batch, Value epsilon) {
        Value x = tape.constant(Networks.columnsChecked("batch", batch, dataDimension));
        GaussianNetwork.Output q = posterior(tape, x);
        Value z = tape.reparameterize(q.mean(), q.logVar(), epsilon);
        Value kl = tape.gaussianKlTerms(q.mean(), q.logVar());
        return new Terms(tape, logLikelihood(tape, z, x), kl);
    }

    @Override
    public GaussianNetwork.Output posterior(Tape tape, Value x) {
        Value logVar = tape.repeatRows(tape.parameter(encoderLogVar), x.rows());
        return new GaussianNetwork.Output(encoder.apply(tape, x), logVar);
    }

    private Value noise(Tape tape, INDArray batch, RandomGenerator rng) {
        return tape.noise(Math.toIntExact(batch.size(0)), latentDimension, rng);
    }

    @Override
    public LatentGaussian encode(INDArray x) {
        Networks.columnsChecked("x", x, dataDimension);
        INDArray mean = Networks.forward(x, latentDimension, encoder::apply);
        return new LatentGaussian(mean, encoderLogVar.value().repeat(0, x.size(0)));
    }

    @Override
    public Value logLikelihood(Tape tape, Value z, Value x) {
        Value squares = tape.squaredError(decoder.apply(tape, z), x);
        Value logVar = tape.repeatRows(tape.parameter(noiseLogVar), x.rows());
        Value scaled = tape.multiply(squares, tape.exp(tape.negate(logVar)));
        Value both = tape.combine(scaled, 1, logVar, dataDimension);
        return tape.affine(both, -0.5, -0.5 * dataDimension * Math.log(2 * Math.PI));
    }

    /**
     * The means of p(x|z).
     *
     * @param z latents [rows, latentDimension]
     * @return [rows, dataDimension]
     */
    public INDArray decode(INDArray z) {
        Networks.columnsChecked("z", z, latentDimension);
        return Networks.forward(z, dataDimension, decoder::apply);
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

    @Override
    public INDArray simulate(INDArray z, RandomGenerator rng) {
        INDArray mean = decode(z);
        float[] epsilon = Networks.noise(Math.toIntExact(mean.length()), rng);
        INDArray noise = Nd4j.create(epsilon, mean.shape(), 'c');
        return mean.addi(noise.muli(Math.sqrt(noiseVariance())));
    }

    /**
     * The ELBO of some data, exactly: no noise is drawn, and the computation is in double
     * precision.
     *
     * @param x data [rows, dataDimension]
     * @return the bound with its parts; the standard errors are those of the choice of data
     */
    public Bound elbo(INDArray x) {
        LinearGaussianModel model = model();
        LatentGaussian q = encode(x);
        double[][] data = x.toDoubleMatrix();
        double[][] mean = q.mean().toDoubleMatrix();
        double[] logVar = encoderLogVar.value().toDoubleVector();
        double[] logLikelihood = new double[data.length];
        double[] kl = new double[data.length];
        for (int i = 0; i < data.length; i++) {
            Elbo elbo = Elbo.of(model, data[i], DiagonalGaussian.of(mean[i], logVar));
            logLikelihood[i] = elbo.expectedLogLikelihood();
            kl[i] = elbo.kl();
        }
        return Bound.of(logLikelihood, kl);
    }

    /**
     * The generative model by itself, whose evidence and posterior are exact.
     *
     * @return a copy of W, b and s in double precision
     */
    public LinearGaussianModel model() {
        return LinearGaussianModel.of(
                directions().transpose().toDoubleMatrix(),
                decoder.bias().value().toDoubleVector(),
                Math.sqrt(noiseVariance()));
    }

    /**
     * The columns of W, to be compared with principal directions.
     *
     * @return a copy [latentDimension, dataDimension]; the row of a collapsed latent is about zero
     */
    public INDArray directions() {
        return decoder.weight().value().dup('c');
    }

    /**
     * The variance s^2 of the noise.
     *
     * @return what was learned, or given
     */
    public double noiseVariance() {
        return Math.exp(noiseLogVar.value().getDouble(0));
    }

    @Override
    public String toString() {
        return String.format(
                "LinearVae %d -> %d -> %d", dataDimension, latentDimension, dataDimension);
    }
}
