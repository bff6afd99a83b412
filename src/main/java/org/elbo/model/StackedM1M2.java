package org.elbo.model;

import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * M1 and M2 on top of each other (Kingma, Rezende, Mohamed and Welling 2014, arXiv:1406.5298,
 * section 2.1): the data of an {@link M2} are the features of a trained {@link M1}, so that p(x,
 * z1, y, z2) = p(y) p(z2) p(z1|y, z2) p(x|z1). They are trained one after the other, M2 on draws of
 * z1:
 *
 * <pre>{@code
 * SemiSupervised data = SemiSupervised.of(m1.samples(pixels), split, 50, 200);
 * M2 m2 = M2.builder(m1.dimension(), 10).decoder(Decoder.GAUSSIAN).build(rng);
 * Trainer.of(m2, Adam.of(1e-3)).batchSize(data.batchSize()).fit(data);
 * StackedM1M2 stacked = StackedM1M2.of(m1, m2);
 * }</pre>
 */
public final class StackedM1M2 implements Classifier {
    private final M1 m1;
    private final M2 m2;

    private StackedM1M2(M1 m1, M2 m2) {
        this.m1 = m1;
        this.m2 = m2;
    }

    /**
     * Puts one on top of the other.
     *
     * @param m1 the features
     * @param m2 trained on samples of them, with a Gaussian decoder
     * @return both
     * @throws IllegalArgumentException if the data of the second are not the features of the first
     */
    public static StackedM1M2 of(M1 m1, M2 m2) {
        Check.that(
                m1.dimension() == m2.dataDimension(),
                "M1 has %d features but M2 is of data of %d dimensions",
                m1.dimension(),
                m2.dataDimension());
        return new StackedM1M2(m1, m2);
    }

    /**
     * The classifier's q(y|z1) of each row, z1 being the features' means.
     *
     * @param x data [rows, dataDimension]
     * @return probabilities [rows, classes]
     */
    public INDArray classify(INDArray x) {
        return m2.classify(m1.features(x));
    }

    @Override
    public int[] classesOf(INDArray x) {
        return m2.classesOf(m1.features(x));
    }

    /**
     * Each datum in its style with every class, as {@link M2#analogies} does it with features.
     *
     * @param x data [rows, dataDimension]
     * @return [rows * classes, dataDimension], the classes of a datum adjacent
     */
    public INDArray analogies(INDArray x) {
        return m1.decode(m2.analogies(m1.features(x)));
    }

    /**
     * New data of given classes by ancestral sampling: z2 from the prior, z1 from p(z1|y, z2), then
     * the mean of p(x|z1).
     *
     * @param y the class of each datum
     * @param rng draws z2 and z1
     * @return [number of classes in y, dataDimension]
     */
    public INDArray sample(int[] y, RandomGenerator rng) {
        Check.positive("number of classes in y", y.length);
        float[] noise = Networks.noise(y.length * m2.latentDimension(), rng);
        INDArray z2 = Nd4j.create(noise, new long[] {y.length, m2.latentDimension()}, 'c');
        return m1.decode(m2.simulate(z2, y, rng));
    }

    @Override
    public String toString() {
        return m2 + " on " + m1;
    }
}
