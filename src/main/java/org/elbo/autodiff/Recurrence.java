package org.elbo.autodiff;

import org.elbo.internal.Blas;
import org.elbo.internal.Block;
import org.elbo.internal.Memory;
import org.elbo.internal.Team;

/**
 * What recurrent layers share: at every step one product of the outputs before with all recurrent
 * weights, then the gates. A part of the work is some of the units, with the columns of all their
 * gates, so that the threads meet once a step. Backward runs the other way, and the weight's
 * gradient is one product over all steps.
 */
abstract class Recurrence extends Value {
    private final Team team = Team.shared();
    private final Team.Task forward = this::forward;
    private final Team.Task backward = this::backward;
    private final Team.Task startGradient = this::startGradient;
    private final Team.Task weightGradient = this::weightGradient;
    private final int gates;
    private final int states;

    /** The recurrent products, later the gates: [rows, gates units]. */
    final Memory sums = new Memory();

    /** The output of the step before: [rows, units]. */
    final Memory previous = new Memory();

    /** The gradient by the recurrent products: [rows, gates units]. */
    private final Memory delta = new Memory();

    /** The gradient by the output of the step before, through the products: [rows, units]. */
    private final Memory back = new Memory();

    /** The gradient that a step hands to the one before unit by unit: [sequences, units]. */
    final Memory carry = new Memory();

    Value x;
    Value u;
    Value start;
    Packing packing;
    int units;
    private int step;
    private boolean addX;
    private boolean add;

    /** A layer has several gates, or candidates, and as many states as are handed on. */
    Recurrence(Tape tape, int gates, int states) {
        super(tape);
        this.gates = gates;
        this.states = states;
    }

    /** Computes the output of some units in tile a: sums has the products of this row. */
    abstract void forward(int row, int place, int from, int n, Tiles tiles);

    /** Given the gradient by the output in tile a, passes on that by the gates and the carry. */
    abstract void backward(int row, int place, int from, int n, boolean later, Tiles tiles);

    void set(Value x, Value u, Value start, Packing packing) {
        units = u.rows;
        Shapes.expect("recurrent weight", u, units, gates * units, "its rows");
        Shapes.expect("input of the gates", x, packing.rows(), gates * units, "the packing");
        Shapes.expect("start", start, packing.count(), states * units, "the packing");
        this.x = x;
        this.u = u;
        this.start = start;
        this.packing = packing;
        shape(x.rows, units, x.differentiable || u.differentiable || start.differentiable);
        sums.ensure(rows * gates * units);
        previous.ensure(length());
    }

    /** Runs all steps. */
    void forward() {
        Tiles tiles = tape.tiles(columns);
        for (int place = 0; place < packing.count(); place++) {
            readStart(0, place, 0, units, tiles.a);
            previous.write(place * units, tiles.a, units);
        }
        for (step = 0; step < packing.steps(); step++) {
            team.run(parts(), forward);
        }
    }

    private int parts() {
        return Dense.isLong(packing.active(step), gates * units, units) ? team.parts() : 1;
    }

    private void forward(int part, int parts) {
        Tiles tiles = tape.tiles(part, units);
        int from = Block.bound(units, part, parts);
        int to = Block.bound(units, part + 1, parts);
        int first = packing.start(step);
        int last = packing.start(step + 1);
        if (from == to) {
            return;
        }
        for (int gate = 0; gate < gates; gate++) {
            tiles.block.of(first, last, gate * units + from, gate * units + to);
            Blas.product(previous, u.memory, sums, gates * units, units, tiles.block);
        }
        for (int row = first; row < last; row++) {
            forward(row, row - first, from, to - from, tiles);
            memory.write(row * units + from, tiles.a, to - from);
            if (row - first < packing.active(step + 1)) {
                previous.write((last + row - first) * units + from, tiles.a, to - from);
            }
        }
    }

    @Override
    void backward() {
        delta.ensure(rows * gates * units);
        back.ensure(length());
        carry.ensure(packing.count() * units);
        addX = x.differentiable && x.begin();
        for (step = packing.steps() - 1; step >= 0; step--) {
            team.run(parts(), backward);
        }
        if (start.differentiable) {
            step = 0;
            add = start.begin();
            team.run(parts(), startGradient);
        }
        if (u.differentiable) {
            add = u.begin();
            int parts = Dense.isLong(rows, gates * units, units) ? team.parts() : 1;
            team.run(parts, weightGradient);
        }
        endOthers(delta);
    }

    /** Contributes to other parents: the gradient by the recurrent products is complete. */
    void endOthers(Memory delta) {}

    private void backward(int part, int parts) {
        Tiles tiles = tape.tiles(part, units);
        int from = Block.bound(units, part, parts);
        int to = Block.bound(units, part + 1, parts);
        int first = packing.start(step);
        int later = packing.active(step + 1);
        if (from == to) {
            return;
        }
        if (later > 0) {
            productBack(step + 1, from, to, tiles.block);
        }
        for (int place = 0; place < packing.active(step); place++) {
            int row = first + place;
            gradient.memory.read(row * units + from, tiles.a, to - from);
            if (place < later) {
                back.read((packing.start(step + 1) + place) * units + from, tiles.b, to - from);
                Tiles.add(tiles.b, tiles.a, to - from);
            }
            backward(row, place, from, to - from, place < later, tiles);
        }
    }

    /** The gradient by the outputs before a step, for some units. */
    private void productBack(int step, int from, int to, Block block) {
        block.of(packing.start(step), packing.start(step + 1), from, to);
        Blas.rightTransposed(delta, u.memory, back, units, gates * units, false, block);
    }

    /** Passes on the gradient of one gate in a tile. */
    void passGate(int gate, int row, int from, float[] tile, int n, float[] spare) {
        passProduct(gate, row, from, tile, n);
        passInput(gate, row, from, tile, n, spare);
    }

    void passProduct(int gate, int row, int from, float[] tile, int n) {
        delta.write((row * gates + gate) * units + from, tile, n);
    }

    void passInput(int gate, int row, int from, float[] tile, int n, float[] spare) {
        if (x.differentiable) {
            x.contribute(addX, (row * gates + gate) * units + from, tile, n, spare);
        }
    }

    private void startGradient(int part, int parts) {
        Tiles tiles = tape.tiles(part, units);
        int from = Block.bound(units, part, parts);
        int n = Block.bound(units, part + 1, parts) - from;
        if (n == 0) {
            return;
        }
        productBack(0, from, from + n, tiles.block);
        for (int place = 0; place < packing.count(); place++) {
            back.read(place * units + from, tiles.a, n);
            carry.read(place * units + from, tiles.b, n);
            passStart(place, from, n, tiles);
        }
    }

    /** Passes on the gradients by the first outputs through the products in a, the carry in b. */
    abstract void passStart(int place, int from, int n, Tiles tiles);

    void contributeStart(int state, int place, int from, float[] tile, int n, float[] spare) {
        start.contribute(add, startAt(state, place) + from, tile, n, spare);
    }

    void readStart(int state, int place, int from, int n, float[] tile) {
        start.memory.read(startAt(state, place) + from, tile, n);
    }

    private int startAt(int state, int place) {
        return (packing.sequence(place) * states + state) * units;
    }

    private void weightGradient(int part, int parts) {
        Block block = tape.tiles(part, units).block;
        block.ofWeight(units, gates * units, part, parts);
        if (!block.isEmpty()) {
            Memory g = u.gradient.memory;
            Blas.leftTransposed(previous, delta, g, units, gates * units, rows, add, block);
        }
    }

    /** The row of the same sequence one step earlier. */
    int rowBefore(int place) {
        return packing.start(step - 1) + place;
    }

    /** Reads a gate, or what is in its place, into a tile. */
    void readSum(int gate, int row, int from, float[] tile, int n) {
        sums.read((row * gates + gate) * units + from, tile, n);
    }

    void writeSum(int gate, int row, int from, float[] tile, int n) {
        sums.write((row * gates + gate) * units + from, tile, n);
    }

    void readInput(int gate, int row, int from, float[] tile, int n) {
        x.memory.read((row * gates + gate) * units + from, tile, n);
    }

    @Override
    void release() {
        super.release();
        sums.release();
        previous.release();
        delta.release();
        back.release();
        carry.release();
    }
}
