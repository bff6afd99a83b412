package org.elbo.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.elbo.data.Vocabulary;
import org.elbo.internal.Check;

/**
 * How words are chosen from what a decoder says about the next one. Whatever the way, a sentence
 * that has filled its row ends there.
 */
public abstract class Decoding {
    private Decoding() {}

    /**
     * At each step the most probable word; not always the most probable sentence.
     *
     * @return the way
     */
    public static Decoding greedy() {
        return new StepByStep(Decoding::mostProbable);
    }

    /**
     * At each step a word drawn with its probability: a draw from p(x|z).
     *
     * @param rng draws the words
     * @return the way
     */
    public static Decoding sampled(RandomGenerator rng) {
        Objects.requireNonNull(rng, "rng");
        return new StepByStep(logProbabilities -> draw(logProbabilities, rng));
    }

    /**
     * The most probable sentence that can be found while at each step only some beginnings are
     * kept; with one it is greedy.
     *
     * @param width how many beginnings are kept; Bowman et al. (2016) take 15
     * @return the way
     */
    public static Decoding beam(int width) {
        return new Beam(Check.positive("width of the beam", width));
    }

    /** Writes the sentences of a writer that has begun as many: rows of words and ends. */
    abstract int[][] write(SentenceDecoder.Writer writer, int sentences, int columns);

    /** Whether the sentences do not depend on each other, so that many can be written at once. */
    abstract boolean manyAtOnce();

    private static int mostProbable(double[] logProbabilities) {
        int best = 0;
        for (int word = 1; word < logProbabilities.length; word++) {
            best = logProbabilities[word] > logProbabilities[best] ? word : best;
        }
        return best;
    }

    private static int draw(double[] logProbabilities, RandomGenerator rng) {
        double left = rng.nextDouble();
        for (int word = 0; word < logProbabilities.length; word++) {
            left -= Math.exp(logProbabilities[word]);
            if (left < 0) {
                return word;
            }
        }
        return mostProbable(logProbabilities); // rounding only
    }

    /** A rule that knows only the next word. */
    private interface Choice {
        int of(double[] logProbabilities);
    }

    private static final class StepByStep extends Decoding {
        private final Choice choice;

        StepByStep(Choice choice) {
            this.choice = choice;
        }

        @Override
        boolean manyAtOnce() {
            return true;
        }

        @Override
        int[][] write(SentenceDecoder.Writer writer, int sentences, int columns) {
            int[][] written = new int[sentences][columns];
            int[] all = IntStream.range(0, sentences).toArray();
            boolean[] ended = new boolean[sentences];
            for (int t = 0; t + 1 < columns; t++) {
                double[][] next = writer.next();
                boolean anyLeft = false;
                int[] words = new int[sentences];
                for (int i = 0; i < sentences; i++) {
                    words[i] = ended[i] ? Vocabulary.END : choice.of(next[i]);
                    ended[i] = words[i] == Vocabulary.END;
                    written[i][t] = words[i];
                    anyLeft |= !ended[i];
                }
                if (!anyLeft) {
                    break;
                }
                writer.append(all, words);
            }
            return written;
        }
    }

    /** The words of a beginning, or of a sentence that has ended, and its log-probability. */
    private record Hypothesis(int[] words, int length, boolean ended, double score) {
        /** The words so far with one more, of a writer's row. */
        Hypothesis with(int word, double logProbability) {
            int[] more = words.clone();
            more[length] = word;
            boolean end = word == Vocabulary.END;
            return new Hypothesis(more, length + 1, end, score + logProbability);
        }
    }

    private static final class Beam extends Decoding {
        private final int width;

        Beam(int width) {
            this.width = width;
        }

        @Override
        boolean manyAtOnce() {
            return false;
        }

        @Override
        int[][] write(SentenceDecoder.Writer writer, int sentences, int columns) {
            List<Hypothesis> beam = List.of(new Hypothesis(new int[columns], 0, false, 0));
            while (beam.stream().anyMatch(h -> !h.ended)) {
                beam = extend(writer, beam, columns);
            }
            return new int[][] {beam.get(0).words};
        }

        /** The best of all ends and all beginnings that are one word longer. */
        private List<Hypothesis> extend(
                SentenceDecoder.Writer writer, List<Hypothesis> beam, int columns) {
            double[][] next = writer.next();
            List<Candidate> all = new ArrayList<>();
            int row = 0;
            for (Hypothesis h : beam) {
                if (h.ended) {
                    all.add(new Candidate(h, -1));
                } else if (h.length + 1 == columns) {
                    all.add(new Candidate(h.with(Vocabulary.END, next[row++][0]), -1));
                } else {
                    addBest(h, row, next[row], all);
                    row++;
                }
            }
            all.sort(Comparator.comparingDouble((Candidate c) -> -c.hypothesis.score));
            List<Candidate> kept = all.subList(0, Math.min(width, all.size()));
            Candidate[] begun =
                    kept.stream().filter(c -> !c.hypothesis.ended).toArray(Candidate[]::new);
            if (begun.length > 0) {
                writer.append(
                        Arrays.stream(begun).mapToInt(Candidate::row).toArray(),
                        Arrays.stream(begun)
                                .mapToInt(c -> c.hypothesis.words[c.hypothesis.length - 1])
                                .toArray());
            }
            return kept.stream().map(Candidate::hypothesis).toList();
        }

        /** Of one beginning only the best words can be among the best of all. */
        private void addBest(Hypothesis h, int row, double[] next, List<Candidate> all) {
            IntStream.range(0, next.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(word -> -next[word]))
                    .limit(width)
                    .forEach(word -> all.add(new Candidate(h.with(word, next[word]), row)));
        }
    }

    /** A hypothesis, and the writer's row that it continues. */
    private record Candidate(Hypothesis hypothesis, int row) {}
}
