package org.elbo.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.elbo.nn.Adam;
import org.elbo.nn.Mlp;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TapeTest {
    private static Parameter parameter(double... row) {
        return Parameter.of("w", Nd4j.create(new double[][] {row}));
    }

    private static float[] gradient(Parameter parameter) {
        return parameter.gradient().dup().data().asFloat();
    }

    @Test
    void aSecondBackwardStartsAfresh() {
        Parameter w = parameter(3, -1);
        Tape tape = new Tape();
        Value v = tape.parameter(w);
        Value loss = tape.sum(tape.multiply(v, v));
        tape.backward(loss);
        tape.backward(loss);
        assertArrayEquals(new float[] {6, -2}, gradient(w));
        tape.backward(tape.sum(v));
        assertArrayEquals(new float[] {1, 1}, gradient(w));
    }

    @Test
    void usesOfAParameterAddUp() {
        Parameter w = parameter(2, 5);
        Tape tape = new Tape();
        Value sum = tape.add(tape.parameter(w), tape.scale(tape.parameter(w), 3));
        tape.backward(tape.sum(tape.add(sum, tape.parameter(w))));
        assertArrayEquals(new float[] {5, 5}, gradient(w));
    }

    @Test
    void aParameterThatTheLossLeftHasGradientZero() {
        Parameter w = parameter(2, 5);
        Parameter u = parameter(1, 1);
        Tape tape = new Tape();
        tape.backward(tape.sum(tape.add(tape.parameter(w), tape.parameter(u))));
        tape.clear();
        tape.backward(tape.sum(tape.parameter(w)));
        assertArrayEquals(new float[] {0, 0}, gradient(u));
        tape.clear();
        Value unused = tape.parameter(w);
        assertEquals(2, unused.columns());
        tape.backward(tape.sum(tape.parameter(u)));
        assertArrayEquals(new float[] {0, 0}, gradient(w));
        assertArrayEquals(new float[] {1, 1}, gradient(u));
    }

    @Test
    void aChainOfTenThousandOperationsNeedsNoStack() {
        Parameter w = parameter(1, 2);
        Tape tape = new Tape();
        Value v = tape.parameter(w);
        for (int i = 0; i < 10_000; i++) {
            v = tape.affine(v, 1, 1);
        }
        tape.backward(tape.sum(v));
        assertEquals(10_001, v.data().getFloat(0, 0));
        assertArrayEquals(new float[] {1, 1}, gradient(w));
    }

    @Test
    void gradientsOfValuesInBetween() {
        Parameter w = parameter(1, 2);
        Tape tape = new Tape();
        Value square = tape.multiply(tape.parameter(w), tape.parameter(w));
        Value dense =
                tape.dense(
                        square,
                        tape.constant(Nd4j.ones(DataType.FLOAT, 2, 1)),
                        tape.constant(0, 1, 1),
                        Activation.TANH);
        tape.backward(tape.scale(tape.sum(dense), 2));
        assertEquals(2, dense.gradient().getFloat(0, 0));
        double slope = 2 * (1 - Math.pow(Math.tanh(5), 2));
        assertEquals(slope, square.gradient().getFloat(0, 1), 1e-6);
    }

    @Test
    void inputsOfAnyOrderTypeAndStrideCountTheSame() {
        INDArray x = Nd4j.rand(DataType.FLOAT, 4, 6);
        INDArray[] same = {
            x,
            x.dup('f'),
            x.castTo(DataType.DOUBLE),
            x.transpose().dup('c').transpose(),
            Nd4j.hstack(x, x).getColumns(0, 1, 2, 3, 4, 5),
            Nd4j.vstack(x, x)
                    .get(
                            org.nd4j.linalg.indexing.NDArrayIndex.interval(4, 8),
                            org.nd4j.linalg.indexing.NDArrayIndex.all()),
            Nd4j.hstack(x, x)
                    .get(
                            org.nd4j.linalg.indexing.NDArrayIndex.all(),
                            org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 6)),
        };
        Tape tape = new Tape();
        for (INDArray array : same) {
            assertEquals(x, tape.constant(array).data());
            assertEquals(x, Parameter.of("w", array).value());
        }
        INDArray whole = Nd4j.createFromArray(new int[][] {{1, 2}, {3, 4}});
        assertEquals(4, tape.constant(whole).data().getFloat(1, 1));
    }

    @Test
    void aStepAfterClearReusesValuesEvenWhenTheBatchShrinksAndGrows() {
        Random rng = new Random(1);
        Mlp mlp = Mlp.of("m", new int[] {5, 4, 3}, Activation.TANH, Activation.IDENTITY, rng);
        Tape tape = new Tape();
        INDArray x = Nd4j.rand(DataType.FLOAT, 8, 5);
        Value first = mlp.apply(tape, tape.constant(x));
        INDArray expected = first.data().dup();
        for (int rows : new int[] {8, 3, 8}) {
            tape.clear();
            INDArray part =
                    x.get(
                            org.nd4j.linalg.indexing.NDArrayIndex.interval(0, rows),
                            org.nd4j.linalg.indexing.NDArrayIndex.all());
            Value again = mlp.apply(tape, tape.constant(part));
            assertSame(first, again);
            assertEquals(
                    expected.get(
                                    org.nd4j.linalg.indexing.NDArrayIndex.interval(0, rows),
                                    org.nd4j.linalg.indexing.NDArrayIndex.all())
                            .dup(),
                    again.data().dup());
        }
    }

    @Test
    void differentOperationsAfterClearReplaceTheOldOnes() {
        Parameter w = parameter(1, 2);
        Tape tape = new Tape();
        for (int i = 0; i < 4; i++) {
            tape.clear();
            Value v = tape.parameter(w);
            Value u = i % 2 == 0 ? tape.exp(v) : tape.activate(v, Activation.TANH);
            tape.backward(tape.sum(u));
            double slope = i % 2 == 0 ? Math.E : 1 - Math.pow(Math.tanh(1), 2);
            assertEquals(slope, gradient(w)[0], 1e-5);
        }
    }

    private static Value bernoulli(Tape tape, Parameter logits) {
        return tape.bernoulliLogLikelihood(tape.parameter(logits), Nd4j.eye(3));
    }

    @Test
    void aTapeWithoutGradientsComputesTheSameAndDerivesNothing() {
        Parameter logits = Parameter.of("l", Nd4j.create(GradientCheck.random(3, 3, 2, 6)));
        Tape plain = Tape.withoutGradients();
        Value fit = bernoulli(plain, logits);
        assertEquals(bernoulli(new Tape(), logits).data(), fit.data());
        Value loss = plain.sum(fit);
        assertThrows(IllegalArgumentException.class, () -> plain.backward(loss));
    }

    @Test
    void repeatedRowsAreBinaryIfTheirOriginalsAre() {
        Tape tape = new Tape();
        assertTrue(tape.repeatRows(tape.constant(Nd4j.eye(3)), 2).isBinary());
        assertFalse(tape.repeatRows(tape.constant(0.5, 3, 3), 2).isBinary());
    }

    private static Value row(float[] numbers) {
        return new Tape().constant(numbers, 1, numbers.length);
    }

    @Test
    void binaryMeansZerosAndOnesOnly() {
        assertTrue(row(new float[] {0, 1, -0f, 1}).isBinary());
        float[] others = {
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Math.nextUp(1f),
            Math.nextDown(1f),
            0.5f,
            -1,
            2
        };
        for (float other : others) {
            for (int length : new int[] {1, 3, 2049, 50_000}) {
                float[] x = new float[length];
                Arrays.fill(x, length / 2, length, 1);
                assertTrue(row(x).isBinary());
                for (int at : new int[] {0, length / 2, length - 1}) {
                    float kept = x[at];
                    x[at] = other;
                    assertFalse(row(x).isBinary(), other + " at " + at + " of " + length);
                    x[at] = kept;
                }
            }
        }
    }

    /** Wherever the pieces of the loop and the threads' parts end. */
    @Test
    void noPlaceHidesANumberThatIsNotBinary() {
        float[] x = new float[25_003];
        Tape tape = new Tape();
        for (int at = 0; at < x.length; at += at % 2048 > 2040 || at % 2048 < 8 ? 1 : 7) {
            tape.clear();
            x[at] = 0.5f;
            assertFalse(tape.constant(x, 1, x.length).isBinary(), "at " + at);
            x[at] = 1;
        }
        tape.clear();
        assertTrue(tape.constant(x, 1, x.length).isBinary());
    }

    @Test
    void whatIsLeftInMemoryFromALargerValueDoesNotCount() {
        Tape tape = new Tape();
        assertFalse(tape.constant(0.5, 100, 300).isBinary());
        tape.clear();
        Value smaller = tape.constant(new float[] {0, 1, 1}, 1, 3);
        assertTrue(smaller.isBinary());
    }

    @Test
    void noiseIsTheGeneratorsSequence() {
        for (int[] shape : new int[][] {{1, 1}, {1, 2048}, {2049, 1}, {3, 1000}, {101, 499}}) {
            Random rng = new Random(7);
            Random same = new Random(7);
            Tape tape = new Tape();
            for (int step = 0; step < 2; step++) {
                tape.clear();
                Value noise = tape.noise(shape[0], shape[1], rng);
                assertArrayEquals(new long[] {shape[0], shape[1]}, noise.shape());
                float[] numbers = noise.data().dup().data().asFloat();
                for (float number : numbers) {
                    assertEquals((float) same.nextGaussian(), number);
                }
                assertEquals(same.nextInt(), rng.nextInt(), "the state of the generator");
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        float[][] runs = new float[2][];
        for (int run = 0; run < 2; run++) {
            Random rng = new Random(3);
            Mlp mlp = Mlp.of("m", new int[] {50, 40, 1}, Activation.ELU, Activation.SIGMOID, rng);
            INDArray x = Nd4j.create(GradientCheck.random(30, 50, 1, 4));
            Tape tape = new Tape();
            Adam adam = Adam.of(0.01);
            for (int i = 0; i < 20; i++) {
                tape.clear();
                tape.backward(tape.mean(mlp.apply(tape, tape.constant(x))));
                adam.step(mlp.parameters());
            }
            runs[run] = mlp.parameters().get(0).value().dup().data().asFloat();
        }
        assertArrayEquals(runs[0], runs[1]);
    }

    @Test
    void releasedTapeForgetsButArraysStayAndItCanBeUsedAgain() {
        Tape tape = new Tape();
        Parameter w = Parameter.of("w", Nd4j.create(new double[][] {{2, 3}}));
        Value sum = tape.sum(tape.parameter(w));
        INDArray shown = tape.scale(tape.parameter(w), 10).data();
        tape.backward(sum);
        tape.release();
        assertEquals(0, tape.size());
        assertThrows(IllegalArgumentException.class, () -> tape.scale(sum, 2));
        assertEquals(Nd4j.create(new float[][] {{20, 30}}), shown);
        assertEquals(5, tape.sum(tape.parameter(w)).item());
        assertEquals(Nd4j.ones(1, 2), w.gradient());
    }
}
