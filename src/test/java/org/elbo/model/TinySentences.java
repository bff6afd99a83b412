package org.elbo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.nn.Module;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A language so small that all of its sentences can be listed. */
final class TinySentences {
    /** End, unknown, two words. */
    static final int VOCABULARY = 4;

    /** Three words and an end. */
    static final int COLUMNS = 4;

    private TinySentences() {}

    /** Every sentence of none to three words. */
    static INDArray all() {
        List<float[]> rows = new ArrayList<>();
        extend(new float[COLUMNS], 0, rows);
        return Nd4j.create(rows.toArray(new float[0][]));
    }

    private static void extend(float[] beginning, int length, List<float[]> rows) {
        rows.add(beginning.clone());
        for (int word = 1; length + 1 < COLUMNS && word < VOCABULARY; word++) {
            beginning[length] = word;
            extend(beginning, length + 1, rows);
            beginning[length] = 0;
        }
    }

    /** Makes a model far from symmetric: without it all words are about equally probable. */
    static <M extends Module> M enlarge(M model, double factor) {
        for (Parameter p : model.parameters()) {
            if (!p.name().endsWith("bias")) {
                p.value().muli(factor);
            }
        }
        return model;
    }

    static SentenceVae vae(SentenceVae.Builder plan) {
        return enlarge(plan.embedding(3).hidden(5).build(new SplittableRandom(1)), 2);
    }

    static LanguageModel languageModel() {
        return enlarge(
                LanguageModel.builder(VOCABULARY, COLUMNS)
                        .embedding(3)
                        .hidden(5)
                        .build(new SplittableRandom(4)),
                2.5);
    }

    static double[] logLikelihoods(LanguageModel model, INDArray x) {
        Tape tape = Tape.withoutGradients();
        return model.logLikelihood(tape, tape.constant(x))
                .data()
                .reshape(x.rows())
                .dup()
                .toDoubleVector();
    }

    static double[] logLikelihoods(SentenceVae model, INDArray z, INDArray x) {
        Tape tape = Tape.withoutGradients();
        return model.logLikelihood(tape, tape.constant(z), tape.constant(x))
                .data()
                .reshape(x.rows())
                .dup()
                .toDoubleVector();
    }
}
