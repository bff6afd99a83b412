package org.elbo.autodiff;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers that no gradient reaches: data, noise. */
final class Constant extends Value {
    Constant(Tape tape) {
        super(tape);
    }

    void set(INDArray array) {
        shape(array.rows(), array.columns(), false);
        memory.copyOf(array);
    }

    void set(float[] numbers, int rows, int columns) {
        shape(rows, columns, false);
        memory.write(0, numbers, rows * columns);
    }

    void set(float number, int rows, int columns) {
        shape(rows, columns, false);
        for (int i = 0; i < rows * columns; i++) {
            memory.set(i, number);
        }
    }

    void set(RandomGenerator rng, int rows, int columns) {
        shape(rows, columns, false);
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
    void backward() {}
}
