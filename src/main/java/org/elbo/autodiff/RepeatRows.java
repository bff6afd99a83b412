package org.elbo.autodiff;

/** Each row of x several times in a row: rows 0, 0, 1, 1, ... */
final class RepeatRows extends Value {
    private Value x;
    private int times;

    RepeatRows(Tape tape) {
        super(tape);
    }

    void set(Value x, int times) {
        this.x = x;
        this.times = times;
        shape(Math.multiplyExact(x.rows, times), x.columns, x.differentiable);
        float[] y = tape.tiles(columns).a;
        for (int r = 0; r < rows; r++) {
            if (r % times == 0) {
                x.memory.read(r / times * columns, y, columns);
            }
            memory.write(r * columns, y, columns);
        }
    }

    @Override
    void backward() {
        boolean add = x.begin();
        Tiles tiles = tape.tiles(columns);
        for (int r = 0; r < rows; r++) {
            if (r % times == 0) {
                Tiles.fill(tiles.b, 0f, columns);
            }
            gradient.memory.read(r * columns, tiles.a, columns);
            Tiles.add(tiles.a, tiles.b, columns);
            if (r % times == times - 1) {
                x.contribute(add, r / times * columns, tiles.b, columns, tiles.d);
            }
        }
    }
}
