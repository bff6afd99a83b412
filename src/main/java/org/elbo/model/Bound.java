package org.elbo.model;

import java.util.Locale;
import org.elbo.prob.Estimate;

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
