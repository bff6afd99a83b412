package org.elbo.autodiff;

/**
 * KL(N(mu, C) || N(0, I)) of each row = 1/2 (tr C + |mu|^2 - k - log |C|). With s = sum v u^2, t =
 * sum v^2 u^2 and eta = 1 / (1 + s) it is the diagonal KL + 1/2 (log(1 + s) - eta t), and
 *
 * <pre>
 * d/dmu     = mu
 * d/dlogVar = 1/2 (v - 1) + eta v u^2 (1/2 (1 + eta t) - v)
 * d/du      = eta v u (1 + eta t - v)
 * </pre>
 */
final class RankOneKl extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value mu;
    private Value logVar;
    private Value u;
    private boolean addMu;
    private boolean addLogVar;
    private boolean addU;

    RankOneKl(Tape tape) {
        super(tape);
    }

    void set(Value mu, Value logVar, Value u) {
        Shapes.same("rankOneKl: logVar", logVar, "mu", mu);
        Shapes.same("rankOneKl: u", u, "mu", mu);
        this.mu = mu;
        this.logVar = logVar;
        this.u = u;
        shape(mu.rows, 1, mu.differentiable || logVar.differentiable || u.differentiable);
        forward.rows(rows, mu.columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        RankOne.read(logVar, 1f, u, at, n, tiles);
        mu.memory.read(at, tiles.e, n);
        terms(tiles.e, tiles.a, tiles.b, n);
        int row = at / mu.columns;
        Tiles.sumRows(tiles.e, mu.columns, n, memory, row);
        for (int from = 0; from < n; from += mu.columns) {
            double s = RankOne.dot(tiles.d, tiles.c, from, mu.columns);
            double t = RankOne.dot(tiles.d, tiles.d, from, mu.columns);
            double diagonal = memory.get(row);
            memory.set(row++, (float) (diagonal + 0.5 * (Math.log1p(s) - t / (1 + s))));
        }
    }

    private static void terms(float[] mu, float[] logVar, float[] v, int n) {
        for (int i = 0; i < n; i++) {
            mu[i] = 0.5f * (mu[i] * mu[i] + (v[i] - 1f - logVar[i]));
        }
    }

    @Override
    void backward() {
        addMu = mu.differentiable && mu.begin();
        addLogVar = logVar.differentiable && logVar.begin();
        addU = u.differentiable && u.begin();
        backward.rows(rows, mu.columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        Tiles.spread(gradient.memory, at / mu.columns, tiles.e, mu.columns, n);
        if (mu.differentiable) {
            mu.memory.read(at, tiles.a, n);
            Tiles.multiply(tiles.e, tiles.a, n);
            mu.contribute(addMu, at, tiles.a, n, tiles.d);
        }
        RankOne.read(logVar, 1f, u, at, n, tiles);
        for (int from = 0; from < n; from += mu.columns) {
            double eta = 1 / (1 + RankOne.dot(tiles.d, tiles.c, from, mu.columns));
            double level = 1 + eta * RankOne.dot(tiles.d, tiles.d, from, mu.columns);
            int to = from + mu.columns;
            derivatives(tiles.b, tiles.c, tiles.d, (float) eta, (float) level, from, to);
        }
        if (logVar.differentiable) {
            Tiles.multiply(tiles.e, tiles.b, n);
            logVar.contribute(addLogVar, at, tiles.b, n, tiles.a);
        }
        if (u.differentiable) {
            Tiles.multiply(tiles.e, tiles.d, n);
            u.contribute(addU, at, tiles.d, n, tiles.a);
        }
    }

    /** Leaves a row's derivatives by logVar and u in v and vu; level is 1 + eta t. */
    private static void derivatives(
            float[] v, float[] u, float[] vu, float eta, float level, int from, int to) {
        for (int i = from; i < to; i++) {
            float y = eta * vu[i];
            vu[i] = y * (level - v[i]);
            v[i] = 0.5f * (v[i] - 1f) + y * u[i] * (0.5f * level - v[i]);
        }
    }
}
