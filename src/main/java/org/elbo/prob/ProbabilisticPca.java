package org.elbo.prob;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.elbo.internal.Check;

/**
 * The linear-Gaussian model that fits data best, in closed form: {@code z ~ N(0, I)}, {@code x ~
 * N(W z + b, s^2 I)}, with W from the eigenvectors of the data's covariance and s^2 the mean of the
 * eigenvalues that W leaves out (Tipping and Bishop 1999, equations (7) and (8)). It is what a
 * linear VAE must reach, and no linear VAE can exceed.
 *
 * <p>With a noise variance that is fixed beforehand the best W keeps exactly the directions whose
 * eigenvalue is above it; the other latents collapse, their columns of W are zero (Lucas et al.
 * 2019, arXiv:1911.02469).
 *
 * <pre>{@code
 * ProbabilisticPca pca = ProbabilisticPca.fit(data, 6);
 * double best = pca.meanLogLikelihood(); // nats per datum
 * double one = pca.model().logEvidence(data[0]);
 * }</pre>
 */
public final class ProbabilisticPca {
    private final double[] eigenvalues;
    private final RealMatrix eigenvectors;
    private final int latent;
    private final double noiseVariance;
    private final LinearGaussianModel model;

    private ProbabilisticPca(
            double[] mean, EigenDecomposition eigen, int latent, double noiseVariance) {
        this.eigenvalues = eigen.getRealEigenvalues();
        this.eigenvectors = eigen.getV();
        this.latent = latent;
        this.noiseVariance = noiseVariance;
        this.model = LinearGaussianModel.of(weights(), mean, Math.sqrt(noiseVariance));
    }

    /**
     * The maximum of the likelihood over W, b and the noise variance.
     *
     * @param x data [rows][data dimension], at least two rows
     * @param latent the number of latent dimensions, below the data's
     * @return the fitted model
     * @throws IllegalArgumentException if the rows differ in length, a number is not finite, or the
     *     data vary in no more directions than there are latents, so that the noise would be zero
     */
    public static ProbabilisticPca fit(double[][] x, int latent) {
        return ofCovariance(means(x), covariances(x), latent);
    }

    /**
     * The maximum of the likelihood over W and b, the noise variance being given.
     *
     * @param x data [rows][data dimension], at least two rows
     * @param latent the number of latent dimensions, at most the data's
     * @param noiseVariance s^2, positive
     * @return the fitted model
     * @throws IllegalArgumentException if the rows differ in length, a number is not finite or the
     *     variance not positive
     */
    public static ProbabilisticPca fit(double[][] x, int latent, double noiseVariance) {
        return ofCovariance(means(x), covariances(x), latent, noiseVariance);
    }

    /**
     * The same as {@link #fit(double[][], int)} for data of which only mean and covariance are
     * known; the likelihood depends on nothing else.
     *
     * @param mean the data's mean [data dimension]
     * @param covariance the data's covariance, symmetric, divided by the number of data (not by one
     *     less)
     * @param latent the number of latent dimensions, below the data's
     * @return the fitted model
     * @throws IllegalArgumentException if the sizes do not match, the matrix is not a covariance or
     *     the noise would be zero
     */
    public static ProbabilisticPca ofCovariance(double[] mean, double[][] covariance, int latent) {
        EigenDecomposition eigen = eigen(mean, covariance);
        Check.that(
                latent > 0 && latent < mean.length,
                "latent is %d but must be from 1 to %d, below the data's %d dimensions: without a"
                        + " direction left over there is nothing to estimate the noise from",
                latent,
                mean.length - 1,
                mean.length);
        double[] values = eigen.getRealEigenvalues();
        double left = Arrays.stream(values, latent, values.length).average().orElseThrow();
        Check.that(
                left > 1e-12 * values[0],
                "the data vary in no more than %d directions, so that the noise variance is %s:"
                        + " choose fewer latents or give the noise variance",
                latent,
                left);
        return new ProbabilisticPca(mean, eigen, latent, left);
    }

    /**
     * The same as {@link #fit(double[][], int, double)} for data of which only mean and covariance
     * are known.
     *
     * @param mean the data's mean [data dimension]
     * @param covariance the data's covariance, divided by the number of data
     * @param latent the number of latent dimensions, at most the data's
     * @param noiseVariance s^2, positive
     * @return the fitted model
     * @throws IllegalArgumentException if the sizes do not match, the matrix is not a covariance or
     *     the noise not positive
     */
    public static ProbabilisticPca ofCovariance(
            double[] mean, double[][] covariance, int latent, double noiseVariance) {
        Check.that(
                latent > 0 && latent <= mean.length,
                "latent is %d but must be from 1 to the data's %d dimensions",
                latent,
                mean.length);
        Check.positive("noise variance", noiseVariance);
        return new ProbabilisticPca(mean, eigen(mean, covariance), latent, noiseVariance);
    }

    private static double[] means(double[][] x) {
        Check.that(x.length > 1, "x has %d rows but needs at least two", x.length);
        double[] sum = new double[x[0].length];
        for (int i = 0; i < x.length; i++) {
            Check.that(
                    x[i].length == sum.length,
                    "x[%d] has %d numbers but x[0] has %d",
                    i,
                    x[i].length,
                    sum.length);
            Check.finite("x[" + i + "]", x[i]);
            for (int j = 0; j < sum.length; j++) {
                sum[j] += x[i][j] / x.length;
            }
        }
        return sum;
    }

    private static double[][] covariances(double[][] x) {
        Check.that(x[0].length > 1, "x has one column but needs at least two dimensions");
        return new Covariance(x, false).getCovarianceMatrix().getData();
    }

    private static EigenDecomposition eigen(double[] mean, double[][] covariance) {
        Check.that(
                covariance.length == mean.length && mean.length > 0,
                "covariance has %d rows but mean has %d numbers",
                covariance.length,
                mean.length);
        for (int i = 0; i < covariance.length; i++) {
            Check.that(
                    covariance[i].length == covariance.length,
                    "covariance[%d] has %d numbers but the matrix has %d rows",
                    i,
                    covariance[i].length,
                    covariance.length);
            Check.finite("covariance[" + i + "]", covariance[i]);
        }
        RealMatrix matrix = MatrixUtils.createRealMatrix(covariance);
        Check.that(MatrixUtils.isSymmetric(matrix, 1e-9), "covariance is not symmetric");
        EigenDecomposition eigen = new EigenDecomposition(matrix);
        double[] values = eigen.getRealEigenvalues();
        Check.that(
                values[0] > 0 && values[values.length - 1] > -1e-9 * values[0],
                "covariance has the eigenvalues %s but a covariance has none below zero and one"
                        + " above",
                Arrays.toString(values));
        return eigen;
    }

    /**
     * The number of latent dimensions, used and collapsed.
     *
     * @return at least 1
     */
    public int latentDimension() {
        return latent;
    }

    /**
     * The variances of the data along their principal directions.
     *
     * @return the eigenvalues of the covariance, all of them, the largest first
     */
    public double[] eigenvalues() {
        return eigenvalues.clone();
    }

    /**
     * The principal directions: unit vectors, orthogonal to each other, their signs arbitrary.
     *
     * @return the eigenvectors of the largest eigenvalues [latent dimension][data dimension]
     */
    public double[][] directions() {
        return eigenvectors
                .getSubMatrix(0, eigenvectors.getRowDimension() - 1, 0, latent - 1)
                .transpose()
                .getData();
    }

    /**
     * The variance s^2 of the noise.
     *
     * @return the estimate or the number given
     */
    public double noiseVariance() {
        return noiseVariance;
    }

    /**
     * The matrix W, column i being {@code sqrt(eigenvalue_i - s^2)} times direction i, or zero
     * where the eigenvalue is not above the noise. Any rotation of the latents is as likely; this
     * one makes the posterior's dimensions independent.
     *
     * @return [data dimension][latent dimension]
     */
    public double[][] weights() {
        double[][] w = new double[eigenvalues.length][latent];
        for (int i = 0; i < latent; i++) {
            double length = Math.sqrt(Math.max(0, eigenvalues[i] - noiseVariance));
            for (int d = 0; d < w.length; d++) {
                w[d][i] = length * eigenvectors.getEntry(d, i);
            }
        }
        return w;
    }

    /**
     * The fitted model, with its exact evidence and posterior of each datum.
     *
     * @return a model with {@link #weights()}, the data's mean and the noise
     */
    public LinearGaussianModel model() {
        return model;
    }

    /**
     * How many latents the optimum uses: those whose eigenvalue is above the noise variance.
     *
     * @return from 0 to the latent dimension
     */
    public int usedLatents() {
        return (int) Arrays.stream(eigenvalues, 0, latent).filter(v -> v > noiseVariance).count();
    }

    /**
     * How much of each latent's variance the data determine: the variance over the data of the
     * posterior mean, {@code 1 - s^2 / eigenvalue}, or 0 where the latent is not used. It is the
     * activity of Burda et al. (2016), predicted.
     *
     * @return [latent dimension], each from 0 to below 1
     */
    public double[] activity() {
        return Arrays.stream(eigenvalues, 0, latent)
                .map(v -> Math.max(0, 1 - noiseVariance / v))
                .toArray();
    }

    /**
     * The mean over the data of each latent's KL(p(z|x) || p(z)), {@code 1/2 log(eigenvalue /
     * s^2)}, or 0 where the latent is not used.
     *
     * @return [latent dimension], in nats
     */
    public double[] kl() {
        return Arrays.stream(activity()).map(a -> -0.5 * Math.log1p(-a)).toArray();
    }

    /**
     * The mean of log p(x) over the data that were fitted, {@code -1/2 (D log(2 pi) + log det C +
     * tr(C^-1 S))} with the model's covariance C and the data's S (Tipping and Bishop 1999,
     * equation (4)), the largest that any model of this kind reaches.
     *
     * @return nats per datum
     */
    public double meanLogLikelihood() {
        double sum = 0;
        for (int i = 0; i < eigenvalues.length; i++) {
            double variance = i < latent ? Math.max(eigenvalues[i], noiseVariance) : noiseVariance;
            sum += Gaussian.LOG_TWO_PI + Math.log(variance) + eigenvalues[i] / variance;
        }
        return -0.5 * sum;
    }

    /**
     * One line.
     *
     * @return as in {@code ProbabilisticPca 10 -> 6, 4 latents used, noise variance 1.2000}
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "ProbabilisticPca %d -> %d, %d latents used, noise variance %.4f",
                eigenvalues.length,
                latent,
                usedLatents(),
                noiseVariance);
    }
}
