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
    private Value mu;
    private Value logVar;
    private Value u;
    private Value epsilon;

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
        Tiles tiles = tape.tiles(columns);
        for (int r = 0; r < rows; r++) {
            read(r, tiles);
            float pull = (float) (kappa(root(tiles.b)) * RankOne.dot(tiles.b, tiles.c, columns));
            mu.memory.read(r * columns, tiles.d, columns);
            draw(tiles.d, tiles.a, tiles.b, tiles.c, pull, columns);
            memory.write(r * columns, tiles.d, columns);
        }
    }

    /** Leaves sigma, w and epsilon in tiles a, b and c. */
    private void read(int row, Tiles tiles) {
        logVar.memory.read(row * columns, tiles.a, columns);
        RankOne.expScaled(tiles.a, 0.5f, tiles.c, columns);
        u.memory.read(row * columns, tiles.b, columns);
        Tiles.multiply(tiles.a, tiles.b, columns);
        epsilon.memory.read(row * columns, tiles.c, columns);
    }

    /** The square root of eta = 1 / (1 + w'w). */
    private double root(float[] w) {
        return 1 / Math.sqrt(1 + RankOne.dot(w, w, columns));
    }

    private static double kappa(double root) {
        return root * root / (1 + root);
    }

    private static void draw(
            float[] mu, float[] sigma, float[] w, float[] epsilon, float pull, int n) {
        for (int i = 0; i < n; i++) {
            mu[i] += sigma[i] * (epsilon[i] - pull * w[i]);
        }
    }

    @Override
    void backward() {
        boolean addMu = mu.differentiable && mu.begin();
        boolean addLogVar = logVar.differentiable && logVar.begin();
        boolean addU = u.differentiable && u.begin();
        Tiles tiles = tape.tiles(columns);
        for (int r = 0; r < rows; r++) {
            int at = r * columns;
            gradient.memory.read(at, tiles.a, columns);
            if (mu.differentiable) {
                mu.contribute(addMu, at, tiles.a, columns, tiles.d);
            }
            read(r, tiles);
            gradient.memory.read(at, tiles.d, columns);
            derivatives(tiles.a, tiles.b, tiles.c, tiles.d);
            if (logVar.differentiable) {
                logVar.contribute(addLogVar, at, tiles.d, columns, tiles.a);
            }
            if (u.differentiable) {
                u.contribute(addU, at, tiles.b, columns, tiles.a);
            }
        }
    }

    /** Leaves the derivatives by logVar and u in g and w. */
    private void derivatives(float[] sigma, float[] w, float[] epsilon, float[] g) {
        Tiles.multiply(sigma, g, columns);
        double root = root(w);
        double c = RankOne.dot(w, epsilon, columns);
        double b = RankOne.dot(g, w, columns);
        double slope = Math.pow(root, 4) * (2 + root) / ((1 + root) * (1 + root));
        float kappa = (float) kappa(root);
        spread(sigma, w, epsilon, g, kappa, (float) c, (float) b, (float) (slope * b * c));
    }

    /** The formulas above; g holds a, and curve is -2 (dkappa/ds) b c. */
    private void spread(
            float[] sigma,
            float[] w,
            float[] epsilon,
            float[] g,
            float kappa,
            float c,
            float b,
            float curve) {
        for (int i = 0; i < columns; i++) {
            float byW = curve * w[i] - kappa * (c * g[i] + b * epsilon[i]);
            g[i] = 0.5f * (g[i] * (epsilon[i] - kappa * c * w[i]) + w[i] * byW);
            w[i] = sigma[i] * byW;
        }
    }
}
