package org.elbo.autodiff;

/** x itself, whose derivative is multiplied row by row on its way back. */
final class ScaleGradient extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private Value factors;
    private boolean add;

    ScaleGradient(Tape tape) {
        super(tape);
    }

    void set(Value x, Value factors) {
        Shapes.expect("scaleGradient: factors", factors, x.rows, 1, "one factor for each row");
        this.x = x;
        this.factors = factors;
        shape(x.rows, x.columns, x.differentiable);
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        x.memory.read(at, tiles.a, n);
        memory.write(at, tiles.a, n);
    }

    @Override
    void backward() {
        add = x.begin();
        backward.rows(rows, columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        gradient.memory.read(at, tiles.a, n);
        Tiles.spread(factors.memory, at / columns, tiles.b, columns, n);
        Tiles.multiply(tiles.b, tiles.a, n);
        x.contribute(add, at, tiles.a, n, tiles.d);
    }
}
