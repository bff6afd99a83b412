package org.elbo.autodiff;

import java.util.random.RandomGenerator;
import org.elbo.internal.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers that no gradient reaches: data, noise. */
final class Constant extends Value {
    private final Loop copy = new Loop(tape, this::copy);
    private INDArray source;
    private boolean looked;

    Constant(Tape tape) {
        super(tape);
    }

    void set(INDArray array) {
        shape(array.rows(), array.columns(), false);
        source = Memory.plain(array);
        binary = true;
        looked = true;
        copy.elements(length());
        source = null;
    }

    private void copy(int at, int n, Tiles tiles) {
        memory.copyOf(source, at, n);
        findOther(at, n, tiles);
    }

    void set(float[] numbers, int rows, int columns) {
        shape(rows, columns, false);
        looked = false;
        memory.write(0, numbers, rows * columns);
    }

    void set(float number, int rows, int columns) {
        shape(rows, columns, false);
        looked = false;
        for (int i = 0; i < rows * columns; i++) {
            memory.set(i, number);
        }
    }

    void set(RandomGenerator rng, int rows, int columns) {
        shape(rows, columns, false);
        looked = false;
        float[] tile = tape.tiles(1).a;
        for (int at = 0; at < length(); at += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - at);
            for (int i = 0; i < n; i++) {
                tile[i] = (float) rng.nextGaussian();
            }
            memory.write(at, tile, n);
        }
    }

    @Override
    public boolean isBinary() {
        return looked ? binary : super.isBinary();
    }

    @Override
    void backward() {}
}
