package org.elbo.autodiff;

/** y = a b, element by element. */
final class Multiply extends Value {
    private Value a;
    private Value b;

    Multiply(Tape tape) {
        super(tape);
    }

    void set(Value a, Value b) {
        Shapes.same("multiply: the second value", b, "the first", a);
        this.a = a;
        this.b = b;
        shape(a.rows, a.columns, a.differentiable || b.differentiable);
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            a.memory.read(from, tiles.a, n);
            b.memory.read(from, tiles.b, n);
            Tiles.multiply(tiles.b, tiles.a, n);
            memory.write(from, tiles.a, n);
        }
    }

    @Override
    void backward() {
        pass(a, b);
        pass(b, a);
    }

    private void pass(Value parent, Value other) {
        if (parent.differentiable) {
            boolean add = parent.begin();
            Tiles tiles = tape.tiles(1);
            for (int from = 0; from < length(); from += Tiles.SIZE) {
                int n = Math.min(Tiles.SIZE, length() - from);
                gradient.memory.read(from, tiles.a, n);
                other.memory.read(from, tiles.b, n);
                Tiles.multiply(tiles.b, tiles.a, n);
                parent.contribute(add, from, tiles.a, n, tiles.d);
            }
        }
    }
}
