package org.elbo.prob;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.elbo.internal.Check;

/**
 * The linear-Gaussian model, probabilistic PCA: {@code z ~ N(0, I)} and {@code x ~ N(W z + b, s^2
 * I)}. Evidence and posterior are Gaussian (Bishop, Pattern Recognition and Machine Learning,
 * section 12.2).
 */
public final class LinearGaussianModel implements LatentModel<double[], double[]> {
    private final RealMatrix weights;
    private final RealVector offset;
    private final double noise;
    private final DiagonalGaussian prior;
    private final MultivariateGaussian evidence;
    private final RealMatrix posteriorCovariance;

    private LinearGaussianModel(RealMatrix weights, RealVector offset, double noise) {
        this.weights = weights;
        this.offset = offset;
        this.noise = noise;
        double variance = noise * noise;
        int data = weights.getRowDimension();
        int latent = weights.getColumnDimension();
        this.prior = DiagonalGaussian.standard(latent);
        RealMatrix spread = weights.multiply(weights.transpose());
        RealMatrix isotropic = MatrixUtils.createRealIdentityMatrix(data).scalarMultiply(variance);
        this.evidence = MultivariateGaussian.of(offset.toArray(), spread.add(isotropic).getData());
        RealMatrix precision =
                MatrixUtils.createRealIdentityMatrix(latent)
                        .add(weights.transpose().multiply(weights).scalarMultiply(1 / variance));
        this.posteriorCovariance =
                new CholeskyDecomposition(precision, 1e-9, 0).getSolver().getInverse();
    }

    /**
     * A model from its parameters.
     *
     * @param weights the matrix W [data dimension][latent dimension]
     * @param offset the vector b [data dimension]
     * @param noiseStandardDeviation the standard deviation s of the noise in each data dimension
     * @return the model
     * @throws IllegalArgumentException if the sizes do not match, a number is not finite or the
     *     noise not positive
     */
    public static LinearGaussianModel of(
            double[][] weights, double[] offset, double noiseStandardDeviation) {
        Check.that(
                weights.length > 0 && weights[0].length > 0 && weights.length == offset.length,
                "weights has %d rows and offset %d numbers but both need the same number, at least one",
                weights.length,
                offset.length);
        for (int i = 0; i < weights.length; i++) {
            Check.that(
                    weights[i].length == weights[0].length,
                    "weights[%d] has %d numbers but weights[0] has %d",
                    i,
                    weights[i].length,
                    weights[0].length);
            Check.finite("weights[" + i + "]", weights[i]);
        }
        return new LinearGaussianModel(
                MatrixUtils.createRealMatrix(weights),
                new ArrayRealVector(Check.finite("offset", offset), false),
                Check.positive("noiseStandardDeviation", noiseStandardDeviation));
    }

    @Override
    public DiagonalGaussian prior() {
        return prior;
    }

    @Override
    public DiagonalGaussian likelihood(double[] z) {
        Check.that(
                z.length == prior.dimension(),
                "z has %d numbers but needs %d",
                z.length,
                prior.dimension());
        double[] logVar = new double[offset.getDimension()];
        java.util.Arrays.fill(logVar, 2 * Math.log(noise));
        return DiagonalGaussian.of(
                weights.operate(new ArrayRealVector(z)).add(offset).toArray(), logVar);
    }

    /**
     * The distribution of the data, {@code p(x) = N(b, W W' + s^2 I)}.
     *
     * @return a Gaussian over data
     */
    public MultivariateGaussian evidence() {
        return evidence;
    }

    @Override
    public double logEvidence(double[] x) {
        return evidence.logDensity(x);
    }

    /**
     * The posterior, {@code N(S W'(x - b) / s^2, S)} with {@code S = (I + W'W / s^2)^-1}.
     *
     * @param x the data [data dimension]
     * @return a Gaussian over latent vectors
     * @throws IllegalArgumentException if the data have another dimension
     */
    @Override
    public MultivariateGaussian posterior(double[] x) {
        RealVector pull = weights.transpose().operate(residual(x)).mapDivide(noise * noise);
        return MultivariateGaussian.of(
                posteriorCovariance.operate(pull).toArray(), posteriorCovariance.getData());
    }

    private RealVector residual(double[] x) {
        Check.that(
                x.length == offset.getDimension(),
                "x has %d numbers but needs %d",
                x.length,
                offset.getDimension());
        return new ArrayRealVector(x).subtract(offset);
    }

    /**
     * The expectation of the log likelihood under a Gaussian: with mean m and covariance C, {@code
     * -1/2 (D log(2 pi s^2) + (|x - b - W m|^2 + tr(W C W')) / s^2)}.
     */
    double expectedLogLikelihood(double[] x, double[] m, double[][] c) {
        RealVector error = residual(x).subtract(weights.operate(new ArrayRealVector(m)));
        RealMatrix spread =
                weights.multiply(MatrixUtils.createRealMatrix(c)).multiply(weights.transpose());
        double squares = (error.dotProduct(error) + spread.getTrace()) / (noise * noise);
        return -0.5 * (x.length * (Gaussian.LOG_TWO_PI + 2 * Math.log(noise)) + squares);
    }
}
