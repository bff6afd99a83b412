package org.elbo.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Data made from known factors: one class, which is the task, and nuisances, numbers that shape the
 * data as well and that a good task code ignores. Never random once made.
 */
public final class Confounded implements Dataset {
    private final Rows.OfFloats rows;
    private final int[] labels;
    private final int classes;
    private final Map<String, double[]> nuisances;

    private Confounded(
            Rows.OfFloats rows, int[] labels, int classes, Map<String, double[]> nuisances) {
        this.rows = rows;
        this.labels = labels;
        this.classes = classes;
        this.nuisances = nuisances;
    }

    /**
     * Takes over rows and their factors; nothing is copied.
     *
     * @param values row after row
     * @param labels the class of each row, from 0 to classes - 1
     * @param nuisances the names of the nuisances in order, each with a value for each row
     */
    static Confounded of(
            float[] values, int[] labels, int classes, LinkedHashMap<String, double[]> nuisances) {
        int dimension = values.length / labels.length;
        return new Confounded(new Rows.OfFloats(values, dimension), labels, classes, nuisances);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int dimension() {
        return rows.dimension();
    }

    /**
     * The number of classes of the task.
     *
     * @return at least 1
     */
    public int classes() {
        return classes;
    }

    /**
     * The task's class of one row.
     *
     * @param row its number
     * @return from 0 to classes - 1
     */
    public int label(int row) {
        Rows.checkRange(row, row + 1, size());
        return labels[row];
    }

    /**
     * The task's class of each row.
     *
     * @return a new array
     */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * The data themselves.
     *
     * @return all rows [size, dimension], a new array
     */
    public INDArray values() {
        return batch(0, size(), null); // nothing is drawn
    }

    /**
     * The task's classes as zeros and ones.
     *
     * @return a one in each row, in the column of its class [size, classes]
     */
    public INDArray oneHot() {
        float[] ones = new float[Math.multiplyExact(size(), classes)];
        for (int i = 0; i < labels.length; i++) {
            ones[i * classes + labels[i]] = 1;
        }
        return Nd4j.create(ones, new long[] {size(), classes}, 'c');
    }

    /**
     * What the nuisances are called.
     *
     * @return their names
     */
    public List<String> nuisances() {
        return List.copyOf(nuisances.keySet());
    }

    /**
     * The true values of a nuisance.
     *
     * @param name its name
     * @return a value for each row, a new array
     * @throws IllegalArgumentException if there is no such nuisance
     */
    public double[] nuisance(String name) {
        Check.that(
                nuisances.containsKey(name),
                "no nuisance is called '%s'; they are %s",
                name,
                nuisances.keySet());
        return nuisances.get(name).clone();
    }

    /**
     * Some consecutive rows.
     *
     * @param from the first
     * @param to one past the last
     * @return rows numbered from 0 again
     */
    public Confounded subset(int from, int to) {
        Rows.checkRange(from, to, size());
        float[] values = new float[(to - from) * dimension()];
        copyTo(IntStream.range(from, to).toArray(), 0, to - from, null, values);
        LinkedHashMap<String, double[]> some = new LinkedHashMap<>();
        nuisances.forEach((name, all) -> some.put(name, Arrays.copyOfRange(all, from, to)));
        return of(values, Arrays.copyOfRange(labels, from, to), classes, some);
    }

    /**
     * The first rows.
     *
     * @param count how many
     * @return the rows
     */
    public Confounded first(int count) {
        return subset(0, count);
    }

    @Override
    public void copyTo(int[] chosen, int from, int count, RandomGenerator rng, float[] out) {
        rows.copyTo(chosen, from, count, rng, out);
    }

    @Override
    public String toString() {
        return String.format(
                "%,d rows of %d values, %d classes, nuisances %s",
                size(), dimension(), classes, nuisances.keySet());
    }
}
