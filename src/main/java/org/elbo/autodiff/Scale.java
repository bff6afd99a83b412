package org.elbo.autodiff;

/** y = factor x + shift. */
final class Scale extends Value {
    private Value x;
    private float factor;

    Scale(Tape tape) {
        super(tape);
    }

    void set(Value x, double factor, double shift) {
        this.x = x;
        this.factor = (float) factor;
        shape(x.rows, x.columns, x.differentiable);
        float[] y = tape.tiles(1).a;
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            x.memory.read(from, y, n);
            affine(y, this.factor, (float) shift, n);
            memory.write(from, y, n);
        }
    }

    private static void affine(float[] y, float factor, float shift, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = y[i] * factor + shift;
        }
    }

    @Override
    void backward() {
        boolean add = x.begin();
        Tiles tiles = tape.tiles(1);
        for (int from = 0; from < length(); from += Tiles.SIZE) {
            int n = Math.min(Tiles.SIZE, length() - from);
            gradient.memory.read(from, tiles.a, n);
            Tiles.scale(tiles.a, factor, n);
            x.contribute(add, from, tiles.a, n, tiles.d);
        }
    }
}
