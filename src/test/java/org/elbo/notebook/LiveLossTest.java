package org.elbo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.elbo.data.Dataset;
import org.elbo.model.Vae;
import org.elbo.nn.Adam;
import org.elbo.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** The live chart listens to a real training run. */
class LiveLossTest {
    @TempDir Path folder;

    @Test
    void aRunLeavesOneChartAndOneLine() throws Exception {
        Dataset data = Dataset.of(Nd4j.ones(40, 6));
        Vae vae = Vae.builder(6).hidden(5).latent(2).build(new SplittableRandom(1));
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setProperty("elbo.pictures", folder.toString());
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Trainer trainer = Trainer.of(vae, Adam.of(1e-2)).epochs(3).batchSize(10).seed(1);
            trainer.validate(data).listen(LiveLoss.of("tiny VAE")).fit(data);
        } finally {
            System.setOut(before);
            System.clearProperty("elbo.pictures");
        }
        String[] lines = bytes.toString(StandardCharsets.UTF_8).strip().split("\n");
        assertEquals("tiny VAE: 12 done", lines[0]);
        assertEquals(2, lines.length);
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }
}
