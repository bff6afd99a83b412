package org.elbo.train;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;
import org.elbo.autodiff.Parameter;
import org.elbo.data.Images;
import org.elbo.internal.Team;
import org.elbo.model.Vae;
import org.elbo.nn.Adam;

/** Trains a small VAE, large enough that threads share its work, for {@link DeterminismTest}. */
final class SmallVaeRun {
    /** What was seen: parts and threads of the team, the parameters' bits, the last loss. */
    record Result(int threads, int parts, long checksum, double loss) {}

    private SmallVaeRun() {}

    /** 30 steps on dynamically binarised noise. */
    static Result train() {
        byte[] pixels = new byte[320 * 784];
        new Random(1).nextBytes(pixels);
        Images images = Images.of(pixels, new byte[320], 28, 28);
        Vae vae = Vae.builder(784).hidden(256).latent(16).build(new Random(2));
        History history =
                Trainer.of(vae, Adam.of(1e-3))
                        .batchSize(64)
                        .epochs(6)
                        .seed(3)
                        .fit(images.dynamicallyBinarized());
        double[] losses = history.losses();
        Team team = Team.shared();
        double last = losses[losses.length - 1];
        return new Result(team.threads(), team.parts(), checksum(vae), last);
    }

    private static long checksum(Vae vae) {
        CRC32 crc = new CRC32();
        for (Parameter parameter : vae.parameters()) {
            float[] numbers = parameter.value().data().asFloat();
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
            bytes.asFloatBuffer().put(numbers);
            crc.update(bytes);
        }
        return crc.getValue();
    }

    /** Prints the result in one line. */
    public static void main(String[] args) {
        Result result = train();
        System.out.printf(
                "%d %d %d %s%n", result.threads, result.parts, result.checksum, result.loss);
    }
}
