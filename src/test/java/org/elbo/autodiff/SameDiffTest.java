package org.elbo.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.elbo.nn.Mlp;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The loss and the whole gradient of a VAE against ND4J's own automatic differentiation. */
class SameDiffTest {
    private static final int BATCH = 7;
    private static final int DATA = 30;
    private static final int HIDDEN = 12;
    private static final int LATENT = 4;

    private final Random rng = new Random(5);
    private final Mlp encoder =
            Mlp.of(
                    "encoder",
                    new int[] {DATA, HIDDEN, 2 * LATENT},
                    Activation.TANH,
                    Activation.IDENTITY,
                    rng);
    private final Mlp decoder =
            Mlp.of(
                    "decoder",
                    new int[] {LATENT, HIDDEN, DATA},
                    Activation.TANH,
                    Activation.IDENTITY,
                    rng);
    private final INDArray x =
            Nd4j.create(GradientCheck.random(BATCH, DATA, 1, 6)).gt(0).castTo(DataType.FLOAT);
    private final INDArray epsilon =
            Nd4j.create(GradientCheck.random(BATCH, LATENT, 1, 7)).castTo(DataType.FLOAT);

    @Test
    void lossAndGradientAgree() {
        List<Parameter> parameters = new ArrayList<>(encoder.parameters());
        parameters.addAll(decoder.parameters());
        Tape tape = new Tape();
        Value loss = loss(tape);
        tape.backward(loss);
        SameDiff other = sameDiff(parameters);
        double expected = other.output(Map.of(), "loss").get("loss").getDouble(0);
        assertEquals(expected, loss.item(), 1e-5 * expected);
        String[] names = parameters.stream().map(Parameter::name).toArray(String[]::new);
        Map<String, INDArray> gradients = other.calculateGradients(Map.of(), names);
        for (Parameter parameter : parameters) {
            INDArray gradient = gradients.get(parameter.name());
            double size = gradient.norm2Number().doubleValue();
            double error = gradient.sub(parameter.gradient()).norm2Number().doubleValue();
            assertTrue(size > 0.01, parameter + " has gradient of size " + size);
            assertTrue(error < 1e-5 * size, parameter + ": relative error " + error / size);
        }
    }

    private Value loss(Tape tape) {
        Value data = tape.constant(x);
        Value h = encoder.apply(tape, data);
        Value mu = tape.columns(h, 0, LATENT);
        Value logVar = tape.columns(h, LATENT, 2 * LATENT);
        Value logits = decoder.apply(tape, tape.reparameterize(mu, logVar, epsilon));
        Value fit = tape.bernoulliLogLikelihood(logits, data);
        return tape.mean(tape.subtract(tape.gaussianKl(mu, logVar), fit));
    }

    private SameDiff sameDiff(List<Parameter> parameters) {
        SameDiff sd = SameDiff.create();
        SDVariable[] p = new SDVariable[parameters.size()];
        for (int i = 0; i < p.length; i++) {
            p[i] = sd.var(parameters.get(i).name(), parameters.get(i).value().dup());
        }
        SDVariable data = sd.constant("x", x);
        SDVariable h = layer(sd, sd.math().tanh(layer(sd, data, p[0], p[1])), p[2], p[3]);
        SDVariable[] halves = sd.split(h, 2, 1);
        SDVariable mu = halves[0];
        SDVariable logVar = halves[1];
        SDVariable z = mu.add(sd.math().exp(logVar.mul(0.5)).mul(sd.constant("eps", epsilon)));
        SDVariable l = layer(sd, sd.math().tanh(layer(sd, z, p[4], p[5])), p[6], p[7]);
        SDVariable softplus = sd.math().log(sd.math().exp(l).add(1.0));
        SDVariable fit = data.mul(l).sub(softplus).sum(1);
        SDVariable kl = sd.math().exp(logVar).add(mu.mul(mu)).sub(1.0).sub(logVar).mul(0.5).sum(1);
        kl.sub(fit).mean("loss");
        sd.setLossVariables("loss");
        return sd;
    }

    private static SDVariable layer(SameDiff sd, SDVariable x, SDVariable w, SDVariable b) {
        return x.mmul(w).add(b);
    }
}
