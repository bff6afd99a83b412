package org.elbo.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Packing;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.train.Checkpoint;
import org.elbo.train.SafeTensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Word vectors, a recurrent layer over sentences of unequal length and a softmax: loss and every
 * gradient against PyTorch in double precision (src/test/reference/recurrent_torch.py).
 */
class RecurrentAgainstPyTorchTest {
    private static final double TOLERANCE = 1e-5;
    private static final int WORDS = 9;
    private static final int DIM = 4;
    private static final int UNITS = 5;
    private static final int[][] INPUTS = {{0, 3, 7}, {0, 2, 2, 8, 3}, {0}};
    private static final int[][] TARGETS = {{3, 7, 0}, {2, 2, 8, 3, 0}, {0}};

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "gru"})
    void lossAndEveryGradientAgree(String kind) throws IOException {
        Random rng = new Random(1);
        Embedding words = Embedding.of("words", WORDS, DIM, rng);
        Recurrent layer =
                kind.equals("lstm")
                        ? Lstm.of("layer", DIM, UNITS, rng)
                        : Gru.of("layer", DIM, UNITS, rng);
        Parameter start = Initializer.ZERO.parameter("start", 3, layer.stateSize(), rng);
        Dense logits = Dense.of("logits", UNITS, WORDS, Activation.IDENTITY, rng);
        Module all =
                () ->
                        Stream.of(words, layer, () -> List.of(start), logits)
                                .map(Module.class::cast)
                                .flatMap(m -> m.parameters().stream())
                                .toList();
        Path folder = Path.of("src", "test", "resources", "org", "elbo", "nn");
        Checkpoint.load(folder.resolve(kind + "-weights.safetensors"), all);
        Map<String, INDArray> expected =
                SafeTensors.read(folder.resolve(kind + "-expected.safetensors"));

        Packing packing = Packing.of(3, 5, 1);
        Tape tape = new Tape();
        Value x = words.apply(tape, packing.pack(INPUTS));
        Value h = layer.apply(tape, x, tape.parameter(start), packing);
        Value loss =
                tape.negate(
                        tape.sum(
                                tape.categoricalLogLikelihood(
                                        h,
                                        tape.parameter(logits.weight()),
                                        tape.parameter(logits.bias()),
                                        packing.pack(TARGETS))));
        double torch = expected.get("loss").getDouble(0);
        assertEquals(torch, loss.item(), TOLERANCE * torch);
        tape.backward(loss);
        for (Parameter p : all.parameters()) {
            INDArray gradient = expected.get("gradient." + p.name());
            double norm = gradient.norm2Number().doubleValue();
            double distance = gradient.sub(p.gradient()).norm2Number().doubleValue();
            assertTrue(norm > 0, p + " has no gradient in PyTorch");
            assertTrue(distance <= TOLERANCE * norm, p + ": distance " + distance / norm);
        }
    }
}
