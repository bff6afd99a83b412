package org.elbo.autodiff;

/**
 * log |C| of each row = sum logVar - log(1 + s), s = u'Vu, by the matrix determinant lemma. With
 * eta = 1 / (1 + s): d/dlogVar = 1 - eta v u^2, d/du = -2 eta v u.
 */
final class RankOneLogDeterminant extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value logVar;
    private Value u;
    private boolean addLogVar;
    private boolean addU;

    RankOneLogDeterminant(Tape tape) {
        super(tape);
    }

    void set(Value logVar, Value u) {
        Shapes.same("rankOneLogDeterminant: u", u, "logVar", logVar);
        this.logVar = logVar;
        this.u = u;
        shape(u.rows, 1, logVar.differentiable || u.differentiable);
        forward.rows(rows, u.columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        RankOne.read(logVar, 1f, u, at, n, tiles);
        int row = at / u.columns;
        Tiles.sumRows(tiles.a, u.columns, n, memory, row);
        for (int from = 0; from < n; from += u.columns) {
            double s = RankOne.dot(tiles.d, tiles.c, from, u.columns);
            memory.set(row, (float) (memory.get(row) - Math.log1p(s)));
            row++;
        }
    }

    @Override
    void backward() {
        addLogVar = logVar.differentiable && logVar.begin();
        addU = u.differentiable && u.begin();
        backward.rows(rows, u.columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        RankOne.read(logVar, 1f, u, at, n, tiles);
        int row = at / u.columns;
        for (int from = 0; from < n; from += u.columns) {
            double eta = 1 / (1 + RankOne.dot(tiles.d, tiles.c, from, u.columns));
            float g = gradient.memory.get(row++);
            derivatives(tiles.c, tiles.d, (float) eta, g, from, from + u.columns);
        }
        if (logVar.differentiable) {
            logVar.contribute(addLogVar, at, tiles.c, n, tiles.a);
        }
        if (u.differentiable) {
            u.contribute(addU, at, tiles.d, n, tiles.a);
        }
    }

    /** Leaves a row's derivatives by logVar and u, times g, in u and vu. */
    private static void derivatives(float[] u, float[] vu, float eta, float g, int from, int to) {
        for (int i = from; i < to; i++) {
            float y = eta * vu[i];
            u[i] = g * (1f - y * u[i]);
            vu[i] = -2f * g * y;
        }
    }
}
