package org.elbo.data;

import java.util.function.DoubleBinaryOperator;

/**
 * What {@link Shapes} draws: sets of points within the unit circle, which they touch, v pointing
 * upwards.
 */
enum Sprite {
    /** Its corners are on the circle. */
    SQUARE((u, v) -> Math.sqrt(0.5) - Math.max(Math.abs(u), Math.abs(v))),

    /** Half axes of 1 and 0.6. */
    ELLIPSE((u, v) -> 1 - u * u - v * v / 0.36),

    /** The curve (x^2 + y^2 - 1)^3 = x^2 y^3, moved down and shrunk to fit the circle. */
    HEART((u, v) -> heart(1.25 * u, 1.25 * v + 0.25));

    private final DoubleBinaryOperator inside;

    Sprite(DoubleBinaryOperator inside) {
        this.inside = inside;
    }

    private static double heart(double x, double y) {
        double ring = x * x + y * y - 1;
        return x * x * y * y * y - ring * ring * ring;
    }

    /** Whether a point belongs to the shape; its edge does, whatever the rounding. */
    boolean contains(double u, double v) {
        return inside.applyAsDouble(u, v) > -1e-9;
    }
}
