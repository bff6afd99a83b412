package org.elbo.model;

import java.util.random.RandomGenerator;
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
public final class ConditionalIbpVae extends ConditionalModel<IbpVae, LatentFeatures> {
    private ConditionalIbpVae(IbpVae model, int conditionDimension) {
        super(model, conditionDimension);
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
        return new ConditionalIbpVae(new IbpVae(plan, conditionDimension, rng), conditionDimension);
    }

    @Override
    public int latentDimension() {
        return model.latentDimension();
    }

    @Override
    LatentFeatures posterior(INDArray both) {
        return model.encode(both);
    }

    @Override
    INDArray mean(LatentFeatures posterior) {
        return posterior.mean();
    }

    @Override
    INDArray decode(INDArray both) {
        return model.decode(both);
    }

    @Override
    INDArray samplePrior(int count, RandomGenerator rng) {
        return model.sampleCodes(count, rng);
    }

    @Override
    public Bound elbo(Dataset data, RandomGenerator rng) {
        return model.elbo(data, rng);
    }
}
