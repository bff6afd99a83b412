package org.elbo.autodiff;

/** y = activation(x), element by element. */
final class Activate extends Value {
    private Value x;
    private Activation activation;

    Activate(Tape tape) {
        super(tape);
    }

    void set(Value x, Activation activation) {
        this.x = x;
        this.activation = activation;
        shape(x.rows, x.columns, x.differentiable);
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            x.memory.read(from, tiles.a, n);
            memory.write(from, activation.apply(tiles.a, tiles.b, n), n);
        }
    }

    @Override
    void backward() {
        boolean add = x.begin();
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            gradient.memory.read(from, tiles.a, n);
            memory.read(from, tiles.b, n);
            activation.backward(tiles.b, tiles.a, n);
            x.contribute(add, from, tiles.a, n, tiles.d);
        }
    }
}
