package org.elbo.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.elbo.internal.Team;

/** Images as rows of floats. */
final class ImageDataset implements Dataset {
    private static final float[] UNIT = new float[256];

    static {
        for (int pixel = 0; pixel < 256; pixel++) {
            UNIT[pixel] = pixel / 255f;
        }
    }

    /**
     * What a SplittableRandom adds to its state for each number: 2^64 divided by the golden ratio.
     */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** Fewer rows are not worth sharing. */
    private static final int FEW = 16;

    private final Images images;
    private final Binarization how;
    private final long seed;

    ImageDataset(Images images, Binarization how, long seed) {
        this.images = images;
        this.how = how;
        this.seed = new SplittableRandom(seed).nextLong();
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public int dimension() {
        return images.height() * images.width();
    }

    /** Threads share the rows; each row has a random sequence of its own, whoever draws it. */
    @Override
    public void copyTo(int[] rows, int from, int count, RandomGenerator rng, float[] out) {
        Rows.check(this, rows, from, count, out);
        long drawn = how == Binarization.DYNAMIC ? rng.nextLong() : seed;
        Team team = Team.shared();
        team.run(
                count < FEW ? 1 : team.parts(),
                (part, parts) -> {
                    for (int i = count * part / parts; i < count * (part + 1) / parts; i++) {
                        copy(rows[from + i], i, drawn, out);
                    }
                });
    }

    private void copy(int row, int place, long drawn, float[] out) {
        int in = images.offset(row);
        int to = place * dimension();
        switch (how) {
            case NONE -> scale(in, out, to);
            case THRESHOLD -> threshold(in, out, to);
            case DYNAMIC -> draw(in, out, to, mix(drawn + place + GOLDEN));
            case FIXED -> draw(in, out, to, mix(drawn + row + GOLDEN));
        }
    }

    /**
     * What a SplittableRandom makes of its state (Steele, Lea and Flood 2014; Stafford's mix 13).
     */
    private static long mix(long state) {
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private void scale(int in, float[] out, int to) {
        byte[] pixels = images.raw();
        for (int j = 0; j < dimension(); j++) {
            out[to + j] = UNIT[pixels[in + j] & 0xff];
        }
    }

    private void threshold(int in, float[] out, int to) {
        byte[] pixels = images.raw();
        for (int j = 0; j < dimension(); j++) {
            out[to + j] = (pixels[in + j] & 0xff) > 127 ? 1f : 0f;
        }
    }

    /**
     * Draws each pixel: 1 if a uniform number of 0 to 254 is under it, which has probability
     * exactly pixel / 255. A random long gives eight such numbers; a byte of 255 is thrown away.
     * The longs are those of a SplittableRandom with this seed, without making one for every row.
     */
    private void draw(int in, float[] out, int to, long rowSeed) {
        byte[] pixels = images.raw();
        long state = rowSeed;
        long bits = 0;
        int left = 0;
        for (int j = 0; j < dimension(); j++) {
            int pixel = pixels[in + j] & 0xff;
            if (pixel == 0 || pixel == 255) {
                out[to + j] = pixel == 0 ? 0f : 1f;
                continue;
            }
            int uniform;
            do {
                if (left == 0) {
                    state += GOLDEN;
                    bits = mix(state);
                    left = Long.BYTES;
                }
                uniform = (int) bits & 0xff;
                bits >>>= Byte.SIZE;
                left--;
            } while (uniform == 255);
            out[to + j] = uniform < pixel ? 1f : 0f;
        }
    }

    @Override
    public String toString() {
        return images + ", " + how;
    }
}
