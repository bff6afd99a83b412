package org.elbo.autodiff;

/**
 * log |C| of each row = sum logVar - log(1 + s), s = u'Vu, by the matrix determinant lemma. With
 * eta = 1 / (1 + s): d/dlogVar = 1 - eta v u^2, d/du = -2 eta v u.
 */
final class RankOneLogDeterminant extends Value {
    private Value logVar;
    private Value u;

    RankOneLogDeterminant(Tape tape) {
        super(tape);
    }

    void set(Value logVar, Value u) {
        Shapes.same("rankOneLogDeterminant: u", u, "logVar", logVar);
        this.logVar = logVar;
        this.u = u;
        shape(u.rows, 1, logVar.differentiable || u.differentiable);
        int n = u.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            logVar.memory.read(r * n, tiles.c, n);
            double sum = Tiles.sum(tiles.c, n);
            read(r, tiles, n);
            memory.set(r, (float) (sum - Math.log1p(RankOne.along(tiles.a, tiles.b, n))));
        }
    }

    /** Leaves v in tile a and u in tile b. */
    private void read(int row, Tiles tiles, int n) {
        logVar.memory.read(row * n, tiles.a, n);
        RankOne.expScaled(tiles.a, 1f, tiles.c, n);
        u.memory.read(row * n, tiles.b, n);
    }

    @Override
    void backward() {
        boolean addLogVar = logVar.differentiable && logVar.begin();
        boolean addU = u.differentiable && u.begin();
        int n = u.columns;
        Tiles tiles = tape.tiles(n);
        for (int r = 0; r < rows; r++) {
            read(r, tiles, n);
            double eta = 1 / (1 + RankOne.along(tiles.a, tiles.b, n));
            derivatives(tiles.a, tiles.b, (float) eta, gradient.memory.get(r), n);
            if (logVar.differentiable) {
                logVar.contribute(addLogVar, r * n, tiles.a, n, tiles.d);
            }
            if (u.differentiable) {
                u.contribute(addU, r * n, tiles.b, n, tiles.d);
            }
        }
    }

    /** Leaves the derivatives by logVar and u, times g, in v and u. */
    private static void derivatives(float[] v, float[] u, float eta, float g, int n) {
        for (int i = 0; i < n; i++) {
            float y = eta * v[i] * u[i];
            v[i] = g * (1f - y * u[i]);
            u[i] = -2f * g * y;
        }
    }
}
