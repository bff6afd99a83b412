package org.elbo.autodiff;

/** y = factor x + shift. */
final class Scale extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private float factor;
    private float shift;
    private boolean add;

    Scale(Tape tape) {
        super(tape);
    }

    void set(Value x, double factor, double shift) {
        this.x = x;
        this.factor = (float) factor;
        this.shift = (float) shift;
        shape(x.rows, x.columns, x.differentiable);
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        x.memory.read(at, tiles.a, n);
        affine(tiles.a, factor, shift, n);
        memory.write(at, tiles.a, n);
    }

    private static void affine(float[] y, float factor, float shift, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = y[i] * factor + shift;
        }
    }

    @Override
    void backward() {
        add = x.begin();
        backward.elements(length());
    }

    private void backward(int at, int n, Tiles tiles) {
        gradient.memory.read(at, tiles.a, n);
        Tiles.scale(tiles.a, factor, n);
        x.contribute(add, at, tiles.a, n, tiles.d);
    }
}
