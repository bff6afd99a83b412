package org.elbo.prob;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.DoubleUnaryOperator;

/**
 * Adaptive Gauss-Kronrod quadrature with 10 and 21 points: the panel with the largest error is
 * halved until the sum of errors is small. Nodes, weights and error formula as in QUADPACK's qk21
 * (Piessens and others, 1983).
 */
final class GaussKronrod {
    private static final double RELATIVE_TOLERANCE = 1e-13;
    private static final double ACCEPTED_ERROR = 1e-6;

    /** Below this an integrand is taken for rounding noise around zero, which never converges. */
    private static final double ROUNDING = 1e-8;

    private static final int MAXIMUM_PANELS = 4000;

    /**
     * Nodes of the Kronrod rule on -1 to 1, from the outermost to the centre; odd ones are Gauss's.
     */
    private static final double[] NODES = {
        0.995657163025808080735527280689003,
        0.973906528517171720077964012084452,
        0.930157491355708226001207180059508,
        0.865063366688984510732096688423493,
        0.780817726586416897063717578345042,
        0.679409568299024406234327365114874,
        0.562757134668604683339000099272694,
        0.433395394129247190799265943165784,
        0.294392862701460198131126603103866,
        0.148874338981631210884826001129720,
        0
    };

    private static final double[] KRONROD = {
        0.011694638867371874278064396062192, 0.032558162307964727478818972459390,
        0.054755896574351996031381300244580, 0.075039674810919952767043140916190,
        0.093125454583697605535065465083366, 0.109387158802297641899210590325805,
        0.123491976262065851077958109585166, 0.134709217311473325928054001771707,
        0.142775938577060080797094273138717, 0.147739104901338491374841515972068,
        0.149445554002916905664936468389821
    };

    private static final double[] GAUSS = {
        0.066671344308688137593568809893332, 0.149451349150580593145863397657697,
        0.219086362515982043995534934228163, 0.269266719309996355091226921569469,
        0.295524224714752870173815619188769
    };

    private final PriorityQueue<Panel> open =
            new PriorityQueue<>(Comparator.comparingDouble(Panel::error).reversed());
    private final Deque<Panel> closed = new ArrayDeque<>();
    private double integral;
    private double error;
    private double magnitude;

    private record Panel(
            DoubleUnaryOperator f,
            double from,
            double to,
            double integral,
            double magnitude,
            double error) {

        /** Halving goes on until the ends are a few doubles apart. */
        boolean divisible() {
            return to - from > 1e-15 * Math.max(Math.abs(from), Math.abs(to)) && to - from > 1e-290;
        }
    }

    /** Adds the integral of f over a finite interval; f may be a transformed integrand. */
    void add(DoubleUnaryOperator f, double from, double to) {
        double centre = 0.5 * (from + to);
        double half = 0.5 * (to - from);
        double[] low = new double[NODES.length];
        double[] high = new double[NODES.length];
        double kronrod = 0;
        double gauss = 0;
        double absolute = 0;
        for (int i = 0; i < NODES.length; i++) {
            low[i] = f.applyAsDouble(centre - half * NODES[i]);
            high[i] = i == NODES.length - 1 ? 0 : f.applyAsDouble(centre + half * NODES[i]);
            kronrod += KRONROD[i] * (low[i] + high[i]);
            absolute += KRONROD[i] * (Math.abs(low[i]) + Math.abs(high[i]));
            gauss += i % 2 == 1 ? GAUSS[i / 2] * (low[i] + high[i]) : 0;
        }
        double spread = KRONROD[NODES.length - 1] * Math.abs(low[NODES.length - 1] - kronrod / 2);
        for (int i = 0; i < NODES.length - 1; i++) {
            spread +=
                    KRONROD[i] * (Math.abs(low[i] - kronrod / 2) + Math.abs(high[i] - kronrod / 2));
        }
        double difference = estimate(Math.abs(kronrod - gauss) * half, spread * half);
        insert(new Panel(f, from, to, kronrod * half, absolute * half, difference));
    }

    private static double estimate(double difference, double spread) {
        if (spread == 0 || difference == 0) {
            return difference;
        }
        return spread * Math.min(1, Math.pow(200 * difference / spread, 1.5));
    }

    private void insert(Panel panel) {
        (panel.divisible() ? open : closed).add(panel);
        integral += panel.integral;
        magnitude += panel.magnitude;
        error += panel.error;
    }

    private void halveWorst() {
        Panel worst = open.poll();
        integral -= worst.integral;
        magnitude -= worst.magnitude;
        error -= worst.error;
        double centre = 0.5 * (worst.from + worst.to);
        add(worst.f, worst.from, centre);
        add(worst.f, centre, worst.to);
    }

    /** Refines until the error is small against the integral of the absolute value. */
    double result() {
        while (error > RELATIVE_TOLERANCE * magnitude
                && !open.isEmpty()
                && open.peek().error > 0
                && open.size() < MAXIMUM_PANELS) {
            Interrupts.check(open.size());
            halveWorst();
        }
        closed.addAll(open);
        // Summed afresh: the running sums carry the rounding of every subtraction.
        integral = closed.stream().mapToDouble(Panel::integral).sum();
        error = closed.stream().mapToDouble(Panel::error).sum();
        if (!(error <= ACCEPTED_ERROR * Math.max(magnitude, ROUNDING))) {
            throw new IllegalStateException(
                    "the integral does not converge: "
                            + integral
                            + " with error "
                            + error
                            + "; it may diverge, or need breakpoints where the integrand jumps");
        }
        return integral;
    }
}
