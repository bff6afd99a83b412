package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link Vae} of what a condition leaves open (Sohn, Lee and Yan 2015): p(x|c, z), where c says
 * what the task is about (a class, or a code of it) and z ~ N(0, I) is a code of everything else
 * that shapes the data, whose size is chosen beforehand; {@link ConditionalIbpVae} chooses it
 * itself. The prior of z does not depend on c. Since c is there for nothing and every nat of z is
 * paid for, what c tells need not be told by z again.
 *
 * <p>A batch has the columns of the data, then those of the condition.
 */
public final class ConditionalVae extends ConditionalModel<Vae, LatentGaussian> {
    private ConditionalVae(Vae model, int conditionDimension) {
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
    public static ConditionalVae of(Vae.Builder plan, int conditionDimension, RandomGenerator rng) {
        Check.positive("condition dimension", conditionDimension);
        return new ConditionalVae(new Vae(plan, conditionDimension, rng), conditionDimension);
    }

    @Override
    public int latentDimension() {
        return model.latentDimension();
    }

    @Override
    LatentGaussian posterior(INDArray both) {
        return model.encode(both);
    }

    @Override
    INDArray mean(LatentGaussian posterior) {
        return posterior.mean();
    }

    @Override
    INDArray decode(INDArray both) {
        return model.decode(both);
    }

    @Override
    INDArray samplePrior(int count, RandomGenerator rng) {
        return model.sampleLatents(count, rng);
    }

    @Override
    public Bound elbo(Dataset data, RandomGenerator rng) {
        return model.elbo(data, rng);
    }
}
