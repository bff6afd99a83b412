package org.elbo.model;

import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model of what a condition leaves open, p(x|c, z): c says what the task is about (a class, or a
 * code of it) and z is a code of everything else that shapes the data. Since c is there for nothing
 * and every nat of z is paid for, what c tells need not be told by z again.
 *
 * <p>A batch has the columns of the data, then those of the condition; so does what the model
 * inside reads.
 *
 * @param <M> the model inside, whose encoder and decoder are told the condition
 * @param <Q> the approximate posterior of z
 */
abstract class ConditionalModel<M extends KlPenalized & LatentVariableModel, Q>
        implements KlPenalized, LatentVariableModel {
    final M model;
    private final int conditionDimension;

    ConditionalModel(M model, int conditionDimension) {
        this.model = model;
        this.conditionDimension = conditionDimension;
    }

    /** q(z|x, c) of data with conditions behind them. */
    abstract Q posterior(INDArray both);

    abstract INDArray mean(Q posterior);

    /** The means of p(x|c, z) for codes with conditions behind them. */
    abstract INDArray decode(INDArray both);

    /** Codes from the prior. */
    abstract INDArray samplePrior(int count, RandomGenerator rng);

    /**
     * The size of the nuisance code, for a code that chooses its size the largest.
     *
     * @return at least 1
     */
    public abstract int latentDimension();

    /**
     * The ELBO of log p(x|c) of a whole data set, as the model without a condition has it.
     *
     * @param data all of it is used; data and conditions side by side
     * @param rng draws what is random in a code
     * @return the bound with its parts
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public abstract Bound elbo(Dataset data, RandomGenerator rng);

    @Override
    public int dataDimension() {
        return model.dataDimension();
    }

    @Override
    public int batchDimension() {
        return dataDimension() + conditionDimension;
    }

    @Override
    public List<Parameter> parameters() {
        return model.parameters();
    }

    /** Records the negative ELBO of log p(x|c), as the model without a condition does. */
    @Override
    public Value loss(Tape tape, INDArray batch, KlPenalty penalty, RandomGenerator rng) {
        return model.loss(tape, batch, penalty, rng);
    }

    /** Records log p(x, z|c) - log q(z|x, c), as the model does without c. */
    @Override
    public Value logWeights(Tape tape, INDArray batch, int k, RandomGenerator rng) {
        return model.logWeights(tape, batch, k, rng);
    }

    /**
     * The nuisance code of each row.
     *
     * @param x data [rows, dataDimension]
     * @param c conditions [rows, conditionDimension]
     * @return the approximate posterior, its parts [rows, latentDimension]
     */
    public Q encode(INDArray x, INDArray c) {
        Networks.columnsChecked("x", x, dataDimension());
        return posterior(Networks.beside(x, c, conditionDimension));
    }

    /**
     * The means of p(x|c, z), for a Bernoulli decoder the probabilities.
     *
     * @param z nuisance codes [rows, latentDimension]
     * @param c conditions [rows, conditionDimension]
     * @return [rows, dataDimension]
     */
    public INDArray decode(INDArray z, INDArray c) {
        Networks.columnsChecked("z", z, latentDimension());
        return decode(Networks.beside(z, c, conditionDimension));
    }

    /**
     * Data through encoder and decoder.
     *
     * @param x data [rows, dataDimension]
     * @param c conditions [rows, conditionDimension]
     * @return [rows, dataDimension]
     */
    public INDArray reconstruct(INDArray x, INDArray c) {
        return decode(mean(encode(x, c)), c);
    }

    /**
     * New data with given conditions: nuisances from the prior, then the mean of p(x|c, z).
     *
     * @param c conditions [count, conditionDimension]
     * @param rng draws the nuisances
     * @return [count, dataDimension]
     */
    public INDArray sample(INDArray c, RandomGenerator rng) {
        return decode(samplePrior(Math.toIntExact(c.size(0)), rng), c);
    }

    @Override
    public String toString() {
        return model + " given " + conditionDimension + " columns";
    }
}
