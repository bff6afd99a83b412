package org.elbo.model;

import java.util.List;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.nn.Mlp;
import org.elbo.nn.Module;

/** The distribution p(x|z) that a decoder describes: independent given z in every dimension. */
public enum Decoder {
    /**
     * For data of 0 and 1: the network's outputs are logits, log(p / (1 - p)) (Kingma and Welling
     * 2014, appendix C.1). Other data are refused.
     */
    BERNOULLI {
        @Override
        Network network(int[] sizes, Activation activation, RandomGenerator rng) {
            return new BernoulliNetwork(
                    Mlp.of("decoder", sizes, activation, Activation.IDENTITY, rng));
        }
    },

    /**
     * For real data of about unit range: the network gives a mean and a variance for every
     * dimension (Kingma and Welling 2014, appendix C.2). The log-variance is 2 log(10)
     * tanh(output), which keeps the standard deviation between 1/10 and 10: without a bound the
     * density of a pixel that is always black grows for ever. A log density may be positive, and so
     * may the bound.
     */
    GAUSSIAN {
        @Override
        Network network(int[] sizes, Activation activation, RandomGenerator rng) {
            return new BoundedGaussian(GaussianNetwork.of("decoder", sizes, activation, rng));
        }
    };

    /** The largest absolute value of a Gaussian decoder's log-variance. */
    static final double LARGEST_LOG_VAR = 2 * Math.log(10);

    abstract Network network(int[] sizes, Activation activation, RandomGenerator rng);

    /** A network that describes p(x|z). */
    interface Network extends Module {
        /** log p(x|z) of each row: [batch, 1]. */
        Value logLikelihood(Tape tape, Value z, Value x);

        /** The means of p(x|z): [batch, dataDimension]. */
        Value mean(Tape tape, Value z);

        /** One draw from p(x|z) for each row: [batch, dataDimension]. */
        Value draw(Tape tape, Value z, RandomGenerator rng);
    }

    private record BernoulliNetwork(Mlp logits) implements Network {
        @Override
        public Value logLikelihood(Tape tape, Value z, Value x) {
            Networks.requireBinary(x);
            return tape.bernoulliLogLikelihood(logits.apply(tape, z), x);
        }

        @Override
        public Value mean(Tape tape, Value z) {
            return tape.activate(logits.apply(tape, z), Activation.SIGMOID);
        }

        @Override
        public Value draw(Tape tape, Value z, RandomGenerator rng) {
            Value mean = mean(tape, z);
            float[] x = mean.data().dup().data().asFloat();
            for (int i = 0; i < x.length; i++) {
                x[i] = rng.nextFloat() < x[i] ? 1 : 0;
            }
            return tape.constant(x, mean.rows(), mean.columns());
        }

        @Override
        public List<Parameter> parameters() {
            return logits.parameters();
        }
    }

    private record BoundedGaussian(GaussianNetwork outputs) implements Network {
        @Override
        public Value logLikelihood(Tape tape, Value z, Value x) {
            GaussianNetwork.Output p = outputs.apply(tape, z);
            return tape.gaussianLogLikelihood(p.mean(), bounded(tape, p.logVar()), x);
        }

        private static Value bounded(Tape tape, Value output) {
            return tape.scale(tape.activate(output, Activation.TANH), LARGEST_LOG_VAR);
        }

        @Override
        public Value mean(Tape tape, Value z) {
            return outputs.apply(tape, z).mean();
        }

        @Override
        public Value draw(Tape tape, Value z, RandomGenerator rng) {
            GaussianNetwork.Output p = outputs.apply(tape, z);
            Value epsilon = tape.noise(z.rows(), p.mean().columns(), rng);
            return tape.reparameterize(p.mean(), bounded(tape, p.logVar()), epsilon);
        }

        @Override
        public List<Parameter> parameters() {
            return outputs.parameters();
        }
    }
}
