package org.elbo.model;

import org.elbo.internal.Check;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The k labelled data that are nearest by Euclidean distance vote for the class; of classes with
 * equally many votes, the one that had them first, going outwards, wins.
 */
public final class NearestNeighbours implements Classifier {
    private final INDArray x;
    private final INDArray squares;
    private final int[] labels;
    private final int classes;
    private final int k;

    private NearestNeighbours(INDArray x, int[] labels, int classes, int k) {
        this.x = x;
        this.squares = x.mul(x).sum(true, 1).transpose();
        this.labels = labels;
        this.classes = classes;
        this.k = k;
    }

    /**
     * Remembers the labelled data.
     *
     * @param x data [rows, dimension]; copied
     * @param labels the class of each row, from 0 on
     * @param classes the number of classes
     * @param k how many vote
     * @return a classifier
     * @throws IllegalArgumentException if a label is outside the classes, the numbers of rows and
     *     labels differ, or k is not from 1 to that number
     */
    public static NearestNeighbours of(INDArray x, int[] labels, int classes, int k) {
        Classifier.checkLabels(x, labels, classes);
        Check.that(
                k >= 1 && k <= labels.length,
                "%d neighbours are asked for, but there are %d labelled data",
                k,
                labels.length);
        return new NearestNeighbours(x.castTo(DataType.FLOAT).dup('c'), labels.clone(), classes, k);
    }

    @Override
    public int[] classesOf(INDArray data) {
        Networks.columnsChecked("x", data, x.columns());
        int rows = Math.toIntExact(data.size(0));
        int[] told = new int[rows];
        for (int from = 0; from < rows; from += Networks.ROWS) {
            Networks.stopIfInterrupted(from, rows);
            int to = Math.min(rows, from + Networks.ROWS);
            float[][] distances = distances(data.get(NDArrayIndex.interval(from, to)));
            for (int i = from; i < to; i++) {
                told[i] = vote(distances[i - from]);
            }
        }
        return told;
    }

    /** |b|^2 - 2 a'b of each row a and each labelled datum b: |a - b|^2 less |a|^2. */
    private float[][] distances(INDArray rows) {
        return rows.castTo(DataType.FLOAT)
                .mmul(x.transpose())
                .muli(-2)
                .addiRowVector(squares)
                .toFloatMatrix();
    }

    private int vote(float[] distances) {
        int[] votes = new int[classes];
        int winner = 0;
        for (int n = 0; n < k; n++) {
            int nearest = nearest(distances);
            distances[nearest] = Float.POSITIVE_INFINITY;
            int label = labels[nearest];
            votes[label]++;
            winner = votes[label] > votes[winner] ? label : winner;
        }
        return winner;
    }

    private static int nearest(float[] distances) {
        int nearest = 0;
        for (int i = 1; i < distances.length; i++) {
            nearest = distances[i] < distances[nearest] ? i : nearest;
        }
        return nearest;
    }

    @Override
    public String toString() {
        return k + " nearest of " + labels.length + " labelled data";
    }
}
