package org.elbo.internal;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A block of floats outside the heap, row after row, seen in three ways: by BLAS as a pointer, by
 * Java loops as tiles that are copied in and out in bulk, and by users as an {@link INDArray}. It
 * grows and never shrinks, so that a step that repeats the last one allocates nothing.
 */
public final class Memory {
    private static final float[] ZEROS = new float[2048];

    private DataBuffer buffer;
    private FloatPointer pointer;
    private FloatBuffer floats;
    private int capacity;
    private INDArray array;
    private boolean exported;

    /** Creates an empty block; {@link #ensure} gives it room. */
    public Memory() {}

    /**
     * Shares the memory of an array.
     *
     * @param array FLOAT, not empty, order 'c', not a view
     * @return a block whose changes the array shows, and the reverse
     */
    public static Memory sharing(INDArray array) {
        Memory memory = new Memory();
        memory.attach(array.data(), Math.toIntExact(array.length()));
        memory.array = array;
        memory.exported = true;
        return memory;
    }

    /**
     * Makes room; the contents are undefined when the block grows.
     *
     * @param length the number of floats that must fit
     */
    public void ensure(int length) {
        if (length > capacity) {
            release();
            attach(Nd4j.createUninitialized(DataType.FLOAT, length).data(), length);
        }
    }

    /** Gives the memory back at once, unless an array that shows it may still be in use. */
    public void release() {
        if (buffer != null && !exported) {
            buffer.close();
        }
        buffer = null;
        pointer = null;
        floats = null;
        array = null;
        exported = false;
        capacity = 0;
    }

    /**
     * The block as an array, without a copy.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     * @return an array of shape [rows, columns] over this memory; the same object every time the
     *     shape is the same
     */
    public INDArray array(int rows, int columns) {
        if (array == null || array.size(0) != rows || array.size(1) != columns) {
            array =
                    Nd4j.create(
                            buffer, new long[] {rows, columns}, new long[] {columns, 1}, 0, 'c');
            exported = true;
        }
        return array;
    }

    /**
     * Copies floats into a tile.
     *
     * @param from the first float in this block
     * @param tile receives them from its index 0
     * @param count how many
     */
    public void read(int from, float[] tile, int count) {
        floats.get(from, tile, 0, count);
    }

    /**
     * Copies a tile into this block.
     *
     * @param to the place of the first float in this block
     * @param tile the floats, from its index 0
     * @param count how many
     */
    public void write(int to, float[] tile, int count) {
        floats.put(to, tile, 0, count);
    }

    /**
     * One float.
     *
     * @param index its place
     * @return the float
     */
    public float get(int index) {
        return floats.get(index);
    }

    /**
     * Sets one float.
     *
     * @param index its place
     * @param value the float
     */
    public void set(int index, float value) {
        floats.put(index, value);
    }

    /**
     * Sets the first floats to zero.
     *
     * @param count how many
     */
    public void zero(int count) {
        for (int i = 0; i < count; i += ZEROS.length) {
            write(i, ZEROS, Math.min(ZEROS.length, count - i));
        }
    }

    /**
     * A matrix as this class stores it, whatever its order, type or strides.
     *
     * @param source a matrix of numbers, not empty
     * @return the matrix itself if it is stored so already, or else a copy
     */
    public static INDArray plain(INDArray source) {
        return isPlain(source) ? source : source.castTo(DataType.FLOAT).dup('c');
    }

    /**
     * Copies some elements of an array to the same places in this block.
     *
     * @param plain FLOAT, row after row, from the start of its memory
     * @param from the first element
     * @param count how many
     */
    public void copyOf(INDArray plain, int from, int count) {
        Place[] places = Place.some();
        Pointer.memcpy(
                places[0].at(pointer, from),
                places[1].at(plain.data().pointer(), from),
                (long) Float.BYTES * count);
    }

    /**
     * Whether an array is what this class stores: FLOAT, row after row, from the start of its
     * memory.
     *
     * @param matrix a matrix
     * @return true if its memory can be copied as it is
     */
    public static boolean isPlain(INDArray matrix) {
        return matrix.dataType() == DataType.FLOAT
                && matrix.offset() == 0
                && matrix.stride(1) == 1
                && (matrix.rows() == 1 || matrix.stride(0) == matrix.columns());
    }

    FloatPointer pointer() {
        return pointer;
    }

    private void attach(DataBuffer data, int length) {
        buffer = data;
        pointer = new FloatPointer(data.pointer()).capacity(length).limit(length);
        floats = pointer.asBuffer();
        capacity = length;
    }

    @Override
    public String toString() {
        float[] head = new float[Math.min(8, capacity)];
        if (head.length > 0) {
            read(0, head, head.length);
        }
        return "Memory of " + capacity + " floats " + Arrays.toString(head);
    }
}
