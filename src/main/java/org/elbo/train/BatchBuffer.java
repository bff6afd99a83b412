package org.elbo.train;

import java.util.random.RandomGenerator;
import org.elbo.data.Dataset;
import org.elbo.internal.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Turns rows of a data set into an array, which is made once for each number of rows. */
final class BatchBuffer {
    private final Dataset data;
    private float[] floats = {};
    private INDArray array;
    private Memory memory;

    BatchBuffer(Dataset data) {
        this.data = data;
    }

    INDArray fill(int[] rows, int from, int count, RandomGenerator rng) {
        int length = count * data.dimension();
        if (array == null || array.length() != length) {
            array = Nd4j.create(new float[length], new long[] {count, data.dimension()}, 'c');
            memory = Memory.sharing(array);
            floats = new float[length];
        }
        data.copyTo(rows, from, count, rng, floats);
        memory.write(0, floats, length);
        return array;
    }
}
