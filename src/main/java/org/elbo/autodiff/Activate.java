package org.elbo.autodiff;

/** y = activation(x), element by element. */
final class Activate extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private Activation activation;
    private boolean add;

    Activate(Tape tape) {
        super(tape);
    }

    void set(Value x, Activation activation) {
        this.x = x;
        this.activation = activation;
        shape(x.rows, x.columns, x.differentiable);
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        x.memory.read(at, tiles.a, n);
        memory.write(at, activation.apply(tiles.a, tiles.b, n), n);
    }

    @Override
    void backward() {
        add = x.begin();
        backward.elements(length());
    }

    private void backward(int at, int n, Tiles tiles) {
        gradient.memory.read(at, tiles.a, n);
        memory.read(at, tiles.b, n);
        activation.backward(tiles.b, tiles.a, n);
        x.contribute(add, at, tiles.a, n, tiles.d);
    }
}
