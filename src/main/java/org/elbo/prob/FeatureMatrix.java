package org.elbo.prob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.elbo.internal.Check;

/**
 * Who has what: a matrix of zeros and ones, a row for each object (customer) and a column for each
 * feature (dish). The order of the features means nothing; {@link #leftOrdered} takes it away.
 */
public final class FeatureMatrix {
    private final int objects;
    private final List<BitSet> features;

    /** Each feature is the set of the objects that have it. */
    FeatureMatrix(int objects, List<BitSet> features) {
        this.objects = objects;
        this.features = List.copyOf(features);
    }

    /**
     * A matrix from its rows.
     *
     * @param rows zeros and ones, a row for each object, all of the same length
     * @return the matrix
     * @throws IllegalArgumentException if there is no row, they differ in length, or hold another
     *     number
     */
    public static FeatureMatrix of(int[]... rows) {
        Check.that(rows.length > 0, "a feature matrix needs at least one row but has none");
        List<BitSet> features = new ArrayList<>();
        for (int k = 0; k < rows[0].length; k++) {
            features.add(new BitSet());
        }
        for (int n = 0; n < rows.length; n++) {
            fill(features, n, rows[n]);
        }
        return new FeatureMatrix(rows.length, features);
    }

    private static void fill(List<BitSet> features, int n, int[] row) {
        Check.that(
                row.length == features.size(),
                "row %d has %d features but row 0 has %d",
                n,
                row.length,
                features.size());
        for (int k = 0; k < row.length; k++) {
            Check.that(
                    row[k] == 0 || row[k] == 1,
                    "row %d holds %d at feature %d but may hold 0 and 1 only",
                    n,
                    row[k],
                    k);
            features.get(k).set(n, row[k] == 1);
        }
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int objects() {
        return objects;
    }

    /**
     * The number of columns, those of features that nobody has included.
     *
     * @return 0 or more
     */
    public int features() {
        return features.size();
    }

    /**
     * Whether an object has a feature.
     *
     * @param object its row, from 0
     * @param feature its column, from 0
     * @return 1 or 0
     */
    public int get(int object, int feature) {
        return features.get(feature).get(object) ? 1 : 0;
    }

    /**
     * The number of objects that have a feature, the papers' {@code m_k}.
     *
     * @param feature its column, from 0
     * @return 0 to {@link #objects}
     */
    public int owners(int feature) {
        return features.get(feature).cardinality();
    }

    /**
     * The number of features that an object has.
     *
     * @param object its row, from 0
     * @return 0 to {@link #features}
     */
    public int count(int object) {
        return (int) features.stream().filter(f -> f.get(object)).count();
    }

    /**
     * The number of features that somebody has, the papers' {@code K_+}.
     *
     * @return 0 to {@link #features}
     */
    public int activeFeatures() {
        return (int) features.stream().filter(f -> !f.isEmpty()).count();
    }

    /**
     * The left-ordered form (Griffiths and Ghahramani 2011): without the features that nobody has,
     * the others sorted as binary numbers whose first digit is the first object's, greatest first.
     * Matrices that differ in the order of their features only have the same form.
     *
     * @return a matrix of {@link #activeFeatures} columns
     */
    public FeatureMatrix leftOrdered() {
        return new FeatureMatrix(
                objects,
                features.stream().filter(f -> !f.isEmpty()).sorted(EARLIER_OWNERS_FIRST).toList());
    }

    /** The set that has the first object in which the two differ comes first. */
    private static final Comparator<BitSet> EARLIER_OWNERS_FIRST =
            (f, g) -> {
                BitSet difference = (BitSet) f.clone();
                difference.xor(g);
                int first = difference.nextSetBit(0);
                return first < 0 ? 0 : f.get(first) ? -1 : 1;
            };

    /**
     * The objects in another order.
     *
     * @param order which object comes 0th, 1st, and so on: each exactly once
     * @return the matrix with its rows moved
     * @throws IllegalArgumentException if an object is missing
     */
    public FeatureMatrix permuted(int... order) {
        BitSet seen = new BitSet();
        for (int object : order) {
            seen.set(object);
        }
        Check.that(
                order.length == objects
                        && seen.length() == objects
                        && seen.cardinality() == objects,
                "an order of %d objects that names %s: it must name each of 0 to %d once",
                order.length,
                seen,
                objects - 1);
        return new FeatureMatrix(objects, features.stream().map(f -> permuted(f, order)).toList());
    }

    private static BitSet permuted(BitSet feature, int[] order) {
        BitSet moved = new BitSet();
        for (int n = 0; n < order.length; n++) {
            moved.set(n, feature.get(order[n]));
        }
        return moved;
    }

    /**
     * The same matrix with features that nobody has, as a model with a fixed number of them sees
     * it.
     *
     * @param count how many features in all
     * @return the matrix with empty features behind
     * @throws IllegalArgumentException if there are more already
     */
    public FeatureMatrix padded(int count) {
        Check.that(
                count >= features.size(),
                "count is %d but there are %d features already",
                count,
                features.size());
        List<BitSet> all = new ArrayList<>(features);
        while (all.size() < count) {
            all.add(new BitSet());
        }
        return new FeatureMatrix(objects, all);
    }

    /** How many features are owned by exactly the same objects: the papers' {@code K_h}. */
    Map<BitSet, Long> histories() {
        return features.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /**
     * The matrix as rows.
     *
     * @return zeros and ones [objects][features], a copy
     */
    public int[][] toArray() {
        int[][] rows = new int[objects][features.size()];
        for (int n = 0; n < objects; n++) {
            for (int k = 0; k < features.size(); k++) {
                rows[n][k] = get(n, k);
            }
        }
        return rows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureMatrix that
                && objects == that.objects
                && features.equals(that.features);
    }

    @Override
    public int hashCode() {
        return 31 * objects + features.hashCode();
    }

    /**
     * A line for each object.
     *
     * @return with # for a feature that it has and . for one that it has not
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int[] row : toArray()) {
            for (int bit : row) {
                text.append(bit == 1 ? '#' : '.');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
