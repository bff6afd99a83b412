package org.elbo.autodiff;

/** Each row of x several times in a row: rows 0, 0, 1, 1, ... */
final class RepeatRows extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private int times;
    private boolean add;

    RepeatRows(Tape tape) {
        super(tape);
    }

    void set(Value x, int times) {
        this.x = x;
        this.times = times;
        shape(Math.multiplyExact(x.rows, times), x.columns, x.differentiable);
        forward.rows(x.rows, columns);
    }

    @Override
    public boolean isBinary() {
        return x.isBinary();
    }

    /** Pieces are rows of x. */
    private void forward(int at, int n, Tiles tiles) {
        for (int from = at; from < at + n; from += columns) {
            x.memory.read(from, tiles.a, columns);
            for (int i = 0; i < times; i++) {
                memory.write(from * times + i * columns, tiles.a, columns);
            }
        }
    }

    @Override
    void backward() {
        add = x.begin();
        backward.rows(x.rows, columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        for (int from = at; from < at + n; from += columns) {
            Tiles.fill(tiles.b, 0f, columns);
            for (int i = 0; i < times; i++) {
                gradient.memory.read(from * times + i * columns, tiles.a, columns);
                Tiles.add(tiles.a, tiles.b, columns);
            }
            x.contribute(add, from, tiles.b, columns, tiles.d);
        }
    }
}
