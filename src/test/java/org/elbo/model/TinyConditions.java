package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.data.Dataset;
import org.elbo.nn.Adam;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Three data of two columns with a condition of three, and what holds for every such model. */
final class TinyConditions {
    static final INDArray X = Nd4j.create(new double[][] {{0.3, -1}, {2, 0.5}, {0, 1}});
    static final INDArray C = Nd4j.create(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});

    private TinyConditions() {}

    /** Weights that ignore the condition make it the model without one, number for number. */
    static <M extends KlPenalized & LatentVariableModel> void sameAsWithout(
            M plain, ConditionalModel<M, ?> model) {
        List<Parameter> from = plain.parameters();
        for (int i = 0; i < from.size(); i++) {
            Parameter to = model.parameters().get(i);
            float[] padded = new float[to.length()];
            float[] values = from.get(i).value().dup().data().asFloat();
            System.arraycopy(values, 0, padded, 0, values.length);
            to.assign(padded);
        }
        INDArray batch = Nd4j.hstack(X, C);
        assertEquals(
                plain.loss(new Tape(), X, new Random(3)).item(),
                model.loss(new Tape(), batch, new Random(3)).item(),
                1e-5);
        assertArrayEquals(
                plain.logWeights(new Tape(), X, 5, new Random(3)).data().data().asDouble(),
                model.logWeights(new Tape(), batch, 5, new Random(3)).data().data().asDouble(),
                1e-4);
    }

    /** Of a model with a code of 4. */
    static void badDataAreRefused(ConditionalModel<?, ?> model) {
        refused("[rows, 5]", () -> model.loss(new Tape(), X, new Random()));
        refused("[rows, 5]", () -> model.logWeights(new Tape(), X, 2, new Random()));
        refused("condition has shape [3, 2]", () -> model.encode(X, X));
        refused("2 rows but 3 conditions", () -> model.encode(Nd4j.ones(2, 2), C));
        refused("[rows, 4]", () -> model.decode(X, C));
        refused("needs 5", () -> Trainer.of(model, Adam.of(1)).fit(Dataset.of(X)));
    }

    static void refused(String words, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(words), message);
    }
}
