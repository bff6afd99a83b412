package org.elbo.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.elbo.internal.Check;
import org.elbo.internal.Team;

/** The order in which values were computed, the walk back, and the reuse of values. */
abstract sealed class Recorder permits Tape {
    private final List<Value> nodes = new ArrayList<>();
    private final List<Parameter> known = new ArrayList<>();
    private final Tiles[] tiles = new Tiles[Team.LARGEST];
    private int count;

    Recorder() {}

    /** Starts a new step: forgets what was recorded and keeps its memory for reuse. */
    public void clear() {
        count = 0;
    }

    /**
     * Forgets all values and gives their memory back at once: it lies outside the heap, where the
     * garbage collector does not see how much of it waits. Arrays that a value has shown stay
     * valid, and the tape can be used again.
     */
    public void release() {
        clear();
        nodes.forEach(Value::release);
        nodes.clear();
    }

    /**
     * The number of values recorded since the last {@link #clear()}.
     *
     * @return the number of operations, constants and parameters
     */
    public int size() {
        return count;
    }

    // ---- backward

    /**
     * Fills the gradient of every parameter on this tape, and of every value that the loss depends
     * on, with the derivative of the loss. Nothing is kept from an earlier call; the gradient of a
     * parameter that the loss does not depend on becomes zero.
     *
     * @param loss a value of shape [1, 1] on this tape
     * @throws IllegalArgumentException if the loss is larger, or depends on no parameter
     */
    public void backward(Value loss) {
        mine("loss", loss);
        Shapes.expect("loss", loss, 1, 1, "a single number: take sum(...) or mean(...)");
        Check.that(
                loss.differentiable,
                "%s depends on no parameter, or its tape is without gradients: nothing to derive by",
                loss);
        forgetGradients();
        loss.begin();
        loss.gradient.memory.set(0, 1f);
        for (int i = loss.position; i >= 0; i--) {
            Value node = nodes.get(i);
            if (node.differentiable && node.gradient.filled) {
                node.backward();
            }
        }
        zeroOthers();
    }

    private void forgetGradients() {
        for (int i = 0; i < known.size(); i++) {
            known.get(i).gradient.filled = false;
        }
        for (int i = 0; i < count; i++) {
            nodes.get(i).gradient.filled = false;
        }
    }

    /** Zeroes parameters that this tape knows and the last loss did not reach. */
    private void zeroOthers() {
        for (int i = 0; i < known.size(); i++) {
            Parameter parameter = known.get(i);
            if (!parameter.gradient.filled) {
                parameter.gradient.zero(parameter.length());
            }
        }
    }

    // ---- working space, and the cache of nodes

    /** The working space of the caller, for rows of so many columns. */
    Tiles tiles(int columns) {
        return tiles(0, columns);
    }

    /** The working space of one part of a task. */
    Tiles tiles(int part, int columns) {
        if (tiles[part] == null) {
            tiles[part] = new Tiles();
        }
        tiles[part].ensure(columns);
        return tiles[part];
    }

    /** The node that ran at this position in the last step, if it is of the same kind. */
    <N extends Value> N node(Class<N> kind, Function<Tape, N> maker) {
        if (count < nodes.size() && kind.isInstance(nodes.get(count))) {
            return kind.cast(nodes.get(count));
        }
        N node = maker.apply((Tape) this);
        node.position = count;
        if (count < nodes.size()) {
            nodes.set(count, node).release();
        } else {
            nodes.add(node);
        }
        return node;
    }

    /** Remembers a parameter, so that its gradient is never that of an earlier loss. */
    void know(Parameter parameter) {
        if (!known.contains(parameter)) {
            known.add(parameter);
        }
    }

    Value record(Value node) {
        count++;
        return node;
    }

    Value mine(String role, Value value) {
        Objects.requireNonNull(value, role);
        boolean current =
                value.tape == this && value.position < count && nodes.get(value.position) == value;
        if (!current) { // Check.that would allocate, for every operand
            throw new IllegalArgumentException(
                    role
                            + " "
                            + value
                            + " was made on another tape or before clear():"
                            + " compute it again on this tape");
        }
        return value;
    }
}
