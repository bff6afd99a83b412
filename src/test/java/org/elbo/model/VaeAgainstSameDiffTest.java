package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Loss and whole gradient of the VAE class against ND4J's own automatic differentiation. */
class VaeAgainstSameDiffTest {
    private static final double LOG_2_PI = Math.log(2 * Math.PI);
    private static final int ROWS = 6;

    @ParameterizedTest
    @CsvSource({
        "BERNOULLI, ANALYTIC, 0",
        "BERNOULLI, SAMPLED, 0",
        "GAUSSIAN, ANALYTIC, 0",
        "GAUSSIAN, SAMPLED, 0",
        "BERNOULLI, ANALYTIC, 4",
        "GAUSSIAN, ANALYTIC, 4"
    })
    void lossAndGradientAgree(Decoder decoder, KlTerm kl, int condition) {
        SplittableRandom rng = new SplittableRandom(11);
        Vae.Builder plan = Vae.builder(14).hidden(9).latent(3).decoder(decoder).kl(kl);
        Vae vae = new Vae(plan, condition, rng);
        INDArray x = batch(decoder, rng);
        INDArray c = gaussian(4, rng);
        INDArray epsilon = gaussian(3, rng);
        Tape tape = new Tape();
        Value loss = vae.loss(tape, condition == 0 ? x : Nd4j.hstack(x, c), epsilon);
        tape.backward(loss);

        Graph graph = new Graph(vae, condition == 0 ? null : c);
        graph.loss(graph.sd.constant("x", x), graph.sd.constant("epsilon", epsilon), decoder, kl);
        double expected = graph.sd.output(Map.of(), "loss").get("loss").getDouble(0);
        assertEquals(expected, loss.item(), 1e-5 * Math.abs(expected));
        String[] names = vae.parameters().stream().map(Parameter::name).toArray(String[]::new);
        Map<String, INDArray> gradients = graph.sd.calculateGradients(Map.of(), names);
        for (Parameter p : vae.parameters()) {
            INDArray gradient = gradients.get(p.name());
            double norm = gradient.norm2Number().doubleValue();
            double distance = gradient.sub(p.gradient()).norm2Number().doubleValue();
            assertTrue(norm > 1e-3, p + " has a gradient of norm " + norm);
            assertTrue(distance < 1e-4 * norm, p + ": relative distance " + distance / norm);
        }
    }

    private static INDArray batch(Decoder decoder, SplittableRandom rng) {
        float[] x = new float[ROWS * 14];
        for (int i = 0; i < x.length; i++) {
            x[i] = decoder == Decoder.BERNOULLI ? rng.nextInt(2) : rng.nextFloat();
        }
        return Nd4j.create(x, new long[] {ROWS, 14}, 'c');
    }

    private static INDArray gaussian(int columns, SplittableRandom rng) {
        float[] noise = Networks.noise(ROWS * columns, rng);
        return Nd4j.create(noise, new long[] {ROWS, columns}, 'c');
    }

    /** The same model, written down a second time. */
    private static final class Graph {
        final SameDiff sd = SameDiff.create();
        private final SDVariable condition;

        Graph(Vae vae, INDArray c) {
            condition = c == null ? null : sd.constant("condition", c);
            vae.parameters().forEach(p -> sd.var(p.name(), p.value().dup()));
        }

        SDVariable told(SDVariable x) {
            return condition == null ? x : sd.concat(1, x, condition);
        }

        SDVariable layer(String name, SDVariable x) {
            return x.mmul(sd.getVariable(name + ".weight")).add(sd.getVariable(name + ".bias"));
        }

        SDVariable logDensity(SDVariable x, SDVariable mean, SDVariable logVar) {
            SDVariable distance = x.sub(mean);
            SDVariable squares = distance.mul(distance).div(sd.math().exp(logVar));
            return squares.add(logVar).add(LOG_2_PI).mul(-0.5).sum(1);
        }

        void loss(SDVariable x, SDVariable epsilon, Decoder decoder, KlTerm kl) {
            SDVariable h = sd.math().tanh(layer("encoder.0", told(x)));
            SDVariable mu = layer("encoder.mean", h);
            SDVariable logVar = layer("encoder.logVar", h);
            SDVariable z = mu.add(sd.math().exp(logVar.mul(0.5)).mul(epsilon));
            SDVariable g = sd.math().tanh(layer("decoder.0", told(z)));
            divergence(mu, logVar, z, kl).sub(fit(x, g, decoder)).mean("loss");
            sd.setLossVariables("loss");
        }

        private SDVariable fit(SDVariable x, SDVariable g, Decoder decoder) {
            if (decoder == Decoder.BERNOULLI) {
                SDVariable logits = layer("decoder.1", g);
                SDVariable softplus = sd.math().log(sd.math().exp(logits).add(1.0));
                return x.mul(logits).sub(softplus).sum(1);
            }
            SDVariable bounded = sd.math().tanh(layer("decoder.logVar", g)).mul(2 * Math.log(10));
            return logDensity(x, layer("decoder.mean", g), bounded);
        }

        private SDVariable divergence(SDVariable mu, SDVariable logVar, SDVariable z, KlTerm kl) {
            if (kl == KlTerm.ANALYTIC) {
                SDVariable variance = sd.math().exp(logVar);
                return variance.add(mu.mul(mu)).sub(1.0).sub(logVar).mul(0.5).sum(1);
            }
            SDVariable logPrior = z.mul(z).add(LOG_2_PI).mul(-0.5).sum(1);
            return logDensity(z, mu, logVar).sub(logPrior);
        }
    }
}
