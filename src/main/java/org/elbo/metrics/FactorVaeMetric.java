package org.elbo.metrics;

import java.util.random.RandomGenerator;
import org.elbo.internal.Check;

/**
 * The disentanglement metric of Kim and Mnih (2018, arXiv:1802.05983, section 4, algorithm 2): how
 * well the latent that moves least tells which factor was held fixed.
 *
 * <p>One vote: draw a factor k; draw {@code batch} data that agree in factor k; take the latent
 * whose variance over them is the smallest part of its variance over all data. Of the training
 * votes for a latent, the most frequent k becomes its guess (no classifier is fitted); the score is
 * the accuracy of the guesses on fresh votes, chance 1 / factors.
 *
 * <p>Latents whose codes hardly move at all (standard deviation under {@link #INACTIVE}) have no
 * vote, as in the paper. The numbers of data and votes, and the threshold, are those of Locatello
 * et al. (2019, arXiv:1811.12359).
 *
 * @param batch the number of data of a vote
 * @param trainingVotes the number of votes that make the guesses
 * @param testVotes the number of votes that measure them
 */
public record FactorVaeMetric(int batch, int trainingVotes, int testVotes) {
    /** 64 data for a vote, 10,000 votes to make the guesses, 5,000 to measure them. */
    public static final FactorVaeMetric DEFAULT = new FactorVaeMetric(64, 10_000, 5_000);

    /** A latent whose standard deviation over the data is below this has no vote. */
    public static final double INACTIVE = 0.05;

    private static final int VARIANCE_ROWS = 10_000;

    /**
     * Checks the numbers.
     *
     * @param batch the number of data of a vote
     * @param trainingVotes the number of votes that make the guesses
     * @param testVotes the number of votes that measure them
     * @throws IllegalArgumentException if one is not positive or the batch is under 2
     */
    public FactorVaeMetric {
        Check.that(batch > 1, "batch is %d but a variance takes at least 2 data", batch);
        Check.positive("training votes", trainingVotes);
        Check.positive("test votes", testVotes);
    }

    /**
     * The score of a representation; encodes {@code batch (trainingVotes + testVotes)} data, so
     * think of {@link Representation#tabulated()}.
     *
     * @param representation of data with at least two factors
     * @param rng draws the factors
     * @return the accuracy, 0 to 1; 0 if no latent is active
     * @throws IllegalArgumentException if there is one factor only
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public double score(Representation representation, RandomGenerator rng) {
        double[] sd = Standardizer.of(representation.sample(VARIANCE_ROWS, rng).codes()).sd();
        long[][] votes = votes(representation, sd, trainingVotes, rng);
        long[][] test = votes(representation, sd, testVotes, rng);
        double right = 0;
        for (int j = 0; j < sd.length; j++) {
            right += test[j][mostFrequent(votes[j])];
        }
        return right / testVotes;
    }

    /** How often each latent was the one that moved least while each factor was fixed. */
    private long[][] votes(Representation r, double[] sd, int count, RandomGenerator rng) {
        int[] varying = r.varying();
        long[][] votes = new long[sd.length][r.factors()];
        for (int i = 0; i < count; i++) {
            int fixed = varying[rng.nextInt(varying.length)];
            int[][] factors = r.drawFactors(batch, rng);
            for (int[] row : factors) {
                row[fixed] = factors[0][fixed];
            }
            int least = leastMoved(Standardizer.of(r.codes(factors)).sd(), sd);
            if (least >= 0) {
                votes[least][fixed]++;
            }
        }
        return votes;
    }

    private static int leastMoved(double[] local, double[] sd) {
        int least = -1;
        for (int j = 0; j < sd.length; j++) {
            boolean less = least < 0 || local[j] / sd[j] < local[least] / sd[least];
            if (sd[j] >= INACTIVE && less) {
                least = j;
            }
        }
        return least;
    }

    private static int mostFrequent(long[] votes) {
        int best = 0;
        for (int k = 1; k < votes.length; k++) {
            best = votes[k] > votes[best] ? k : best;
        }
        return best;
    }
}
