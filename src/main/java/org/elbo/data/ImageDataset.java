package org.elbo.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Images as rows of floats. */
final class ImageDataset implements Dataset {
    private static final float[] UNIT = new float[256];

    static {
        for (int pixel = 0; pixel < 256; pixel++) {
            UNIT[pixel] = pixel / 255f;
        }
    }

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

    @Override
    public void copyTo(int[] rows, int from, int count, RandomGenerator rng, float[] out) {
        Rows.check(this, rows, from, count, out);
        // The JDK's fastest generator; one draw of the caller's seeds it, whatever the caller's is.
        SplittableRandom dynamic =
                how == Binarization.DYNAMIC ? new SplittableRandom(rng.nextLong()) : null;
        for (int i = 0; i < count; i++) {
            int row = rows[from + i];
            int in = images.offset(row);
            int to = i * dimension();
            switch (how) {
                case NONE -> scale(in, out, to);
                case THRESHOLD -> threshold(in, out, to);
                case DYNAMIC -> draw(in, out, to, dynamic);
                case FIXED -> draw(in, out, to, ofRow(row));
            }
        }
    }

    /**
     * Hashed twice: neighbouring seeds of a SplittableRandom give shifted copies of one sequence.
     */
    private SplittableRandom ofRow(int row) {
        return new SplittableRandom(new SplittableRandom(seed + row).nextLong());
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
     */
    private void draw(int in, float[] out, int to, SplittableRandom random) {
        byte[] pixels = images.raw();
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
                    bits = random.nextLong();
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
