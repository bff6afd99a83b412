package org.elbo.autodiff;

import java.util.Objects;
import org.elbo.internal.Check;
import org.elbo.internal.Memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A matrix that training changes: its value, and the derivative of the last loss by it. */
public final class Parameter {
    /** The number of elements in a tile, for an optimiser that keeps state; of a table, a row. */
    public static final int TILE = Tiles.SIZE;

    private final String name;
    private final INDArray value;
    final Memory memory;
    final Gradient gradient;

    private Parameter(String name, INDArray value) {
        this(name, value, null);
    }

    private Parameter(String name, INDArray value, TouchedRows touched) {
        this.name = name;
        this.value = value;
        this.memory = Memory.sharing(value);
        INDArray zeros = Nd4j.zeros(DataType.FLOAT, value.rows(), value.columns());
        this.gradient = new Gradient(Memory.sharing(zeros), touched);
    }

    /**
     * Creates a parameter from a copy of its first value.
     *
     * @param name what messages and checkpoints call it, such as "encoder.0.weight"
     * @param value a matrix of any number type, order or strides
     * @return the parameter, with a gradient of zeros
     * @throws IllegalArgumentException if the value is not a matrix of numbers or is empty
     */
    public static Parameter of(String name, INDArray value) {
        Objects.requireNonNull(name, "name of a parameter");
        Shapes.matrix("value of parameter " + name, value);
        INDArray copy = Nd4j.createUninitialized(DataType.FLOAT, value.rows(), value.columns());
        Memory.sharing(copy).copyOf(value);
        return new Parameter(name, copy);
    }

    /**
     * Creates a parameter of which a loss uses few rows, such as the vectors of the words of a
     * vocabulary. The gradient of all other rows is zero and costs nothing, and an optimiser leaves
     * these rows and what it remembers of them as they are: for SGD and Adagrad that is no
     * difference, for Adam it is what is called lazy or sparse Adam.
     *
     * @param name what messages and checkpoints call it
     * @param value a matrix of any number type, order or strides
     * @return the parameter, with a gradient of zeros
     * @throws IllegalArgumentException if the value is not a matrix of numbers or is empty
     */
    public static Parameter table(String name, INDArray value) {
        INDArray copy = of(name, value).value;
        return new Parameter(name, copy, new TouchedRows(copy.rows(), copy.columns()));
    }

    /**
     * The name.
     *
     * @return what messages and checkpoints call it
     */
    public String name() {
        return name;
    }

    /**
     * The value.
     *
     * @return shape [rows, columns], FLOAT, order 'c', not a copy: to change it, assign to it
     */
    public INDArray value() {
        return value;
    }

    /**
     * The derivative of the last loss by this parameter.
     *
     * @return shape [rows, columns], FLOAT, order 'c', not a copy; zeros if the last loss of its
     *     tape did not depend on it
     */
    public INDArray gradient() {
        return gradient.memory.array(rows(), columns());
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int rows() {
        return value.rows();
    }

    /**
     * The number of columns.
     *
     * @return at least 1
     */
    public int columns() {
        return value.columns();
    }

    /**
     * The shape.
     *
     * @return [rows, columns]
     */
    public long[] shape() {
        return new long[] {rows(), columns()};
    }

    /**
     * The number of elements.
     *
     * @return rows times columns
     */
    public int length() {
        return rows() * columns();
    }

    /** One step of an optimiser on a tile of a parameter; several threads call it. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Changes the first {@code count} values.
         *
         * @param value the values, to be changed in place
         * @param gradient their gradients
         * @param tile the number of the tile: its first element is the parameter's element tile
         *     times {@link #tileSize()}
         * @param count how many
         */
        void apply(float[] value, float[] gradient, int tile, int count);
    }

    /**
     * Makes room for what an optimiser remembers of each element.
     *
     * @return zeros, [number of tiles][tileSize]
     */
    public float[][] zerosByTile() {
        return new float[tiles()][tileSize()];
    }

    /**
     * The number of elements that an optimiser changes at once.
     *
     * @return {@link #TILE}; for a table the number of columns
     */
    public int tileSize() {
        return gradient.touched == null ? TILE : columns();
    }

    int tiles() {
        return (length() + tileSize() - 1) / tileSize();
    }

    /** The number of tiles that the last loss used. */
    int usedTiles() {
        return gradient.touched == null ? tiles() : gradient.touched.count();
    }

    /** The number of elements that the last loss used. */
    int usedLength() {
        return gradient.touched == null ? length() : gradient.touched.count() * columns();
    }

    /** The number of a tile that the last loss used. */
    int usedTile(int i) {
        return gradient.touched == null ? i : gradient.touched.row(i);
    }

    /**
     * Sets the value from numbers in row order, as a checkpoint holds them.
     *
     * @param numbers rows times columns numbers
     * @throws IllegalArgumentException if there are more or fewer
     */
    public void assign(float[] numbers) {
        Check.that(
                numbers.length == length(),
                "parameter %s has %d elements but was given %d numbers",
                name,
                length(),
                numbers.length);
        memory.write(0, numbers, numbers.length);
    }

    @Override
    public String toString() {
        return "Parameter " + name + " [" + rows() + ", " + columns() + "]";
    }
}
