package org.elbo.autodiff;

/**
 * z = mu + R epsilon, R R' = C. With sigma = exp(logVar / 2), w = sigma u, s = w'w, eta = 1 / (1 +
 * s), kappa = eta / (1 + sqrt eta) and c = w'epsilon each row is
 *
 * <pre>
 * z = mu + sigma (epsilon - kappa c w)
 * </pre>
 *
 * <p>For the gradient g of z let a = g sigma and b = a'w. Then, as {@code dkappa/ds = -1/2 r^4 (2 +
 * r) / (1 + r)^2} with r = sqrt eta,
 *
 * <pre>
 * d/dmu     = g
 * d/dw      = -kappa (c a + b epsilon) - 2 (dkappa/ds) b c w
 * d/du      = sigma d/dw
 * d/dlogVar = 1/2 (a (epsilon - kappa c w) + w d/dw)
 * </pre>
 */
final class RankOneReparameterize extends Value {
    private final Loop forward = new Loop(tape, this::forward);
    private final Loop backward = new Loop(tape, this::backward);
    private Value mu;
    private Value logVar;
    private Value u;
    private Value epsilon;
    private boolean addMu;
    private boolean addLogVar;
    private boolean addU;

    RankOneReparameterize(Tape tape) {
        super(tape);
    }

    void set(Value mu, Value logVar, Value u, Value epsilon) {
        Shapes.same("rankOneReparameterize: logVar", logVar, "mu", mu);
        Shapes.same("rankOneReparameterize: u", u, "mu", mu);
        Shapes.same("rankOneReparameterize: epsilon", epsilon, "mu", mu);
        this.mu = mu;
        this.logVar = logVar;
        this.u = u;
        this.epsilon = epsilon;
        shape(mu.rows, mu.columns, mu.differentiable || logVar.differentiable || u.differentiable);
        forward.rows(rows, columns);
    }

    private void forward(int at, int n, Tiles tiles) {
        read(at, n, tiles);
        mu.memory.read(at, tiles.a, n);
        for (int from = 0; from < n; from += columns) {
            double kappa = kappa(root(tiles.d, from));
            float pull = (float) (kappa * RankOne.dot(tiles.d, tiles.c, from, columns));
            draw(tiles.a, tiles.b, tiles.d, tiles.c, pull, from, from + columns);
        }
        memory.write(at, tiles.a, n);
    }

    /** Leaves sigma, epsilon and w in tiles b, c and d. */
    private void read(int at, int n, Tiles tiles) {
        RankOne.read(logVar, 0.5f, u, at, n, tiles);
        epsilon.memory.read(at, tiles.c, n);
    }

    /** The square root of eta = 1 / (1 + w'w). */
    private double root(float[] w, int from) {
        return 1 / Math.sqrt(1 + RankOne.dot(w, w, from, columns));
    }

    private static double kappa(double root) {
        return root * root / (1 + root);
    }

    private static void draw(
            float[] mu, float[] sigma, float[] w, float[] epsilon, float pull, int from, int to) {
        for (int i = from; i < to; i++) {
            mu[i] += sigma[i] * (epsilon[i] - pull * w[i]);
        }
    }

    @Override
    void backward() {
        addMu = mu.differentiable && mu.begin();
        addLogVar = logVar.differentiable && logVar.begin();
        addU = u.differentiable && u.begin();
        backward.rows(rows, columns);
    }

    private void backward(int at, int n, Tiles tiles) {
        gradient.memory.read(at, tiles.e, n);
        if (mu.differentiable) {
            mu.contribute(addMu, at, tiles.e, n, tiles.d);
        }
        read(at, n, tiles);
        Tiles.multiply(tiles.b, tiles.e, n);
        for (int from = 0; from < n; from += columns) {
            derivatives(tiles.b, tiles.d, tiles.c, tiles.e, from);
        }
        if (logVar.differentiable) {
            logVar.contribute(addLogVar, at, tiles.e, n, tiles.a);
        }
        if (u.differentiable) {
            u.contribute(addU, at, tiles.d, n, tiles.a);
        }
    }

    /** Leaves a row's derivatives by logVar and u in a and w. */
    private void derivatives(float[] sigma, float[] w, float[] epsilon, float[] a, int from) {
        double root = root(w, from);
        double b = RankOne.dot(a, w, from, columns);
        double c = RankOne.dot(w, epsilon, from, columns);
        double slope = root * root * root * root * (2 + root) / ((1 + root) * (1 + root));
        float curve = (float) (slope * b * c);
        float byA = (float) (kappa(root) * c);
        float byEpsilon = (float) (kappa(root) * b);
        spread(sigma, w, epsilon, a, curve, byA, byEpsilon, from, from + columns);
    }

    /** The formulas above; curve is -2 (dkappa/ds) b c, byA kappa c, byEpsilon kappa b. */
    private static void spread(
            float[] sigma,
            float[] w,
            float[] epsilon,
            float[] a,
            float curve,
            float byA,
            float byEpsilon,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float byW = curve * w[i] - byA * a[i] - byEpsilon * epsilon[i];
            a[i] = 0.5f * (a[i] * (epsilon[i] - byA * w[i]) + w[i] * byW);
            w[i] = sigma[i] * byW;
        }
    }
}
