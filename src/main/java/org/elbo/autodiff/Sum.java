package org.elbo.autodiff;

/** The sum of all elements of x: [1, 1]. */
final class Sum extends Value {
    private Value x;

    Sum(Tape tape) {
        super(tape);
    }

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
        boolean add = x.begin();
        Tiles tiles = tape.tiles(1);
        Tiles.fill(tiles.a, gradient.memory.get(0), Tiles.SIZE);
        for (int from = 0; from < x.length(); from += Tiles.SIZE) {
            x.contribute(add, from, tiles.a, Math.min(Tiles.SIZE, x.length() - from), tiles.d);
        }
    }
}
