package org.elbo.notebook.exercises;

import java.util.List;
import java.util.Random;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.model.LatentGaussian;
import org.elbo.model.Vae;
import org.elbo.prob.DiagonalGaussian;
import org.elbo.prob.Gaussian;
import org.elbo.prob.Kl;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The exercises of notebook 08, The variational autoencoder. */
public final class Lesson08 {
    /** The weights of the notebook's VAE of two pixels and one latent, in the library's order. */
    private static final float[][] WEIGHTS = {
        {0.8f, -0.6f}, {0.1f}, {-0.5f, 0.2f}, {-0.4f}, {1.5f, -1}, {0.2f, -0.3f}
    };

    private static final double EPSILON = -0.5;

    private Lesson08() {}

    /**
     * The exercises, in the order of the notebook.
     *
     * @return 08.1, the loss of one datum by hand; 08.2, the factor that a mean over pixels hides;
     *     08.3, a log density that is positive
     */
    public static List<Exercise> exercises() {
        return List.of(lossByHand(), hiddenFactor(), positiveLogDensity());
    }

    private static Exercise lossByHand() {
        return Exercise.number("08.1", () -> loss(EPSILON))
                .wrong(() -> -loss(EPSILON), "This is the ELBO; the loss is its negative.")
                .wrong(
                        () -> loss(EPSILON * deviation()),
                        "The noise is multiplied by the variance: that is erratum 1.")
                .wrong(() -> loss(-EPSILON), "The sign of epsilon is turned round.")
                .wrong(
                        () -> loss(EPSILON) - kl(),
                        "This is the reconstruction term alone; the KL is missing.")
                .wrong(
                        () -> loss(EPSILON) - 2 * kl(),
                        "The KL is to be added to the negative log-likelihood, not subtracted.")
                .hint(
                        "Follow the cell of section 2 with x = (0, 1) and epsilon = -0.5: mu,"
                                + " logVar, z, two logits, two Bernoulli terms, one KL.");
    }

    private static Exercise hiddenFactor() {
        double pixels = 32 * 32 * 3;
        return Exercise.number("08.2", () -> pixels / 2)
                .wrong(() -> pixels, "Half of the squared error belongs to the Gaussian.")
                .wrong(() -> 784.0 / 2, "This is the factor of MNIST's 784 pixels.")
                .wrong(() -> 32 * 32 / 2.0, "A colour pixel has three numbers.")
                .wrong(() -> 2 / pixels, "This is the factor of the reconstruction term.")
                .hint(
                        "Divide half the squared error, summed over all numbers of an image, by"
                                + " the same error as a mean over them.");
    }

    private static Exercise positiveLogDensity() {
        Gaussian pixel = Gaussian.of(0.5, 0.1);
        return Exercise.number("08.3", () -> pixel.logDensity(0.5))
                .wrong(
                        () -> -Math.log(pixel.standardDeviation()),
                        "The constant with 2 pi is missing.")
                .wrong(() -> -pixel.logDensity(0.5), "The sign is turned round.")
                .wrong(
                        () -> Gaussian.of(0.5, 0.01).logDensity(0.5),
                        "Here the variance stands where the standard deviation belongs.")
                .wrong(() -> pixel.density(0.5), "This is the density; take its logarithm.")
                .hint("At its mean a Gaussian's density is 1 / (sigma sqrt(2 pi)).");
    }

    private static INDArray datum() {
        return Nd4j.createFromArray(new float[][] {{0, 1}});
    }

    private static Vae vae() {
        Vae vae = Vae.builder(2).hidden().latent(1).build(new Random(1));
        List<Parameter> parameters = vae.parameters();
        for (int i = 0; i < WEIGHTS.length; i++) {
            parameters.get(i).assign(WEIGHTS[i]);
        }
        return vae;
    }

    private static double loss(double epsilon) {
        return vae().loss(new Tape(), datum(), Nd4j.scalar(epsilon).reshape(1, 1)).item();
    }

    private static double deviation() {
        return vae().encode(datum()).standardDeviation().getDouble(0);
    }

    private static double kl() {
        LatentGaussian q = vae().encode(datum());
        double[] mean = {q.mean().getDouble(0)};
        return Kl.toStandard(DiagonalGaussian.of(mean, new double[] {q.logVar().getDouble(0)}));
    }
}
