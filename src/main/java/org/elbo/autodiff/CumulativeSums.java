package org.elbo.autodiff;

/** The running sums of each row of x: y_k = x_1 + ... + x_k. */
final class CumulativeSums extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private boolean add;

    CumulativeSums(Tape tape) {
        super(tape);
    }

    void set(Value x) {
        this.x = x;
        shape(x.rows, x.columns, x.differentiable);
        forward.rows(rows, columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        x.memory.read(at, tiles.a, n);
        for (int from = 0; from < n; from += columns) {
            double sum = 0;
            for (int i = from; i < from + columns; i++) {
                sum += tiles.a[i];
                tiles.a[i] = (float) sum;
            }
        }
        memory.write(at, tiles.a, n);
    }

    @Override
    void backward() {
        add = x.begin();
        backward.rows(rows, columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        gradient.memory.read(at, tiles.a, n);
        for (int from = 0; from < n; from += columns) {
            double sum = 0;
            for (int i = from + columns - 1; i >= from; i--) {
                sum += tiles.a[i];
                tiles.a[i] = (float) sum;
            }
        }
        x.contribute(add, at, tiles.a, n, tiles.d);
    }
}
