package org.elbo.model;

import java.util.SplittableRandom;
import org.elbo.autodiff.Parameter;
import org.elbo.prob.LinearGaussianModel;

/** A VAE without hidden layers that is a linear-Gaussian model, so that everything is known. */
final class LinearVaeModels {
    private LinearVaeModels() {}

    /**
     * p(x|z) = N(W z + b, s^2 I).
     *
     * @param weights W [data][latent]
     */
    static Vae vae(double[][] weights, double[] offset, double s) {
        int data = weights.length;
        int latent = weights[0].length;
        Vae vae =
                Vae.builder(data)
                        .hidden()
                        .latent(latent)
                        .decoder(Decoder.GAUSSIAN)
                        .build(new SplittableRandom(1));
        double[] transposed = new double[data * latent];
        for (int i = 0; i < transposed.length; i++) {
            transposed[i] = weights[i % data][i / data];
        }
        vae.parameters().forEach(p -> p.assign(new float[p.length()]));
        set(vae, "decoder.mean.weight", transposed);
        set(vae, "decoder.mean.bias", offset);
        double[] logVar = new double[data];
        double ratio = 2 * Math.log(s) / Decoder.LARGEST_LOG_VAR;
        java.util.Arrays.fill(logVar, Math.log((1 + ratio) / (1 - ratio)) / 2);
        set(vae, "decoder.logVar.bias", logVar);
        return vae;
    }

    static LinearGaussianModel exact(double[][] weights, double[] offset, double s) {
        return LinearGaussianModel.of(weights, offset, s);
    }

    static Parameter parameter(Model model, String name) {
        return model.parameters().stream().filter(p -> p.name().equals(name)).findFirst().get();
    }

    static void set(Model model, String name, double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        parameter(model, name).assign(floats);
    }
}
