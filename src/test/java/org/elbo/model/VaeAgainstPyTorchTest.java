package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.train.Checkpoint;
import org.elbo.train.SafeTensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Loss and whole gradient, against PyTorch in double precision on the same weights, batch and noise
 * (src/test/reference/vae_torch_reference.py).
 */
class VaeAgainstPyTorchTest {
    private static final double TOLERANCE = 1e-4;

    static List<ExportVaeWeights.Case> cases() {
        return ExportVaeWeights.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossAndEveryGradientAgree(ExportVaeWeights.Case example) throws IOException {
        Vae vae = example.vae(99);
        Checkpoint.load(example.weights(), vae);
        Map<String, INDArray> expected = SafeTensors.read(example.expected());
        Tape tape = new Tape();
        Value loss = vae.loss(tape, expected.get("batch"), expected.get("epsilon"));
        double torch = expected.get("loss").getDouble(0);
        assertEquals(torch, loss.item(), TOLERANCE * Math.abs(torch));
        tape.backward(loss);
        for (Parameter p : vae.parameters()) {
            INDArray gradient = expected.get("gradient." + p.name());
            double norm = gradient.norm2Number().doubleValue();
            double distance = gradient.sub(p.gradient()).norm2Number().doubleValue();
            assertTrue(norm > 0, p + " has no gradient in PyTorch");
            assertTrue(
                    distance <= TOLERANCE * norm,
                    p + ": relative distance from PyTorch's gradient " + distance / norm);
        }
    }
}
