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
    private Value mu;
    private Value logVar;
    private Value u;

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
        int n = mu.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            read(r, tiles, n);
            double s = RankOne.along(tiles.a, tiles.b, n);
            double t = RankOne.alongSquared(tiles.a, tiles.b, n);
            logVar.memory.read(r * n, tiles.b, n);
            mu.memory.read(r * n, tiles.c, n);
            terms(tiles.c, tiles.b, tiles.a, n);
            double diagonal = Tiles.sum(tiles.c, n);
            memory.set(r, (float) (diagonal + 0.5 * (Math.log1p(s) - t / (1 + s))));
        }
    }

    /** Leaves v in tile a and u in tile b. */
    private void read(int row, Tiles tiles, int n) {
        logVar.memory.read(row * n, tiles.a, n);
        RankOne.expScaled(tiles.a, 1f, tiles.c, n);
        u.memory.read(row * n, tiles.b, n);
    }

    private static void terms(float[] mu, float[] logVar, float[] v, int n) {
        for (int i = 0; i < n; i++) {
            mu[i] = 0.5f * (mu[i] * mu[i] + (v[i] - 1f - logVar[i]));
        }
    }

    @Override
    void backward() {
        boolean addMu = mu.differentiable && mu.begin();
        boolean addLogVar = logVar.differentiable && logVar.begin();
        boolean addU = u.differentiable && u.begin();
        int n = mu.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            float g = gradient.memory.get(r);
            if (mu.differentiable) {
                mu.memory.read(r * n, tiles.a, n);
                Tiles.scale(tiles.a, g, n);
                mu.contribute(addMu, r * n, tiles.a, n, tiles.d);
            }
            read(r, tiles, n);
            double eta = 1 / (1 + RankOne.along(tiles.a, tiles.b, n));
            double level = 1 + eta * RankOne.alongSquared(tiles.a, tiles.b, n);
            derivatives(tiles.a, tiles.b, (float) eta, (float) level, g, n);
            if (logVar.differentiable) {
                logVar.contribute(addLogVar, r * n, tiles.a, n, tiles.d);
            }
            if (u.differentiable) {
                u.contribute(addU, r * n, tiles.b, n, tiles.d);
            }
        }
    }

    /** Leaves the derivatives by logVar and u, times g, in v and u; level is 1 + eta t. */
    private static void derivatives(float[] v, float[] u, float eta, float level, float g, int n) {
        for (int i = 0; i < n; i++) {
            float variance = v[i];
            float y = eta * variance * u[i];
            v[i] = g * (0.5f * (variance - 1f) + y * u[i] * (0.5f * level - variance));
            u[i] = g * y * (level - variance);
        }
    }
}
