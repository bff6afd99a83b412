package org.elbo.model;

import java.util.List;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/** The covariance of the Gaussians that a recognition model puts out. */
public enum Covariance {
    /** Independent dimensions: a log-variance for each. */
    DIAGONAL("mean", "logVar") {
        @Override
        Posterior posterior(List<Value> outputs) {
            return new Diagonal(outputs.get(0), outputs.get(1));
        }
    },

    /**
     * A diagonal precision plus a rank-one matrix: correlations along one direction u (Rezende,
     * Mohamed and Wierstra 2014, section 4.3). At u = 0 no gradient would reach u, so it starts
     * with random weights.
     */
    RANK_ONE("mean", "logVar", "u") {
        @Override
        Posterior posterior(List<Value> outputs) {
            return new RankOne(outputs.get(0), outputs.get(1), outputs.get(2));
        }
    };

    private final List<String> outputs;

    Covariance(String... outputs) {
        this.outputs = List.of(outputs);
    }

    /** The names of the layers that describe it. */
    List<String> outputs() {
        return outputs;
    }

    /** The distribution that these layers' outputs describe. */
    abstract Posterior posterior(List<Value> outputs);

    private record Diagonal(Value mean, Value logVar) implements Posterior {
        @Override
        public Value sample(Tape tape, Value epsilon) {
            return tape.reparameterize(mean, logVar, epsilon);
        }

        @Override
        public Value kl(Tape tape) {
            return tape.gaussianKl(mean, logVar);
        }

        @Override
        public Value logDensity(Tape tape, Value z) {
            return tape.gaussianLogLikelihood(mean, logVar, z);
        }

        @Override
        public Posterior repeated(Tape tape, int times) {
            return new Diagonal(tape.repeatRows(mean, times), tape.repeatRows(logVar, times));
        }

        @Override
        public Value numbers(Tape tape) {
            Value zeros = tape.constant(0, mean.rows(), mean.columns());
            return tape.concat(tape.concat(mean, logVar), zeros);
        }
    }

    private record RankOne(Value mean, Value logVar, Value u) implements Posterior {
        @Override
        public Value sample(Tape tape, Value epsilon) {
            return tape.rankOneReparameterize(mean, logVar, u, epsilon);
        }

        @Override
        public Value kl(Tape tape) {
            return tape.rankOneKl(mean, logVar, u);
        }

        @Override
        public Value logDensity(Tape tape, Value z) {
            return tape.rankOneLogLikelihood(mean, logVar, u, z);
        }

        @Override
        public Posterior repeated(Tape tape, int times) {
            return new RankOne(
                    tape.repeatRows(mean, times),
                    tape.repeatRows(logVar, times),
                    tape.repeatRows(u, times));
        }

        @Override
        public Value numbers(Tape tape) {
            return tape.concat(tape.concat(mean, logVar), u);
        }
    }
}
