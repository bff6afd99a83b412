package org.elbo.autodiff;

import org.elbo.internal.Elementary;
import org.elbo.internal.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Long short-term memory: gates i, f, o and the candidate g; c' = f c + i g, h' = o tanh(c'). */
final class Lstm extends Recurrence {
    private static final int I = 0;
    private static final int F = 1;
    private static final int G = 2;
    private static final int O = 3;

    private final Memory cells = new Memory();

    Lstm(Tape tape) {
        super(tape, 4, 2);
    }

    @Override
    void set(Value x, Value u, Value start, Packing packing) {
        super.set(x, u, start, packing);
        cells.ensure(length());
        forward();
    }

    INDArray cells() {
        return cells.array(rows, units);
    }

    @Override
    void forward(int row, int place, int from, int n, Tiles tiles) {
        gate(I, Activation.SIGMOID, row, from, tiles.a, n, tiles);
        gate(G, Activation.TANH, row, from, tiles.c, n, tiles);
        Tiles.multiply(tiles.c, tiles.a, n);
        gate(F, Activation.SIGMOID, row, from, tiles.b, n, tiles);
        readCellBefore(row, place, from, tiles.c, n);
        addProduct(tiles.b, tiles.c, tiles.a, n);
        cells.write(row * units + from, tiles.a, n);
        Elementary.tanh(tiles.a, tiles.a, n);
        gate(O, Activation.SIGMOID, row, from, tiles.b, n, tiles);
        Tiles.multiply(tiles.b, tiles.a, n);
    }

    /** Computes a gate into a tile; d and e are overwritten. */
    private void gate(
            int gate, Activation activation, int row, int from, float[] to, int n, Tiles tiles) {
        readSum(gate, row, from, tiles.d, n);
        readInput(gate, row, from, tiles.e, n);
        Tiles.add(tiles.e, tiles.d, n);
        float[] result = activation.apply(tiles.d, to, n);
        if (result != to) {
            System.arraycopy(result, 0, to, 0, n);
        }
        if (differentiable) {
            writeSum(gate, row, from, to, n);
        }
    }

    private void readCellBefore(int row, int place, int from, float[] tile, int n) {
        if (row < packing.count()) {
            readStart(1, place, from, n, tile);
        } else {
            cells.read(rowBefore(place) * units + from, tile, n);
        }
    }

    @Override
    void backward(int row, int place, int from, int n, boolean later, Tiles tiles) {
        float[] e = tiles.e;
        cells.read(row * units + from, tiles.c, n);
        Elementary.tanh(tiles.c, tiles.c, n);
        readSum(O, row, from, tiles.b, n);
        sigmoidGradient(tiles.a, tiles.c, tiles.b, tiles.d, n);
        throughOutput(tiles.a, tiles.b, tiles.c, n);
        passGate(O, row, from, tiles.d, n, e);
        if (later) {
            carry.read(place * units + from, e, n);
            Tiles.add(e, tiles.a, n);
        }
        readSum(I, row, from, tiles.b, n);
        readSum(G, row, from, tiles.c, n);
        sigmoidGradient(tiles.a, tiles.c, tiles.b, tiles.d, n);
        passGate(I, row, from, tiles.d, n, e);
        tanhGradient(tiles.a, tiles.b, tiles.c, n);
        passGate(G, row, from, tiles.c, n, e);
        readSum(F, row, from, tiles.b, n);
        readCellBefore(row, place, from, tiles.c, n);
        sigmoidGradient(tiles.a, tiles.c, tiles.b, tiles.d, n);
        passGate(F, row, from, tiles.d, n, e);
        Tiles.multiply(tiles.b, tiles.a, n);
        carry.write(place * units + from, tiles.a, n);
    }

    @Override
    void passStart(int place, int from, int n, Tiles tiles) {
        contributeStart(0, place, from, tiles.a, n, tiles.d);
        contributeStart(1, place, from, tiles.b, n, tiles.d);
    }

    /** y += a b. */
    private static void addProduct(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += a[i] * b[i];
        }
    }

    /** d = g other s (1 - s): the gradient by a gate's sum, where the gate s multiplies other. */
    private static void sigmoidGradient(float[] g, float[] other, float[] s, float[] d, int n) {
        for (int i = 0; i < n; i++) {
            d[i] = g[i] * other[i] * (s[i] * (1f - s[i]));
        }
    }

    /** From h = o tanh(c), t = tanh(c): g = g o (1 - t^2). */
    private static void throughOutput(float[] g, float[] o, float[] t, int n) {
        for (int i = 0; i < n; i++) {
            g[i] *= o[i] * (1f - t[i] * t[i]);
        }
    }

    /** t = g i (1 - t^2). */
    private static void tanhGradient(float[] g, float[] gate, float[] t, int n) {
        for (int i = 0; i < n; i++) {
            t[i] = g[i] * gate[i] * (1f - t[i] * t[i]);
        }
    }

    @Override
    void release() {
        super.release();
        cells.release();
    }
}
