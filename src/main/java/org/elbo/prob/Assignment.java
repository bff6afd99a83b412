package org.elbo.prob;

import java.util.Arrays;
import org.elbo.internal.Check;

/**
 * The best way to give each of n rows a column of its own: the one with the largest sum of gains.
 * Found by the Hungarian method (Kuhn 1955), in its form of shortest augmenting paths, in time n^2
 * m.
 */
public final class Assignment {
    private final double[][] gain;
    private final int columns;
    private final double[] rowPrice;
    private final double[] columnPrice;
    private final int[] rowOf;
    private final int[] cameFrom;

    private Assignment(double[][] gain) {
        this.gain = gain;
        columns = gain[0].length;
        rowPrice = new double[gain.length];
        columnPrice = new double[columns];
        rowOf = new int[columns];
        cameFrom = new int[columns];
        Arrays.fill(rowOf, -1);
    }

    /**
     * Finds the best columns.
     *
     * @param gain what each row has of each column, finite; at least as many columns as rows
     * @return the column of each row, no two the same
     * @throws IllegalArgumentException if there is no row, rows differ in length, there are fewer
     *     columns than rows, or a gain is not finite
     */
    public static int[] best(double[][] gain) {
        Check.that(gain.length > 0, "gain has no row but needs at least one");
        Check.that(
                gain[0].length >= gain.length,
                "gain has %d rows and %d columns but needs as many columns as rows",
                gain.length,
                gain[0].length);
        for (int i = 0; i < gain.length; i++) {
            Check.finite("gain[" + i + "]", gain[i]);
            Check.that(
                    gain[i].length == gain[0].length,
                    "gain[%d] has %d columns but gain[0] has %d",
                    i,
                    gain[i].length,
                    gain[0].length);
        }
        return new Assignment(gain).solve();
    }

    private int[] solve() {
        for (int row = 0; row < gain.length; row++) {
            augment(shortestPath(row), row);
        }
        int[] best = new int[gain.length];
        for (int j = 0; j < columns; j++) {
            if (rowOf[j] >= 0) {
                best[rowOf[j]] = j;
            }
        }
        return best;
    }

    /** What taking this column costs the row, at the present prices: at least 0. */
    private double slack(int row, int column) {
        return -gain[row][column] - rowPrice[row] - columnPrice[column];
    }

    /** Dijkstra's search from a row without column to the nearest column without row. */
    private int shortestPath(int start) {
        double[] distance = new double[columns];
        boolean[] done = new boolean[columns];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(cameFrom, start);
        int row = start;
        double travelled = 0;
        while (true) {
            int nearest = -1;
            for (int j = 0; j < columns; j++) {
                if (!done[j]) {
                    double through = travelled + slack(row, j);
                    if (through < distance[j]) {
                        distance[j] = through;
                        cameFrom[j] = row;
                    }
                    nearest = nearest < 0 || distance[j] < distance[nearest] ? j : nearest;
                }
            }
            done[nearest] = true;
            travelled = distance[nearest];
            if (rowOf[nearest] < 0) {
                reprice(start, distance, done, travelled);
                return nearest;
            }
            row = rowOf[nearest];
        }
    }

    /** Changes prices so that the path costs nothing and no slack is negative. */
    private void reprice(int start, double[] distance, boolean[] done, double total) {
        rowPrice[start] += total;
        for (int j = 0; j < columns; j++) {
            if (done[j] && rowOf[j] >= 0) {
                rowPrice[rowOf[j]] += total - distance[j];
            }
            columnPrice[j] -= done[j] ? total - distance[j] : 0;
        }
    }

    /** Each row on the path takes the column that the next one gives up. */
    private void augment(int free, int start) {
        int column = free;
        while (column >= 0) {
            int row = cameFrom[column];
            int given = row == start ? -1 : columnOf(row);
            rowOf[column] = row;
            column = given;
        }
    }

    private int columnOf(int row) {
        for (int j = 0; j < columns; j++) {
            if (rowOf[j] == row) {
                return j;
            }
        }
        throw new IllegalStateException("row " + row + " has no column: this is an error of ours");
    }
}
