package org.elbo.autodiff;

import org.elbo.internal.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A matrix that a {@link Tape} computed, and a place for the derivative of the loss by it. Its
 * arrays show the tape's own memory: they are valid until the same operation runs again after
 * {@link Tape#clear()}; {@code dup()} keeps a copy.
 */
public abstract class Value {
    final Tape tape;
    int position;
    int rows;
    int columns;
    boolean differentiable;
    Memory memory = new Memory();
    Gradient gradient = new Gradient(new Memory());
    private Loop binaryLoop;
    private boolean binary;

    Value(Tape tape) {
        this.tape = tape;
    }

    /** Adds this value's share to the gradients of its parents; its own gradient is complete. */
    abstract void backward();

    /**
     * The number of rows, as a rule the size of the batch.
     *
     * @return at least 1
     */
    public int rows() {
        return rows;
    }

    /**
     * The number of columns, as a rule the number of dimensions.
     *
     * @return at least 1
     */
    public int columns() {
        return columns;
    }

    /**
     * The shape.
     *
     * @return [rows, columns]
     */
    public long[] shape() {
        return new long[] {rows, columns};
    }

    /**
     * The numbers.
     *
     * @return shape [rows, columns], FLOAT, order 'c', not a copy
     */
    public INDArray data() {
        return memory.array(rows, columns);
    }

    /**
     * The derivative of the loss by this value.
     *
     * @return shape [rows, columns], FLOAT, order 'c', not a copy
     * @throws IllegalStateException if {@link Tape#backward} has not run, or its loss does not
     *     depend on this value through a parameter
     */
    public INDArray gradient() {
        if (!gradient.filled) {
            throw new IllegalStateException(
                    this + " has no gradient: call backward on a loss that depends on it first");
        }
        return gradient.memory.array(rows, columns);
    }

    /**
     * Whether every number is 0 or 1, as a Bernoulli likelihood needs it.
     *
     * @return false if one is not, or is NaN
     */
    public boolean isBinary() {
        if (binaryLoop == null) {
            binaryLoop = new Loop(tape, this::findOther);
        }
        binary = true;
        binaryLoop.elements(length());
        return binary;
    }

    private void findOther(int at, int n, Tiles tiles) {
        memory.read(at, tiles.a, n);
        Tiles.zeroIfBinary(tiles.a, n);
        if (Tiles.sum(tiles.a, n) != 0f) {
            binary = false;
        }
    }

    /**
     * The number in a 1 by 1 value such as a loss.
     *
     * @return the number
     * @throws IllegalStateException if the value is larger
     */
    public double item() {
        if (rows != 1 || columns != 1) {
            throw new IllegalStateException(
                    "item() needs a value of shape [1, 1] but this is " + this + ": use data()");
        }
        return memory.get(0);
    }

    /** Gives back the memory of a value that another kind of value replaces. */
    void release() {
        memory.release();
        gradient.memory.release();
    }

    int length() {
        return rows * columns;
    }

    /** Fixes the shape of the result and makes room for it. */
    void shape(int rows, int columns, boolean differentiable) {
        if ((long) rows * columns > Integer.MAX_VALUE) { // Check.that would allocate
            throw new IllegalArgumentException(
                    "a value of shape ["
                            + rows
                            + ", "
                            + columns
                            + "] is too large: it may have 2^31 - 1 elements, take smaller batches");
        }
        this.rows = rows;
        this.columns = columns;
        this.differentiable = differentiable;
        memory.ensure(rows * columns);
        gradient.filled = false;
    }

    /** Adds (or stores) a tile of the gradient; {@code spare} is overwritten. */
    void contribute(boolean add, int at, float[] tile, int n, float[] spare) {
        if (add) {
            gradient.memory.read(at, spare, n);
            for (int i = 0; i < n; i++) {
                spare[i] += tile[i];
            }
            gradient.memory.write(at, spare, n);
        } else {
            gradient.memory.write(at, tile, n);
        }
    }

    /** Makes room for the gradient; true if a contribution must be added to what is there. */
    boolean begin() {
        gradient.memory.ensure(length());
        return gradient.begin();
    }

    /** Makes room for the gradient, of which some rows are added to and untouched ones are zero. */
    void beginRows(int[] index) {
        gradient.memory.ensure(length());
        gradient.beginRows(index, length());
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + rows + ", " + columns + "]";
    }
}
