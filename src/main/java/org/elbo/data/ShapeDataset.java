package org.elbo.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.elbo.internal.Team;

/** Draws the images of {@link Shapes}: the only place that knows where a shape is. */
final class ShapeDataset implements Dataset {
    /** Fewer images are not worth sharing. */
    private static final int FEW = 16;

    private final Shapes shapes;
    private final int[] sizes;
    private final int side;

    ShapeDataset(Shapes shapes) {
        this.shapes = shapes;
        sizes = shapes.factorSizes();
        side = shapes.resolution();
    }

    @Override
    public int size() {
        return shapes.size();
    }

    @Override
    public int dimension() {
        return side * side;
    }

    /** Threads share the images. */
    @Override
    public void copyTo(int[] rows, int from, int count, RandomGenerator rng, float[] out) {
        Rows.check(this, rows, from, count, out);
        Team team = Team.shared();
        team.run(
                count < FEW ? 1 : team.parts(),
                (part, parts) -> {
                    int to = (int) ((long) count * (part + 1) / parts);
                    for (int i = (int) ((long) count * part / parts); i < to; i++) {
                        draw(shapes.factorsOf(rows[from + i]), out, i * dimension());
                    }
                });
    }

    /** A shape fills at most a circle around (x, y), whose radius is a quarter of the image. */
    private void draw(int[] factors, float[] out, int at) {
        Sprite sprite = Sprite.values()[factors[0]];
        double radius = side * 0.25 * (0.5 + 0.5 * part(factors, 1));
        double turn = 2 * Math.PI * factors[2] / sizes[2];
        double x = side * (0.25 + 0.5 * part(factors, 3));
        double y = side * (0.25 + 0.5 * part(factors, 4));
        double cos = StrictMath.cos(turn) / radius;
        double sin = StrictMath.sin(turn) / radius;
        Arrays.fill(out, at, at + dimension(), 0f);
        for (int row = first(y - radius); row <= last(y + radius); row++) {
            double up = y - row - 0.5;
            for (int column = first(x - radius); column <= last(x + radius); column++) {
                double right = column + 0.5 - x;
                if (sprite.contains(cos * right + sin * up, cos * up - sin * right)) {
                    out[at + row * side + column] = 1f;
                }
            }
        }
    }

    /** How far along its range a factor is, from 0 to 1. */
    private double part(int[] factors, int f) {
        return sizes[f] == 1 ? 0.5 : factors[f] / (sizes[f] - 1.0);
    }

    /** The first pixel whose centre is at or after a place. */
    private int first(double place) {
        return Math.max(0, (int) Math.ceil(place - 0.5));
    }

    /** The last pixel whose centre is at or before a place. */
    private int last(double place) {
        return Math.min(side - 1, (int) Math.floor(place - 0.5));
    }

    @Override
    public String toString() {
        return shapes.toString();
    }
}
