package org.elbo.model;

import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An {@link IbpVae} of what a condition leaves open: p(x|c, z), where c says what the task is about
 * (a class, or a code of it) and z = A Z is a code of everything else that shapes the data, the
 * nuisances or confounders, whose number the Indian buffet chooses (after Gyawali et al. 2018,
 * arXiv:1811.00073). Since c is there for nothing and every nat of z is paid for, what c tells need
 * not be told by z again.
 *
 * <p>A batch has the columns of the data, then those of the condition.
 */
public final class ConditionalIbpVae implements KlPenalized, LatentVariableModel {
    private final int dataDimension;
    private final int conditionDimension;
    private final IbpVae model;

    private ConditionalIbpVae(int dataDimension, int conditionDimension, IbpVae model) {
        this.dataDimension = dataDimension;
        this.conditionDimension = conditionDimension;
        this.model = model;
    }

    /**
     * Makes a model.
     *
     * @param plan describes the model but for the condition
     * @param conditionDimension the number of columns of the condition, such as classes
     * @param rng draws the weights
     * @return a new model
     * @throws IllegalArgumentException if the condition has no column
     */
    public static ConditionalIbpVae of(
            IbpVae.Builder plan, int conditionDimension, RandomGenerator rng) {
        Check.positive("condition dimension", conditionDimension);
        IbpVae model = new IbpVae(plan, conditionDimension, rng);
        return new ConditionalIbpVae(model.dataDimension(), conditionDimension, model);
    }

    @Override
    public int dataDimension() {
        return dataDimension;
    }

    @Override
    public int batchDimension() {
        return dataDimension + conditionDimension;
    }

    /**
     * The truncation K of the nuisance code.
     *
     * @return at least 1
     */
    public int latentDimension() {
        return model.latentDimension();
    }

    @Override
    public List<Parameter> parameters() {
        return model.parameters();
    }

    /** Records the negative ELBO of log p(x|c), as {@link IbpVae#loss} does that of log p(x). */
    @Override
    public Value loss(Tape tape, INDArray batch, KlPenalty penalty, RandomGenerator rng) {
        return model.loss(tape, batch, penalty, rng);
    }

    /** Records log p(x, z|c) - log q(z|x, c), as {@link IbpVae#logWeights} does without c. */
    @Override
    public Value logWeights(Tape tape, INDArray batch, int k, RandomGenerator rng) {
        return model.logWeights(tape, batch, k, rng);
    }

    /**
     * The nuisance code of each row.
     *
     * @param x data [rows, dataDimension]
     * @param c conditions [rows, conditionDimension]
     * @return the probabilities of the features and the Gaussians of the amounts
     */
    public LatentFeatures encode(INDArray x, INDArray c) {
        Networks.columnsChecked("x", x, dataDimension);
        return model.encode(Networks.beside(x, c, conditionDimension));
    }

    /**
     * The means of p(x|c, z), for a Bernoulli decoder the probabilities.
     *
     * @param z nuisance codes [rows, features]
     * @param c conditions [rows, conditionDimension]
     * @return [rows, dataDimension]
     */
    public INDArray decode(INDArray z, INDArray c) {
        Networks.columnsChecked("z", z, latentDimension());
        return model.decode(Networks.beside(z, c, conditionDimension));
    }

    /**
     * Data through encoder and decoder.
     *
     * @param x data [rows, dataDimension]
     * @param c conditions [rows, conditionDimension]
     * @return [rows, dataDimension]
     */
    public INDArray reconstruct(INDArray x, INDArray c) {
        return decode(encode(x, c).mean(), c);
    }

    /**
     * New data with given conditions: nuisances from the prior, then the mean of p(x|c, z).
     *
     * @param c conditions [count, conditionDimension]
     * @param rng draws the nuisances
     * @return [count, dataDimension]
     */
    public INDArray sample(INDArray c, RandomGenerator rng) {
        return decode(model.sampleCodes(Math.toIntExact(c.size(0)), rng), c);
    }

    /**
     * The ELBO of log p(x|c) of a whole data set, as {@link IbpVae#elbo(Dataset, RandomGenerator)}
     * has it.
     *
     * @param data all of it is used; data and conditions side by side
     * @param rng draws sticks, masks and amounts
     * @return the bound with its parts
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Bound elbo(Dataset data, RandomGenerator rng) {
        return model.elbo(data, rng);
    }

    @Override
    public String toString() {
        return model + " given " + conditionDimension + " columns";
    }
}
