package org.elbo.prob;

/**
 * The derivative of the log of the Gamma function, to 14 digits. The one in commons-math 3.6.1 has
 * a wrong sign in its series and is good to 8 only.
 */
final class Digamma {
    private Digamma() {}

    /** For positive x: recurrence up to 10, then the asymptotic series. */
    static double of(double x) {
        double y = x;
        double shift = 0;
        while (y < 10) {
            shift -= 1 / y;
            y++;
        }
        double r = 1 / (y * y);
        double series =
                r
                        * (1.0 / 12
                                - r
                                        * (1.0 / 120
                                                - r
                                                        * (1.0 / 252
                                                                - r
                                                                        * (1.0 / 240
                                                                                - r
                                                                                        * (5.0 / 660
                                                                                                - r
                                                                                                        * 691.0
                                                                                                        / 32760)))));
        return shift + Math.log(y) - 0.5 / y - series;
    }
}
