package org.elbo.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;

/**
 * How {@link M2} takes the expectation over the unknown class y in the bound of a datum without a
 * label, -U(x) = sum over y of q(y|x) (-L(x, y)) + H(q(y|x)) (Kingma et al. 2014, equation 7). The
 * entropy H is always exact.
 */
public abstract class UnlabelledBound {
    /** Far below every logit: what is added to the logit of a class that is left out. */
    private static final float OUT = -1000;

    private UnlabelledBound() {}

    /**
     * The sum over all classes, as in the paper: exact. Decoder and encoder see each datum once
     * with every class, so a training step on images with ten classes costs five times that of a
     * VAE of the same sizes (784-500-50, batch of 100, two cores).
     *
     * @return the exact sum
     */
    public static UnlabelledBound summed() {
        return summed(0);
    }

    /**
     * The sum over the classes that q(y|x) takes for possible: those below the tolerance are left
     * out and the others' probabilities divided by their sum. The result is a bound too, that of a
     * q(y|x) which is 0 there; the gradient lacks the terms of these classes, each at most the
     * tolerance times the difference between their bound and the mean. With four classes left for a
     * datum a step costs 2.6 times that of a VAE, with two 1.8 times; a classifier that has learnt
     * its labels soon leaves two at a tolerance of 0.01.
     *
     * @param tolerance the smallest probability that counts, at least 0 (all count) and below 1;
     *     the most probable class always counts
     * @return a sum over some classes
     */
    public static UnlabelledBound summed(double tolerance) {
        Check.that(
                tolerance >= 0 && tolerance < 1,
                "tolerance is %s but must be a probability, at least 0 and below 1",
                tolerance);
        return new Summed(tolerance);
    }

    /**
     * One class for each datum, drawn from q(y|x): unbiased, but the gradient by q's parameters has
     * to be a score function, (f - b) grad log q(y|x), where f is minus the bound with the drawn
     * class and the baseline b is the mean of the other data's f. What differs between data, not
     * between classes, remains in f - b as noise.
     *
     * @return a sample
     */
    public static UnlabelledBound sampled() {
        return new Sampled();
    }

    /**
     * A mixture of the classes for each datum instead of one of them: softmax((log q + g) /
     * temperature) with Gumbel noise g, which tends to a draw from q(y|x) as the temperature tends
     * to 0 and has derivatives by q (Jang, Gu and Poole 2017; Maddison, Mnih and Teh 2017). The
     * result is not a bound: the networks are asked for mixtures of classes, which do not exist.
     *
     * @param temperature positive
     * @return a relaxed sample
     */
    public static UnlabelledBound relaxed(double temperature) {
        return new Relaxed(Check.positive("temperature", temperature));
    }

    /**
     * The pairs of a datum and a class with which encoder and decoder are asked.
     *
     * @param rows the datum of each pair
     * @param y its class, one-hot or a mixture [pairs, classes]
     * @param weights its share of the datum's bound [pairs, 1]; they may depend on q's parameters
     * @param logQ the q(y|x) of which this is the bound, as logs [rows, classes]
     */
    record Pairs(int[] rows, Value y, Value weights, Value logQ) {}

    /** Of rows with a label, the pair with this label; the others' are chosen by log q(y|x). */
    abstract Pairs pairs(Tape tape, Value logQ, Labels labels, RandomGenerator rng);

    /** What has the expectation 0 given f, the costs of the pairs, and makes gradients quieter. */
    Value baseline(Tape tape, Pairs pairs, Value f, Labels labels) {
        return null;
    }

    /** q(y|x) where there is no label, the label where there is one: [rows, classes]. */
    private static Value shares(Tape tape, Value logQ, Labels labels) {
        Value q = tape.multiply(tape.exp(logQ), labels.unlabelled());
        return tape.add(q, labels.oneHot());
    }

    /** The element of each pair: of the matrix of all rows and classes, [pairs, 1]. */
    private static Value ofPairs(Tape tape, Value matrix, int[] rows, Value y) {
        return tape.rowSums(tape.multiply(tape.rows(matrix, rows), y));
    }

    private static Value oneHot(Tape tape, int[] classes, int count) {
        float[] y = new float[classes.length * count];
        for (int p = 0; p < classes.length; p++) {
            y[p * count + classes[p]] = 1;
        }
        return tape.constant(y, classes.length, count);
    }

    private static final class Summed extends UnlabelledBound {
        private final double tolerance;

        Summed(double tolerance) {
            this.tolerance = tolerance;
        }

        @Override
        Pairs pairs(Tape tape, Value logQ, Labels labels, RandomGenerator rng) {
            int count = logQ.columns();
            float[] mask = mask(logQ);
            int[] rows = new int[labels.rows() * count];
            int[] classes = new int[rows.length];
            int pairs = 0;
            for (int r = 0; r < labels.rows(); r++) {
                for (int c = 0; c < count; c++) {
                    if (labels.has(r) ? labels.classes()[r] == c : mask[r * count + c] == 0) {
                        rows[pairs] = r;
                        classes[pairs++] = c;
                    }
                }
            }
            int[] chosen = Arrays.copyOf(rows, pairs);
            Value y = oneHot(tape, Arrays.copyOf(classes, pairs), count);
            Value kept = tolerance == 0 ? logQ : without(tape, logQ, mask);
            return new Pairs(chosen, y, ofPairs(tape, shares(tape, kept, labels), chosen, y), kept);
        }

        private static Value without(Tape tape, Value logQ, float[] mask) {
            Value out = tape.constant(mask, logQ.rows(), logQ.columns());
            return tape.logSoftmax(tape.add(logQ, out));
        }

        /** 0 for the classes that count, OUT for the others. */
        private float[] mask(Value logQ) {
            int count = logQ.columns();
            float[] mask = new float[logQ.rows() * count];
            if (tolerance == 0) {
                return mask;
            }
            float[] numbers = logQ.data().data().asFloat();
            for (int from = 0; from < mask.length; from += count) {
                float largest = Float.NEGATIVE_INFINITY;
                for (int i = from; i < from + count; i++) {
                    largest = Math.max(largest, numbers[i]);
                }
                double least = Math.min(Math.log(tolerance), largest);
                for (int i = from; i < from + count; i++) {
                    mask[i] = numbers[i] < least ? OUT : 0;
                }
            }
            return mask;
        }

        @Override
        public String toString() {
            return tolerance == 0
                    ? "summed"
                    : String.format(Locale.ROOT, "summed where q(y|x) >= %s", tolerance);
        }
    }

    /** One pair for each row. */
    private static int[] everyRow(Labels labels) {
        int[] rows = new int[labels.rows()];
        Arrays.setAll(rows, r -> r);
        return rows;
    }

    private static final class Sampled extends UnlabelledBound {
        /** The weights are 1; by their derivative, that of log q, f gets its score function. */
        @Override
        Pairs pairs(Tape tape, Value logQ, Labels labels, RandomGenerator rng) {
            int[] rows = everyRow(labels);
            float[] numbers = logQ.data().data().asFloat();
            int[] classes = new int[rows.length];
            for (int r = 0; r < rows.length; r++) {
                classes[r] =
                        labels.has(r)
                                ? labels.classes()[r]
                                : draw(numbers, r * logQ.columns(), logQ.columns(), rng);
            }
            Value y = oneHot(tape, classes, logQ.columns());
            Value drawn = tape.multiply(tape.multiply(logQ, labels.unlabelled()), y);
            Value log = tape.rowSums(drawn);
            Value still = tape.scaleGradient(log, tape.constant(0, rows.length, 1));
            Value weights = tape.affine(tape.subtract(log, still), 1, 1);
            return new Pairs(rows, y, weights, logQ);
        }

        private static int draw(float[] logQ, int from, int count, RandomGenerator rng) {
            double left = rng.nextDouble();
            for (int c = 0; c < count - 1; c++) {
                left -= Math.exp(logQ[from + c]);
                if (left < 0) {
                    return c;
                }
            }
            return count - 1;
        }

        /** (1 - w) b: it is 0, its derivative -b grad log q. */
        @Override
        Value baseline(Tape tape, Pairs pairs, Value f, Labels labels) {
            int rows = labels.rows();
            int others = rows - labels.labelled() - 1;
            if (others < 1) {
                return null;
            }
            Value of = tape.columns(labels.unlabelled(), 0, 1);
            Value sum = tape.repeatRows(tape.sum(tape.multiply(f, of)), rows);
            Value mean = tape.scale(tape.subtract(sum, f), 1.0 / others);
            return tape.multiply(tape.affine(pairs.weights(), -1, 1), mean);
        }

        @Override
        public String toString() {
            return "sampled";
        }
    }

    private static final class Relaxed extends UnlabelledBound {
        private final double temperature;

        Relaxed(double temperature) {
            this.temperature = temperature;
        }

        @Override
        Pairs pairs(Tape tape, Value logQ, Labels labels, RandomGenerator rng) {
            int[] rows = everyRow(labels);
            float[] gumbel = new float[rows.length * logQ.columns()];
            for (int i = 0; i < gumbel.length; i++) {
                gumbel[i] = (float) -Math.log(rng.nextExponential());
            }
            Value noise = tape.constant(gumbel, rows.length, logQ.columns());
            Value logits = tape.scale(tape.add(logQ, noise), 1 / temperature);
            Value y = shares(tape, tape.logSoftmax(logits), labels);
            return new Pairs(rows, y, tape.constant(1, rows.length, 1), logQ);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "relaxed at temperature %s", temperature);
        }
    }
}
