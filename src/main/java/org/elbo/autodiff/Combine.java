package org.elbo.autodiff;

/** y = alpha a + beta b; sums, differences, multiples and negatives are made of it. */
final class Combine extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value a;
    private Value b;
    private float alpha;
    private float beta;
    private Value parent;
    private float factor;
    private boolean add;

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
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        a.memory.read(at, tiles.a, n);
        Tiles.scale(tiles.a, alpha, n);
        b.memory.read(at, tiles.b, n);
        Tiles.addScaled(tiles.b, beta, tiles.a, n);
        memory.write(at, tiles.a, n);
    }

    @Override
    void backward() {
        pass(a, alpha);
        pass(b, beta);
    }

    private void pass(Value parent, float factor) {
        if (parent.differentiable) {
            this.parent = parent;
            this.factor = factor;
            add = parent.begin();
            backward.elements(length());
        }
    }

    private void backward(int at, int n, Tiles tiles) {
        gradient.memory.read(at, tiles.a, n);
        Tiles.scale(tiles.a, factor, n);
        parent.contribute(add, at, tiles.a, n, tiles.d);
    }
}
