package org.elbo.model;

import java.util.Locale;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.prob.Estimate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The evidence lower bound of a data set with its two parts, in nats per datum: elbo =
 * reconstruction - kl. The standard errors tell how far a mean over other data of the same kind,
 * with other noise, may lie; the bound is not the log-likelihood, which it underestimates.
 *
 * @param elbo the bound
 * @param reconstruction the expected log-likelihood E[log p(x|z)]
 * @param kl KL(q(z|x) || p(z))
 */
public record Bound(Estimate elbo, Estimate reconstruction, Estimate kl) {
    /** The two parts for some rows, both [rows, 1]. */
    record Parts(Value reconstruction, Value kl) {}

    /** The bound of a whole data set, some rows after others, whose parts a model records. */
    static Bound of(Dataset data, RandomGenerator rng, BiFunction<Tape, INDArray, Parts> model) {
        double[] reconstruction = new double[data.size()];
        double[] kl = new double[data.size()];
        Tape tape = Tape.withoutGradients();
        for (int from = 0; from < data.size(); from += Networks.ROWS) {
            Networks.stopIfInterrupted(from, data.size());
            int to = Math.min(data.size(), from + Networks.ROWS);
            tape.clear();
            Parts parts = model.apply(tape, data.batch(from, to, rng));
            Networks.copy(parts.reconstruction, reconstruction, from);
            Networks.copy(parts.kl, kl, from);
        }
        return of(reconstruction, kl);
    }

    static Bound of(double[] reconstruction, double[] kl) {
        double[] elbo = new double[kl.length];
        for (int i = 0; i < elbo.length; i++) {
            elbo[i] = reconstruction[i] - kl[i];
        }
        return new Bound(Estimate.of(elbo), Estimate.of(reconstruction), Estimate.of(kl));
    }

    /**
     * One line, such as {@code ELBO -103.21 ± 0.25 = reconstruction -78.00 ± 0.24 - KL 25.21 ± 0.06
     * nats per datum (10000 data)}.
     *
     * @return the line
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "ELBO %s = reconstruction %s - KL %s nats per datum (%d data)",
                text(elbo),
                text(reconstruction),
                text(kl),
                elbo.draws());
    }

    private static String text(Estimate estimate) {
        return String.format(
                Locale.ROOT, "%.2f ± %.2f", estimate.value(), estimate.standardError());
    }
}
