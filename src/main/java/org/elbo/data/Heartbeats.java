package org.elbo.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.elbo.prob.Gaussian;

/**
 * Simulated heartbeats in one lead, shaped as in an electrocardiogram, with a known site of origin
 * and known artefacts. Nothing is measured; the point is that the truth is known.
 *
 * <p>The beat starts from one of ten sites on a ring, site s at the angle 36 s degrees. The heart's
 * dipole has a wave of depolarisation (QRS), during which it turns, and one of repolarisation (T)
 * of opposite sign, as paced beats have; the lead sees its projection on the electrode's direction
 * a:
 *
 * <pre>
 *   beat(t) = exp(-u^2 / 2) cos(36 s + 60 u - a) - 0.35 exp(-v^2 / 2) cos(36 s - a)   [mV],
 *   u = (t - 150 ms) / 30 ms, v = (t - 420 ms) / 60 ms, angles in degrees
 * </pre>
 *
 * <p>Recorded is {@code gain * beat + wander * sin(2 pi t / 1 s + phase) + noise * white noise}.
 * The nuisances are these five numbers and the electrode's angle. A wrong electrode turns the beat
 * towards that of the next site: site and electrode cannot be told apart beyond half the distance
 * of two sites, so that the best possible accuracy for the site is {@link #bestAccuracy()}.
 */
public final class Heartbeats {
    /** The sites from which a beat may start: the task. */
    public static final int SITES = 10;

    /** The samples of a beat, one each {@value #STEP} ms. */
    public static final int SAMPLES = 128;

    /** Milliseconds from one sample to the next. */
    public static final int STEP = 5;

    private static final Gaussian LOG_GAIN = Gaussian.of(0, 0.25);
    private static final Gaussian ELECTRODE = Gaussian.of(0, 8);
    private static final double MOST_WANDER = 0.4;
    private static final double MOST_NOISE = 0.05;

    private Heartbeats() {}

    /**
     * What a recording adds to a beat.
     *
     * @param gain the amplifier's gain, 1 for none
     * @param electrode how far the electrode is off, degrees
     * @param wander the amplitude of the base line's slow wave, mV
     * @param phase the phase of that wave, radians
     * @param noise the standard deviation of white noise, mV
     */
    public record Artefacts(
            double gain, double electrode, double wander, double phase, double noise) {
        private static Artefacts draw(double logGain, RandomGenerator rng) {
            return new Artefacts(
                    Math.exp(logGain),
                    ELECTRODE.sample(rng),
                    rng.nextBoolean() ? MOST_WANDER * rng.nextDouble() : 0,
                    2 * Math.PI * rng.nextDouble(),
                    MOST_NOISE * rng.nextDouble());
        }
    }

    /**
     * Draws beats from all sites, equally likely: log gain ~ N(0, 0.25^2); electrode ~ N(0, 8^2)
     * degrees; wander with probability 1/2, then uniform from 0 to 0.4 mV, its phase uniform; noise
     * uniform from 0 to 0.05 mV.
     *
     * @param count how many
     * @param confounding the probability that a beat's gain is not drawn but follows from its site,
     *     log gain = 0.25 (s - 4.5) / 3; 0 makes the nuisances independent of the task
     * @param rng the source of randomness
     * @return the beats in mV, with nuisances gain, electrode, wander, phase and noise
     * @throws IllegalArgumentException if the count is not positive or {@code confounding} is not a
     *     probability
     */
    public static Confounded sample(int count, double confounding, RandomGenerator rng) {
        Check.positive("number of beats", count);
        Check.probability("confounding", confounding);
        float[] values = new float[Math.multiplyExact(count, SAMPLES)];
        int[] sites = new int[count];
        Artefacts[] artefacts = new Artefacts[count];
        for (int i = 0; i < count; i++) {
            sites[i] = rng.nextInt(SITES);
            boolean tied = rng.nextDouble() < confounding;
            double logGain =
                    tied
                            ? LOG_GAIN.standardDeviation() * (sites[i] - 4.5) / 3
                            : LOG_GAIN.sample(rng);
            artefacts[i] = Artefacts.draw(logGain, rng);
            float[] row = recording(sites[i], artefacts[i], rng);
            System.arraycopy(row, 0, values, i * SAMPLES, SAMPLES);
        }
        return Confounded.of(values, sites, SITES, named(artefacts));
    }

    private static LinkedHashMap<String, double[]> named(Artefacts[] all) {
        LinkedHashMap<String, double[]> named = new LinkedHashMap<>();
        named.put("gain", Arrays.stream(all).mapToDouble(Artefacts::gain).toArray());
        named.put("electrode", Arrays.stream(all).mapToDouble(Artefacts::electrode).toArray());
        named.put("wander", Arrays.stream(all).mapToDouble(Artefacts::wander).toArray());
        named.put("phase", Arrays.stream(all).mapToDouble(Artefacts::phase).toArray());
        named.put("noise", Arrays.stream(all).mapToDouble(Artefacts::noise).toArray());
        return named;
    }

    /**
     * A recorded beat.
     *
     * @param site where it starts, from 0 to 9
     * @param artefacts what the recording adds
     * @param rng the source of the noise
     * @return {@value #SAMPLES} values in mV
     */
    public static float[] recording(int site, Artefacts artefacts, RandomGenerator rng) {
        double[] beat = beat(site, artefacts.electrode);
        float[] recording = new float[SAMPLES];
        for (int t = 0; t < SAMPLES; t++) {
            double turns = t * STEP / 1000.0;
            double wander = artefacts.wander * Math.sin(2 * Math.PI * turns + artefacts.phase);
            double noise = artefacts.noise * rng.nextGaussian();
            recording[t] = (float) (artefacts.gain * beat[t] + wander + noise);
        }
        return recording;
    }

    /**
     * A beat without artefacts.
     *
     * @param site where it starts, from 0 to 9
     * @param electrode the electrode's angle in degrees; 36 degrees make it the beat of the site
     *     before
     * @return {@value #SAMPLES} values in mV
     */
    public static double[] beat(int site, double electrode) {
        Check.that(site >= 0 && site < SITES, "site is %d but must be from 0 to 9", site);
        double angle = Math.toRadians(360.0 * site / SITES - Check.finite("electrode", electrode));
        double[] beat = new double[SAMPLES];
        for (int t = 0; t < SAMPLES; t++) {
            double u = (t * STEP - 150) / 30.0;
            double v = (t * STEP - 420) / 60.0;
            double qrs = Math.exp(-u * u / 2) * Math.cos(angle + Math.toRadians(60) * u);
            beat[t] = qrs - 0.35 * Math.exp(-v * v / 2) * Math.cos(angle);
        }
        return beat;
    }

    /**
     * The accuracy for the site that nobody can exceed when nothing is confounded: the probability
     * that the electrode turns the beat by less than half the way to the next site.
     *
     * @return {@code P(|a| < 18 degrees)}, 0.976
     */
    public static double bestAccuracy() {
        return 1 - 2 * ELECTRODE.cumulative(-360.0 / SITES / 2);
    }
}
