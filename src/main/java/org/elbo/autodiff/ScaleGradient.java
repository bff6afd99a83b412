package org.elbo.autodiff;

/** x itself, whose derivative is multiplied row by row on its way back. */
final class ScaleGradient extends Value {
    private Value x;
    private Value factors;

    ScaleGradient(Tape tape) {
        super(tape);
    }

    void set(Value x, Value factors) {
        Shapes.expect("scaleGradient: factors", factors, x.rows, 1, "one factor for each row");
        this.x = x;
        this.factors = factors;
        shape(x.rows, x.columns, x.differentiable);
        float[] row = tape.tiles(columns).a;
        for (int r = 0; r < rows; r++) {
            x.memory.read(r * columns, row, columns);
            memory.write(r * columns, row, columns);
        }
    }

    @Override
    void backward() {
        boolean add = x.begin();
        Tiles tiles = tape.tiles(columns);
        for (int r = 0; r < rows; r++) {
            gradient.memory.read(r * columns, tiles.a, columns);
            Tiles.scale(tiles.a, factors.memory.get(r), columns);
            x.contribute(add, r * columns, tiles.a, columns, tiles.d);
        }
    }
}
