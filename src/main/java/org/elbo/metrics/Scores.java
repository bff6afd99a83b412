package org.elbo.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.elbo.internal.Check;

/**
 * One representation judged by every measure of this package, in a second or so: the measures that
 * sample have 1,000 points to learn from and 2,000 to be measured on (a standard error of 0.011 at
 * most), those that do not see every combination of factors. Higgins' metric averages over 8 pairs,
 * for with 64 and few factors it is 1 for almost any code.
 */
public final class Scores {
    private static final HigginsMetric HIGGINS = new HigginsMetric(8, 1_000, 2_000);
    private static final FactorVaeMetric FACTOR_VAE = new FactorVaeMetric(64, 1_000, 2_000);

    private final Map<String, Double> values;

    private Scores(Map<String, Double> values) {
        this.values = values;
    }

    /**
     * Judges a representation.
     *
     * @param representation of data with two factors at least; encoded once for each combination
     * @param rng draws the factors
     * @return all scores
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Scores of(Representation representation, RandomGenerator rng) {
        Representation table = representation.tabulated();
        Sample all = table.all();
        DciScore dci = DciScore.of(all, all);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("Higgins", HIGGINS.score(table, rng));
        values.put("FactorVAE", FACTOR_VAE.score(table, rng));
        values.put("MIG", MutualInformationGap.of(all).score());
        values.put("SAP", SapScore.of(all).score());
        values.put("DCI, D", dci.disentanglement());
        values.put("DCI, C", dci.completeness());
        values.put("DCI, I", dci.informativeness());
        return new Scores(values);
    }

    /**
     * What the measures are called.
     *
     * @return Higgins, FactorVAE, MIG, SAP, and the three parts of DCI
     */
    public List<String> measures() {
        return List.copyOf(values.keySet());
    }

    /**
     * One score.
     *
     * @param measure one of {@link #measures()}
     * @return the score, at most 1
     * @throws IllegalArgumentException if there is no such measure
     */
    public double score(String measure) {
        Double value = values.get(measure);
        Check.that(value != null, "no measure '%s': there are %s", measure, measures());
        return value;
    }

    /** One line: every measure with its score. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %.3f", e.getKey(), e.getValue()))
                .collect(Collectors.joining("; "));
    }
}
