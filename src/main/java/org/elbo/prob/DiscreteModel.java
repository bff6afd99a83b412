package org.elbo.prob;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbo.internal.Check;

/** A model with finitely many latent values and data, given by two tables; Bayes' rule is a sum. */
public final class DiscreteModel implements LatentModel<Integer, Integer> {
    private final Categorical prior;
    private final List<Categorical> likelihood;

    private DiscreteModel(Categorical prior, List<Categorical> likelihood) {
        this.prior = prior;
        this.likelihood = likelihood;
    }

    /**
     * A model from its tables.
     *
     * @param prior the probabilities {@code p(z)} [latent values], which sum to 1
     * @param likelihood the probabilities {@code p(x|z)} [latent values][data values]; each row
     *     sums to 1
     * @return the model
     * @throws IllegalArgumentException if the sizes do not match or a row is no distribution
     */
    public static DiscreteModel of(double[] prior, double[][] likelihood) {
        Check.that(
                prior.length == likelihood.length,
                "prior has %d values but likelihood %d rows",
                prior.length,
                likelihood.length);
        List<Categorical> rows =
                Stream.of(likelihood).map(Categorical::of).collect(Collectors.toList());
        for (Categorical row : rows) {
            Check.that(
                    row.size() == rows.get(0).size(),
                    "the rows of likelihood have %d and %d values but must have equally many",
                    rows.get(0).size(),
                    row.size());
        }
        return new DiscreteModel(Categorical.of(prior), rows);
    }

    @Override
    public Categorical prior() {
        return prior;
    }

    @Override
    public Categorical likelihood(Integer z) {
        Check.that(
                z >= 0 && z < prior.size(),
                "z is %d but must be from 0 to %d",
                z,
                prior.size() - 1);
        return likelihood.get(z);
    }

    /**
     * The log evidence, {@code log sum p(x|z) p(z)}.
     *
     * @param x the data
     * @return nats; negative infinity for impossible data
     */
    @Override
    public double logEvidence(Integer x) {
        return LogSumExp.of(logJoints(x));
    }

    @Override
    public Categorical posterior(Integer x) {
        double[] terms = logJoints(x);
        Check.that(
                LogSumExp.of(terms) > Double.NEGATIVE_INFINITY,
                "x = %d has probability zero under the model, so it has no posterior",
                x);
        return Categorical.ofLog(terms);
    }

    private double[] logJoints(Integer x) {
        double[] terms = new double[prior.size()];
        for (int z = 0; z < terms.length; z++) {
            terms[z] = logJoint(x, z);
        }
        return terms;
    }
}
