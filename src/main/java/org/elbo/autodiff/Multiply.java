package org.elbo.autodiff;

/** y = a b, element by element. */
final class Multiply extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value a;
    private Value b;
    private Value parent;
    private Value other;
    private boolean add;

    Multiply(Tape tape) {
        super(tape);
    }

    void set(Value a, Value b) {
        Shapes.same("multiply: the second value", b, "the first", a);
        this.a = a;
        this.b = b;
        shape(a.rows, a.columns, a.differentiable || b.differentiable);
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        a.memory.read(at, tiles.a, n);
        b.memory.read(at, tiles.b, n);
        Tiles.multiply(tiles.b, tiles.a, n);
        memory.write(at, tiles.a, n);
    }

    @Override
    void backward() {
        pass(a, b);
        pass(b, a);
    }

    private void pass(Value parent, Value other) {
        if (parent.differentiable) {
            this.parent = parent;
            this.other = other;
            add = parent.begin();
            backward.elements(length());
        }
    }

    private void backward(int at, int n, Tiles tiles) {
        gradient.memory.read(at, tiles.a, n);
        other.memory.read(at, tiles.b, n);
        Tiles.multiply(tiles.b, tiles.a, n);
        parent.contribute(add, at, tiles.a, n, tiles.d);
    }
}
