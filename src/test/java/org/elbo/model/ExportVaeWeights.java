package org.elbo.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.train.Checkpoint;

/**
 * Writes the weights that src/test/reference/vae_torch_reference.py reads. That script tells how to
 * run both.
 */
final class ExportVaeWeights {
    private ExportVaeWeights() {}

    /** A model that both programs build, under the name of its files. */
    record Case(String name, Vae.Builder plan) {
        Vae vae(long seed) {
            return plan.build(new SplittableRandom(seed));
        }

        static Path folder() {
            return Path.of("src", "test", "resources", "org", "elbo", "model");
        }

        Path weights() {
            return folder().resolve(name + "-weights.safetensors");
        }

        Path expected() {
            return folder().resolve(name + "-expected.safetensors");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        Vae.Builder small = Vae.builder(12).hidden(7).latent(3);
        return List.of(
                new Case("bernoulli-analytic-tanh", small),
                new Case(
                        "bernoulli-sampled-tanh",
                        Vae.builder(12).hidden(7).latent(3).kl(KlTerm.SAMPLED)),
                new Case(
                        "gaussian-analytic-softplus",
                        Vae.builder(12)
                                .hidden(9, 7)
                                .latent(3)
                                .decoder(Decoder.GAUSSIAN)
                                .activation(Activation.SOFTPLUS)),
                new Case(
                        "gaussian-sampled-relu",
                        Vae.builder(12)
                                .hidden(9)
                                .latent(3)
                                .decoder(Decoder.GAUSSIAN)
                                .kl(KlTerm.SAMPLED)
                                .activation(Activation.RELU)),
                new Case(
                        "bernoulli-analytic-elu",
                        Vae.builder(784).hidden(10).latent(4).activation(Activation.ELU)));
    }

    public static void main(String[] args) throws IOException {
        Files.createDirectories(Case.folder());
        for (Case c : cases()) {
            Vae vae = c.vae(1);
            SplittableRandom rng = new SplittableRandom(2);
            for (Parameter p : vae.parameters()) {
                // Glorot's biases are zero, which would hide a mistake in them.
                if (p.name().endsWith("bias")) {
                    float[] values = new float[p.length()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) (0.3 * rng.nextGaussian());
                    }
                    p.assign(values);
                }
            }
            Checkpoint.save(c.weights(), vae);
        }
    }
}
