package org.elbo.autodiff;

/** The sum of all elements of x: [1, 1]. */
final class Sum extends Value {
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private boolean add;

    Sum(Tape tape) {
        super(tape);
    }

    /** One thread adds, always in the same order. */
    void set(Value x) {
        this.x = x;
        shape(1, 1, x.differentiable);
        float[] tile = tape.tiles(1).a;
        double sum = 0;
        for (int from = 0; from < x.length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, x.length() - from);
            x.memory.read(from, tile, n);
            sum += Tiles.sum(tile, n);
        }
        memory.set(0, (float) sum);
    }

    @Override
    void backward() {
        add = x.begin();
        backward.elements(x.length());
    }

    private void backward(int at, int n, Tiles tiles) {
        Tiles.fill(tiles.a, gradient.memory.get(0), n);
        x.contribute(add, at, tiles.a, n, tiles.d);
    }
}
