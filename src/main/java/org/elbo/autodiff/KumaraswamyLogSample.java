package org.elbo.autodiff;

/** The log of a Kumaraswamy draw: y = log(1 - exp(-e / b)) / a for exponential noise e. */
final class KumaraswamyLogSample extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value logA;
    private Value logB;
    private Value noise;
    private boolean addA;
    private boolean addB;

    KumaraswamyLogSample(Tape tape) {
        super(tape);
    }

    void set(Value logA, Value logB, Value noise) {
        Shapes.same("kumaraswamyLogSample: logB", logB, "logA", logA);
        Shapes.same("kumaraswamyLogSample: noise", noise, "logA", logA);
        this.logA = logA;
        this.logB = logB;
        this.noise = noise;
        shape(logA.rows, logA.columns, logA.differentiable || logB.differentiable);
        forward.elements(length());
    }

    private void forward(int at, int n, Tiles tiles) {
        read(at, n, tiles);
        for (int i = 0; i < n; i++) {
            double t = tiles.c[i] * Math.exp(-tiles.b[i]);
            tiles.a[i] = (float) (Math.log(-Math.expm1(-t)) * Math.exp(-tiles.a[i]));
        }
        memory.write(at, tiles.a, n);
    }

    /** Leaves log a, log b and the noise in tiles a, b and c. */
    private void read(int at, int n, Tiles tiles) {
        logA.memory.read(at, tiles.a, n);
        logB.memory.read(at, tiles.b, n);
        noise.memory.read(at, tiles.c, n);
    }

    @Override
    void backward() {
        addA = logA.differentiable && logA.begin();
        addB = logB.differentiable && logB.begin();
        backward.elements(length());
    }

    private void backward(int at, int n, Tiles tiles) {
        read(at, n, tiles);
        gradient.memory.read(at, tiles.e, n);
        memory.read(at, tiles.d, n);
        derivatives(tiles.a, tiles.b, tiles.c, tiles.d, tiles.e, n);
        if (logA.differentiable) {
            logA.contribute(addA, at, tiles.a, n, tiles.d);
        }
        if (logB.differentiable) {
            logB.contribute(addB, at, tiles.b, n, tiles.d);
        }
    }

    /** Leaves -y and -t / (exp(t) - 1) / a, where t = e / b, times g, in logA and logB. */
    private static void derivatives(
            float[] logA, float[] logB, float[] e, float[] y, float[] g, int n) {
        for (int i = 0; i < n; i++) {
            double t = e[i] * Math.exp(-logB[i]);
            double share = t > 0 ? t / Math.expm1(t) : 1;
            logB[i] = (float) (-g[i] * share * Math.exp(-logA[i]));
            logA[i] = -g[i] * y[i];
        }
    }
}
