package org.elbo.internal;

import java.util.Locale;

/**
 * Checks of arguments. Each method returns the value it was given, so that a constructor can check
 * and assign in one line; each message names role, value and rule. NaN fails every numeric check.
 */
public final class Check {
    private Check() {}

    /**
     * Requires {@code value > 0} and finite.
     *
     * @param role what the argument is, as it should be named in the message
     * @param value the argument
     * @return {@code value}
     * @throws IllegalArgumentException if the value is zero, negative, infinite or NaN
     */
    public static double positive(String role, double value) {
        return require(
                value > 0 && value < Double.POSITIVE_INFINITY,
                role,
                value,
                "must be positive and finite");
    }

    /**
     * Requires {@code value > 0}.
     *
     * @param role what the argument is, as it should be named in the message
     * @param value the argument
     * @return {@code value}
     * @throws IllegalArgumentException if the value is zero or negative
     */
    public static int positive(String role, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(role + " is " + value + " but must be positive");
        }
        return value;
    }

    /**
     * Requires a finite number.
     *
     * @param role what the argument is, as it should be named in the message
     * @param value the argument
     * @return {@code value}
     * @throws IllegalArgumentException if the value is infinite or NaN
     */
    public static double finite(String role, double value) {
        return require(Double.isFinite(value), role, value, "must be finite");
    }

    /**
     * Requires {@code 0 <= value <= 1}.
     *
     * @param role what the argument is, as it should be named in the message
     * @param value the argument
     * @return {@code value}
     * @throws IllegalArgumentException if the value is outside or NaN
     */
    public static double probability(String role, double value) {
        return require(value >= 0 && value <= 1, role, value, "must be a probability, from 0 to 1");
    }

    /**
     * Requires finite numbers.
     *
     * @param role what the argument is, as it should be named in the message
     * @param values the argument
     * @return a copy of {@code values}
     * @throws IllegalArgumentException if a value is infinite or NaN
     */
    public static double[] finite(String role, double[] values) {
        for (int i = 0; i < values.length; i++) {
            finite(role + "[" + i + "]", values[i]);
        }
        return values.clone();
    }

    /**
     * Requires probabilities that sum to 1, up to rounding of 1e-9.
     *
     * @param role what the argument is, as it should be named in the message
     * @param values the argument, at least one
     * @return a copy of {@code values}, divided by its sum
     * @throws IllegalArgumentException if there is none, one is outside 0 to 1 or NaN, or the sum
     *     is not 1
     */
    public static double[] probabilities(String role, double[] values) {
        that(values.length > 0, "%s is empty but must hold at least one probability", role);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += probability(role + "[" + i + "]", values[i]);
        }
        that(
                Math.abs(sum - 1) <= 1e-9,
                "%s sums to %s but must sum to 1; divide by the sum",
                role,
                sum);
        double[] normalised = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            normalised[i] = values[i] / sum;
        }
        return normalised;
    }

    /**
     * Requires a condition.
     *
     * @param condition what must hold
     * @param message the message, as for {@link String#format}: what, where, expected and found
     * @param values the values in the message
     * @throws IllegalArgumentException if the condition is false
     */
    public static void that(boolean condition, String message, Object... values) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
        }
    }

    private static double require(boolean holds, String role, double value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(role + " is " + value + " but " + rule);
        }
        return value;
    }
}
