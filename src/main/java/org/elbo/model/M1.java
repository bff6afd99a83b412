package org.elbo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.elbo.data.Dataset;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The semi-supervised model M1 (Kingma, Rezende, Mohamed and Welling 2014, arXiv:1406.5298, section
 * 2.1): a variational autoencoder learns features from all data, a classifier then learns from the
 * features of the labelled ones. Features are the latents that the autoencoder uses.
 *
 * <pre>{@code
 * Vae vae = Vae.builder(784).hidden(600, 600).latent(50).build(new Random(1)); // then train it
 * M1 m1 = M1.of(vae, images.pixels(0, 1000));
 * INDArray few = images.pixelsOf(split.labelled());
 * Classifier machine = m1.with(SupportVectors.of(m1.features(few), split.labels(), 10));
 * }</pre>
 */
public final class M1 {
    private static final int ROWS = 5000;

    /** A latent whose means differ less is not used: as in the program of the paper's authors. */
    private static final double LEAST_DEVIATION = 0.1;

    private final Vae vae;
    private final int[] used;

    private M1(Vae vae, int[] used) {
        this.vae = vae;
        this.used = used;
    }

    /**
     * Takes the latents of a trained autoencoder for features: those whose means have a standard
     * deviation over 0.1 between data.
     *
     * @param vae a trained variational autoencoder
     * @param x some data, to see which latents it uses [rows, dataDimension]
     * @return the features
     * @throws IllegalArgumentException if it uses none
     */
    public static M1 of(Vae vae, INDArray x) {
        double[] deviations = vae.encode(x).mean().std(false, 0).toDoubleVector();
        int[] used =
                IntStream.range(0, deviations.length)
                        .filter(j -> deviations[j] > LEAST_DEVIATION)
                        .toArray();
        Check.that(
                used.length > 0,
                "none of the %d latents differs between the %d data: train the model first",
                deviations.length,
                x.size(0));
        return new M1(vae, used);
    }

    /**
     * The number of features.
     *
     * @return at least 1, at most the number of latents
     */
    public int dimension() {
        return used.length;
    }

    /**
     * The features of data: the means of q(z|x).
     *
     * @param x data [rows, dataDimension]
     * @return [rows, dimension]
     */
    public INDArray features(INDArray x) {
        return usedOf(vae.encode(x).mean());
    }

    /**
     * The features of data with the uncertainty of q(z|x): drawn from it each time they are asked
     * for. A network that learns from them sees how far a datum's features may lie from their
     * means.
     *
     * @param x data [rows, dataDimension]
     * @return a data set of as many rows, of this dimension
     */
    public Dataset samples(INDArray x) {
        return samples(Dataset.of(x));
    }

    /**
     * The features of a data set with the uncertainty of q(z|x), without holding all data as floats
     * at once.
     *
     * @param data not random
     * @return a data set of as many rows, of this dimension, drawn each time it is asked for
     */
    public Dataset samples(Dataset data) {
        List<INDArray> means = new ArrayList<>();
        List<INDArray> logVars = new ArrayList<>();
        for (int from = 0; from < data.size(); from += ROWS) {
            int to = Math.min(data.size(), from + ROWS);
            LatentGaussian q = vae.encode(data.batch(from, to, null));
            means.add(usedOf(q.mean()));
            logVars.add(usedOf(q.logVar()));
        }
        return Dataset.gaussian(Nd4j.vstack(means), Nd4j.vstack(logVars));
    }

    private INDArray usedOf(INDArray latents) {
        return latents.getColumns(used).dup('c');
    }

    /**
     * The means of p(x|z) for given features; the latents that are not used are 0, the prior's
     * mean.
     *
     * @param features [rows, dimension]
     * @return [rows, dataDimension]
     */
    public INDArray decode(INDArray features) {
        Networks.columnsChecked("features", features, used.length);
        INDArray z = Nd4j.zeros(features.size(0), vae.latentDimension());
        for (int j = 0; j < used.length; j++) {
            z.putColumn(used[j], features.getColumn(j));
        }
        return vae.decode(z);
    }

    /**
     * Puts a classifier of features behind the encoder.
     *
     * @param classifier of rows of this dimension
     * @return a classifier of data
     */
    public Classifier with(Classifier classifier) {
        return x -> classifier.classesOf(features(x));
    }

    @Override
    public String toString() {
        return "M1 with " + used.length + " of " + vae.latentDimension() + " latents";
    }
}
