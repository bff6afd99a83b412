package org.elbo.autodiff;

import java.util.Arrays;
import org.elbo.internal.Check;
import org.elbo.internal.Elementary;

/**
 * Log densities of a mixture of a batch's own Gaussians N(mu_j, exp(logVar_j)), with the weight
 * exp(own) for j = i and exp(other) for the rest, at each z_i: of all dimensions together in column
 * 0, then of every dimension alone. With the responsibilities r of the components, and s = (z - mu)
 * exp(-logVar),
 *
 * <pre>
 * c_ijd     = g_i0 r_ij + g_i(d+1) r_ijd
 * d/dmu     = sum over i of c s
 * d/dlogVar = sum over i of 1/2 c (s (z - mu) - 1)
 * d/dz      = - sum over j of c s
 * </pre>
 */
final class MixtureLogDensities extends Value {
    private static final float LOG_TWO_PI = (float) Math.log(2 * Math.PI);

    private final Loop forward = new Loop(tape, this::forward);
    private Value mu;
    private Value logVar;
    private Value z;
    private float own;
    private float other;
    private int n;
    private int dim;

    // Dimension after dimension, for the loops over the components j:
    private float[] center = new float[0];
    private float[] precision = new float[0];
    private float[] offset = new float[0]; // the log density in the centre
    private float[] byCenter = new float[0];
    private float[] byLogVar = new float[0];
    private float[] byZ = new float[0];

    MixtureLogDensities(Tape tape) {
        super(tape);
    }

    void set(Value mu, Value logVar, Value z, double own, double other) {
        Shapes.same("mixtureLogDensities: logVar", logVar, "mu", mu);
        Shapes.same("mixtureLogDensities: z", z, "mu", mu);
        Check.that(
                !Double.isNaN(own + other),
                "log weights are %s and %s but must be numbers",
                own,
                other);
        this.mu = mu;
        this.logVar = logVar;
        this.z = z;
        this.own = (float) own;
        this.other = (float) other;
        n = mu.rows;
        dim = mu.columns;
        shape(n, 1 + dim, mu.differentiable || logVar.differentiable || z.differentiable);
        prepare();
        forward.rows(n, n);
    }

    private void prepare() {
        if (center.length < mu.length()) {
            center = new float[mu.length()];
            precision = new float[mu.length()];
            offset = new float[mu.length()];
        }
        for (int j = 0; j < n; j++) {
            for (int d = 0; d < dim; d++) {
                float log = logVar.memory.get(j * dim + d);
                center[d * n + j] = mu.memory.get(j * dim + d);
                precision[d * n + j] = (float) Math.exp(-log);
                offset[d * n + j] = -0.5f * (LOG_TWO_PI + log);
            }
        }
    }

    /** A piece has n elements for each of its rows i. */
    private void forward(int at, int length, Tiles tiles) {
        for (int i = at / n; i < (at + length) / n; i++) {
            Tiles.fill(tiles.b, 0f, n);
            for (int d = 0; d < dim; d++) {
                logDensities(i, d, tiles.a);
                Tiles.add(tiles.a, tiles.b, n);
                memory.set(i * columns + 1 + d, logSum(i, tiles.a, tiles.c));
            }
            memory.set(i * columns, logSum(i, tiles.b, tiles.c));
        }
    }

    /** The log densities of all components at dimension d of z_i. */
    private void logDensities(int i, int d, float[] out) {
        float at = z.memory.get(i * dim + d);
        int from = d * n;
        for (int j = 0; j < n; j++) {
            float distance = at - center[from + j];
            out[j] = offset[from + j] - 0.5f * distance * distance * precision[from + j];
        }
    }

    /** The log of the weighted sum of exp(x), whose largest term is taken out; x is overwritten. */
    private float logSum(int i, float[] x, float[] spare) {
        addWeights(i, 0f, x);
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            max = Math.max(max, x[j]);
        }
        addTo(x, -max);
        Elementary.exp(x, spare, n);
        return (float) (max + Math.log(Tiles.sum(spare, n)));
    }

    private void addWeights(int i, float shift, float[] x) {
        x[i] += own - other;
        addTo(x, other + shift);
    }

    private void addTo(float[] x, float summand) {
        for (int j = 0; j < n; j++) {
            x[j] += summand;
        }
    }

    /** One thread adds what all z_i give to each component, always in the same order. */
    @Override
    void backward() {
        byCenter = zeros(byCenter);
        byLogVar = zeros(byLogVar);
        byZ = zeros(byZ);
        Tiles tiles = tape.tiles(Math.max(n, dim));
        for (int i = 0; i < n; i++) {
            backward(i, tiles);
        }
        contribute(mu, byCenter, tiles);
        contribute(logVar, byLogVar, tiles);
        contribute(z, byZ, tiles);
    }

    private float[] zeros(float[] x) {
        float[] y = x.length < mu.length() ? new float[mu.length()] : x;
        Arrays.fill(y, 0f);
        return y;
    }

    private void backward(int i, Tiles tiles) {
        Tiles.fill(tiles.b, 0f, n);
        for (int d = 0; d < dim; d++) {
            logDensities(i, d, tiles.a);
            Tiles.add(tiles.a, tiles.b, n);
        }
        shares(i, i * columns, tiles.b, tiles.c);
        for (int d = 0; d < dim; d++) {
            logDensities(i, d, tiles.a);
            shares(i, i * columns + 1 + d, tiles.a, tiles.e);
            Tiles.add(tiles.c, tiles.e, n);
            derivatives(i, d, tiles.e, tiles.a);
        }
    }

    /** The responsibilities of all components for a result, times its gradient. */
    private void shares(int i, int result, float[] logDensities, float[] out) {
        addWeights(i, -memory.get(result), logDensities);
        Elementary.exp(logDensities, out, n);
        Tiles.scale(out, gradient.memory.get(result), n);
    }

    private void derivatives(int i, int d, float[] c, float[] spare) {
        float at = z.memory.get(i * dim + d);
        int from = d * n;
        for (int j = 0; j < n; j++) {
            float distance = at - center[from + j];
            float pull = c[j] * distance * precision[from + j];
            byCenter[from + j] += pull;
            byLogVar[from + j] += 0.5f * (pull * distance - c[j]);
            spare[j] = -pull;
        }
        byZ[from + i] = Tiles.sum(spare, n);
    }

    private void contribute(Value parent, float[] derivative, Tiles tiles) {
        if (!parent.differentiable) {
            return;
        }
        boolean add = parent.begin();
        for (int j = 0; j < n; j++) {
            for (int d = 0; d < dim; d++) {
                tiles.a[d] = derivative[d * n + j];
            }
            parent.contribute(add, j * dim, tiles.a, dim, tiles.d);
        }
    }
}
