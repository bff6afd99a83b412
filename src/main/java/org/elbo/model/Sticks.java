package org.elbo.model;

import java.util.List;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.nn.Module;
import org.elbo.prob.Kumaraswamy;
import org.elbo.prob.StickBreaking;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is learned of the sticks of an Indian buffet: q(nu_k) = Kumaraswamy(a_k, b_k) for each
 * piece, one for all data (Singh, Ling and Doshi-Velez 2017). The parameters are log a_k and log
 * b_k; training begins at the prior, Beta(alpha, 1) = Kumaraswamy(alpha, 1).
 */
final class Sticks implements Module {
    private final double alpha;
    private final Parameter logA;
    private final Parameter logB;

    Sticks(double alpha, int features) {
        this.alpha = alpha;
        logA = Parameter.of("sticks.logA", Nd4j.ones(1, features).mul(Math.log(alpha)));
        logB = Parameter.of("sticks.logB", Nd4j.zeros(1, features));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(logA, logB);
    }

    /** The log odds of every feature, from sticks that are drawn anew for each row. */
    Value logOdds(Tape tape, Value noise) {
        Value a = tape.repeatRows(tape.parameter(logA), noise.rows());
        Value b = tape.repeatRows(tape.parameter(logB), noise.rows());
        return tape.logitOfLog(tape.cumulativeSums(tape.kumaraswamyLogSample(a, b, noise)));
    }

    /** The divergence of all sticks together from their prior: [1, 1]. */
    Value kl(Tape tape) {
        return tape.sum(tape.kumaraswamyKl(tape.parameter(logA), tape.parameter(logB), alpha));
    }

    /** What is learned of one piece. */
    Kumaraswamy piece(int k) {
        double a = Math.exp(logA.value().getDouble(k));
        return Kumaraswamy.of(a, Math.exp(logB.value().getDouble(k)));
    }

    /** The log odds of features as frequent as the mean lengths E[pi_k] = E[nu_1] ... E[nu_k]. */
    float[] meanLogOdds() {
        float[] logOdds = new float[logA.columns()];
        double logMean = 0;
        for (int k = 0; k < logOdds.length; k++) {
            logMean += Math.log(piece(k).mean());
            logOdds[k] = (float) StickBreaking.logit(logMean);
        }
        return logOdds;
    }
}
