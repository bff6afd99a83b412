package org.elbo.autodiff;

/** The log odds y = log(p / (1 - p)) of probabilities given by x = log p. */
final class LogitOfLog extends Value {
    /** A log probability above this counts as this, and no gradient passes: y is then 16. */
    private static final float LARGEST = -0x1p-23f;

    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value x;
    private boolean add;

    LogitOfLog(Tape tape) {
        super(tape);
    }

    void set(Value x) {
        this.x = x;
        shape(x.rows, x.columns, x.differentiable);
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        x.memory.read(at, tiles.a, n);
        for (int i = 0; i < n; i++) {
            double logP = Math.min(tiles.a[i], LARGEST);
            tiles.a[i] = (float) (logP - Math.log(-Math.expm1(logP)));
        }
        memory.write(at, tiles.a, n);
    }

    @Override
    void backward() {
        add = x.begin();
        backward.elements(length());
    }

    /** The derivative is 1 / (1 - p). */
    private void backward(int at, int n, Tiles tiles) {
        x.memory.read(at, tiles.a, n);
        gradient.memory.read(at, tiles.b, n);
        for (int i = 0; i < n; i++) {
            float logP = tiles.a[i];
            tiles.a[i] = logP > LARGEST ? 0 : (float) (-tiles.b[i] / Math.expm1(logP));
        }
        x.contribute(add, at, tiles.a, n, tiles.d);
    }
}
