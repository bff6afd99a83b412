package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.data.Dataset;
import org.elbo.data.LabelSplit;
import org.elbo.data.SemiSupervised;
import org.elbo.nn.Adam;
import org.elbo.prob.Estimate;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Classifiers that learn from labelled rows. */
class ClassifiersTest {
    private static INDArray noise(int rows, int columns, long seed) {
        RandomGenerator rng = new SplittableRandom(seed);
        INDArray x = Nd4j.create(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x.putScalar(i, j, rng.nextGaussian());
            }
        }
        return x;
    }

    private static int[] classes(int rows, int classes) {
        return IntStream.range(0, rows).map(i -> i % classes).toArray();
    }

    /** Class 0 inside a circle, class 1 in a ring around it: no line divides them. */
    private static INDArray rings(int rows, long seed) {
        RandomGenerator rng = new SplittableRandom(seed);
        INDArray x = Nd4j.create(rows, 2);
        for (int i = 0; i < rows; i++) {
            double radius = i % 2 + 0.5 * rng.nextDouble();
            double angle = 2 * Math.PI * rng.nextDouble();
            x.putScalar(i, 0, 3 + radius * Math.cos(angle));
            x.putScalar(i, 1, radius * Math.sin(angle));
        }
        return x;
    }

    @Test
    void neighboursVoteAsByHand() {
        INDArray x = Nd4j.create(new double[][] {{0, 0}, {1, 0}, {1, 1}, {5, 5}, {6, 5}});
        int[] labels = {2, 0, 0, 1, 1};
        INDArray asked = Nd4j.create(new double[][] {{0.1, 0.1}, {5.2, 5}, {3.4, 3}});
        assertArrayEquals(
                new int[] {2, 1, 1}, NearestNeighbours.of(x, labels, 3, 1).classesOf(asked));
        assertArrayEquals(
                new int[] {0, 1, 1}, NearestNeighbours.of(x, labels, 3, 3).classesOf(asked));
    }

    /** Two votes for each of two classes: the class whose second vote is nearer. */
    @Test
    void ofEquallyManyVotesTheFirstToHaveThemWins() {
        INDArray x = Nd4j.create(new double[][] {{1}, {-2}, {-3}, {4}});
        int[] labels = {1, 0, 0, 1};
        INDArray zero = Nd4j.zeros(1, 1);
        assertArrayEquals(new int[] {0}, NearestNeighbours.of(x, labels, 2, 4).classesOf(zero));
        assertArrayEquals(new int[] {1}, NearestNeighbours.of(x, labels, 2, 2).classesOf(zero));
    }

    @Test
    void theNearestNeighbourIsThatOfADirectSearch() {
        float[][] x = noise(40, 6, 1).toFloatMatrix();
        float[][] asked = noise(700, 6, 2).toFloatMatrix();
        int[] labels = IntStream.range(0, 40).toArray();
        int[] found =
                NearestNeighbours.of(Nd4j.create(x), labels, 40, 1).classesOf(Nd4j.create(asked));
        for (int i = 0; i < 700; i++) {
            int nearest = 0;
            for (int j = 1; j < 40; j++) {
                double distance = distance(x[j], asked[i]);
                nearest = distance < distance(x[nearest], asked[i]) ? j : nearest;
            }
            assertEquals(nearest, found[i], "row " + i);
        }
    }

    private static double distance(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> Math.pow(a[i] - b[i], 2)).sum();
    }

    @Test
    void supportVectorsDivideWhatNoLineDivides() {
        Classifier machine = SupportVectors.of(rings(60, 1), classes(60, 2), 2);
        assertArrayEquals(classes(500, 2), machine.classesOf(rings(500, 2)));
    }

    /** Between two points of two classes the machine decides at the middle. */
    @Test
    void twoSupportVectorsMeetInTheMiddle() {
        INDArray x = Nd4j.create(new double[][] {{0}, {2}});
        Classifier machine = SupportVectors.of(x, new int[] {1, 0}, 2, 10, 0.5);
        INDArray asked = Nd4j.create(new double[][] {{0.99}, {1.01}});
        assertArrayEquals(new int[] {1, 0}, machine.classesOf(asked));
    }

    private static SemiSupervised blobs() {
        int[] labels = classes(90, 3);
        INDArray x = noise(90, 2, 3);
        for (int i = 0; i < 90; i++) {
            x.putScalar(i, labels[i] % 2, x.getDouble(i, labels[i] % 2) + 12 * (labels[i] - 1));
        }
        return SemiSupervised.of(Dataset.of(x), LabelSplit.balanced(labels, 3, 9, 1), 9, 20);
    }

    @Test
    void aNetworkWithoutHiddenLayersLearnsWhatLinesDivide() {
        ClassifierNetwork network =
                ClassifierNetwork.of(2, new int[] {}, 3, Activation.TANH, new Random(1));
        Trainer.of(network, Adam.of(0.1)).epochs(60).batchSize(29).fit(blobs());
        INDArray x = Nd4j.create(new double[][] {{-12, 0}, {0, 0}, {12, 0}});
        assertArrayEquals(new int[] {0, 1, 2}, network.classesOf(x));
        INDArray sums = network.classify(x).sum(1);
        assertTrue(sums.equalsWithEps(Nd4j.ones(3), 1e-5), sums.toString());
    }

    /** Of logistic regression the gradient by the bias is the mean of q(y|x) - label. */
    @Test
    void theGradientIsThatOfLogisticRegressionOnTheLabelledRows() {
        ClassifierNetwork network =
                ClassifierNetwork.of(4, new int[] {}, 3, Activation.TANH, new Random(1));
        INDArray x = noise(5, 4, 4);
        INDArray y =
                Nd4j.create(new double[][] {{0, 0, 0}, {0, 1, 0}, {0, 0, 0}, {1, 0, 0}, {0, 1, 0}})
                        .castTo(x.dataType());
        Tape tape = new Tape();
        double loss = -1;
        tape.backward(network.loss(tape, Nd4j.hstack(x, y), null));
        INDArray q = network.classify(x);
        INDArray named = q.mul(y).sum(1);
        INDArray difference = q.sub(y).mulColumnVector(y.sum(true, 1)).sum(true, 0).div(3);
        Parameter bias = network.parameters().get(1);
        assertTrue(bias.gradient().equalsWithEps(difference, 1e-6), bias.gradient().toString());
        for (int row : new int[] {1, 3, 4}) {
            loss -= Math.log(named.getDouble(row)) / 3;
        }
        assertEquals(loss + 1, network.loss(tape, Nd4j.hstack(x, y), null).item(), 1e-5);
    }

    @Test
    void theErrorIsThePercentageOfWrongRows() {
        Classifier first = x -> new int[(int) x.size(0)];
        Estimate error = first.error(Nd4j.zeros(40, 1), classes(40, 4));
        assertEquals(75, error.value(), 1e-12);
        assertEquals(100 * Math.sqrt(0.75 * 0.25 / 39), error.standardError(), 1e-10);
    }

    @Test
    void badInputIsAnError() {
        INDArray x = noise(4, 2, 1);
        int[] outside = {0, 1, 2, 1};
        List<Runnable> wrong =
                List.of(
                        () -> NearestNeighbours.of(x, outside, 2, 1),
                        () -> SupportVectors.of(x, outside, 2));
        for (Runnable r : wrong) {
            assertMessage("label 2 of example 2 is outside the 2 classes, 0 to 1", r);
        }
        int[] three = {0, 1, 1};
        assertMessage("3 labels need as many rows", () -> NearestNeighbours.of(x, three, 2, 1));
        assertMessage("3 labels need as many rows", () -> SupportVectors.of(x, three, 2, 1, 1));
        int[] y = {0, 1, 1, 0};
        assertMessage("5 neighbours are asked for", () -> NearestNeighbours.of(x, y, 2, 5));
        assertMessage("penalty is 0.0", () -> SupportVectors.of(x, y, 2, 0, 1));
        assertMessage("gamma is NaN", () -> SupportVectors.of(x, y, 2, 1, Double.NaN));
        assertMessage("x has the variance 0.0", () -> SupportVectors.of(Nd4j.ones(4, 2), y, 2));
        INDArray bad = x.dup().putScalar(3, 1, Double.NaN);
        assertMessage("x[1] is NaN", () -> SupportVectors.of(bad, y, 2, 1, 1));
        assertMessage(
                "x has shape [4, 3]",
                () -> NearestNeighbours.of(x, y, 2, 1).classesOf(noise(4, 3, 1)));
        assertMessage(
                "x has shape [4, 3]", () -> SupportVectors.of(x, y, 2).classesOf(noise(4, 3, 1)));
    }

    @Test
    void aBatchWithoutLabelsTeachesNothing() {
        ClassifierNetwork network =
                ClassifierNetwork.of(2, new int[] {}, 2, Activation.TANH, new Random(1));
        INDArray batch = Nd4j.hstack(noise(3, 2, 1), Nd4j.zeros(3, 2));
        assertMessage(
                "no row of the batch has a label", () -> network.loss(new Tape(), batch, null));
        assertMessage(
                "there are 1 classes",
                () -> ClassifierNetwork.of(2, new int[] {}, 1, Activation.TANH, new Random(1)));
    }

    private static void assertMessage(String start, Runnable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
