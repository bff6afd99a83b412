package org.elbo.prob;

import org.apache.commons.math3.special.Gamma;

/**
 * {@code -E[log(1 - x)]} under a {@link Kumaraswamy} distribution, which has no closed form: by
 * Taylor's series of the logarithm the sum over m of {@code E[x^m] / m} (Nalisnick and Smyth 2017,
 * arXiv:1605.06197).
 *
 * <p>The tail beyond M terms lies in an interval. With s = m / a, {@code E[x^m] = Gamma(b + 1) h(s)
 * s^-b} where {@code h(s) = s^b Gamma(1 + s) / Gamma(1 + s + b)} grows to 1: its log has the
 * derivative b/s - (psi(1 + s + b) - psi(1 + s)), and the difference of psi is at most b psi'(1 +
 * s) and so less than b/s. So the tail is between h at M + 1 and 1 times {@code Gamma(b + 1) a^b}
 * times the sum of {@code m^(-1 - b)} over m > M, which as a sum of a convex function is between
 * {@code (M + 1)^-b / b + (M + 1)^(-1 - b) / 2} (trapezia) and {@code (M + 1/2)^-b / b}
 * (midpoints).
 */
final class LogComplementSeries {
    private LogComplementSeries() {}

    static TruncatedSeries of(Kumaraswamy q, int terms) {
        double sum = 0;
        for (int m = 1; m <= terms; m++) {
            Interrupts.check(m);
            sum += q.moment(m) / m;
        }
        double next = terms + 1;
        double b = q.b();
        double logScale = Gamma.logGamma(b + 1) + b * Math.log(q.a());
        double low = q.moment(next) * (1 / b + 0.5 / next);
        double high = Math.exp(logScale - b * Math.log(terms + 0.5)) / b;
        return new TruncatedSeries(sum + (low + high) / 2, (high - low) / 2);
    }
}
