package org.elbo.autodiff;

/** y = alpha a + beta b; sums, differences, multiples and negatives are made of it. */
final class Combine extends Value {
    private Value a;
    private Value b;
    private float alpha;
    private float beta;

    Combine(Tape tape) {
        super(tape);
    }

    void set(Value a, double alpha, Value b, double beta) {
        Shapes.same("add or subtract: the second value", b, "the first", a);
        this.a = a;
        this.b = b;
        this.alpha = (float) alpha;
        this.beta = (float) beta;
        shape(a.rows, a.columns, a.differentiable || b.differentiable);
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            a.memory.read(from, tiles.a, n);
            Tiles.scale(tiles.a, this.alpha, n);
            b.memory.read(from, tiles.b, n);
            Tiles.addScaled(tiles.b, this.beta, tiles.a, n);
            memory.write(from, tiles.a, n);
        }
    }

    @Override
    void backward() {
        pass(a, alpha);
        pass(b, beta);
    }

    private void pass(Value parent, float factor) {
        if (parent.differentiable) {
            boolean add = parent.begin();
            Tiles tiles = tape.tiles(1);
            for (int from = 0; from < length(); from += Tiles.SIZE) {
                int n = Math.min(Tiles.SIZE, length() - from);
                gradient.memory.read(from, tiles.a, n);
                Tiles.scale(tiles.a, factor, n);
                parent.contribute(add, from, tiles.a, n, tiles.d);
            }
        }
    }
}
