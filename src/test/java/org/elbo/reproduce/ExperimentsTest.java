package org.elbo.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.model.Vae;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every experiment of the papers, on a few images. */
class ExperimentsTest {
    private static final int IMAGES = 60;

    @TempDir Path folder;

    /**
     * All but beta-full: it is beta's class in a larger size, and takes minutes for nothing new.
     */
    static Stream<String> names() {
        return Reproduce.EXPERIMENTS.stream()
                .map(Experiment::name)
                .filter(name -> !name.equals("beta-full"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyExperimentRunsAndItsRowsAreSound(String name) {
        PrintStream out = new PrintStream(PrintStream.nullOutputStream());
        String images = Integer.toString(IMAGES);
        String f = folder.toString();
        int status =
                new Reproduce(Reproduce.EXPERIMENTS, out)
                        .run(
                                name,
                                "--images",
                                images,
                                "--epochs",
                                "2",
                                "--only",
                                only(name),
                                "--results",
                                f,
                                "--checkpoint",
                                f);
        assertEquals(0, status);
        Results results = Results.read(name, folder);
        for (Row row : results.rows()) {
            assertTrue(Double.isFinite(row.ours()), row.toString());
            assertTrue(List.of(0.0, 1.0, 2.0).contains(row.epochs()), row.toString());
            assertEquals(Double.isNaN(row.paper()), row.source().isEmpty(), row.toString());
        }
        assertEquals(
                results.settings().size(), results.last().run().isEmpty() ? 0 : settings(name));
    }

    /** One of the draws that differ in nothing else. */
    private static String only(String name) {
        return name.equals("ssl") ? "draw 1" : "";
    }

    private static int settings(String name) {
        Experiment experiment =
                Reproduce.EXPERIMENTS.stream()
                        .filter(e -> e.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        Options options = new Options(1, 1, IMAGES, only(name));
        List<Study<?>> studies = options.of(experiment.studies(options));
        return (int) studies.stream().map(Study::setting).distinct().count();
    }

    /** Burda et al. 2016, section 5: 3^i epochs at 0.001 10^(-i/7), i = 0 ... 7, 3,280 in all. */
    @Test
    void theLearningRateOfTheIwaeTableIsThePapers() {
        int epoch = 0;
        for (int i = 0; i <= 7; i++) {
            double rate = 0.001 * Math.pow(10, -i / 7.0);
            for (int j = 0; j < Math.pow(3, i); j++) {
                assertEquals(rate, IwaeTable.learningRate(++epoch), 1e-12, "epoch " + epoch);
            }
        }
        assertEquals(3280, epoch);
        assertEquals(1e-4, IwaeTable.learningRate(epoch), 1e-12);
    }

    /** The KL term comes in thirds or along a logistic curve. */
    @Test
    void schedulesOfTheSentences() {
        assertEquals(0, SentencesTable.annealed(1), 0);
        assertEquals(1 / 3.0, SentencesTable.annealed(2), 1e-12);
        assertEquals(1, SentencesTable.annealed(4), 0);
        assertEquals(1, SentencesTable.annealed(12), 0);
        assertEquals(0.5, SentencesTable.logistic(6, 12), 1e-12);
        double odds = Math.exp(10 / 12.0); // from one epoch to the next
        for (int epoch = 2; epoch <= 12; epoch++) {
            double before = SentencesTable.logistic(epoch - 1, 12);
            double now = SentencesTable.logistic(epoch, 12);
            assertEquals(odds, now / (1 - now) / (before / (1 - before)), 1e-9);
        }
    }

    /** Constant for half of the time, then in steps of a sixth, down to half of a step. */
    @Test
    void aFallingLearningRate() {
        assertEquals(3e-3, Study.falling(3e-3, 1, 12), 1e-12);
        assertEquals(3e-3, Study.falling(3e-3, 6, 12), 1e-12);
        double last = 3e-3;
        for (int epoch = 7; epoch <= 12; epoch++) {
            double rate = Study.falling(3e-3, epoch, 12);
            assertEquals(epoch == 7 ? 2.5e-4 : 5e-4, last - rate, 1e-12);
            last = rate;
        }
        assertEquals(2.5e-4, last, 1e-12);
    }

    /** The gradient of |w|^2 / (2 N) is w / N. */
    @Test
    void weightDecayIsThePriorOfTheFigure() {
        Vae vae = Vae.builder(6).hidden(4).latent(2).build(new Random(1));
        INDArray x = Nd4j.create(new float[][] {{0, 1, 1, 0, 1, 0}, {1, 1, 0, 0, 1, 1}});
        Tape tape = new Tape();
        tape.backward(vae.loss(tape, x, new Random(2)));
        List<INDArray> plain = vae.parameters().stream().map(p -> p.gradient().dup()).toList();
        tape.clear();
        AevbFigure.Decayed decayed = new AevbFigure.Decayed(vae, 10);
        tape.backward(decayed.loss(tape, x, new Random(2)));
        for (int i = 0; i < plain.size(); i++) {
            Parameter p = vae.parameters().get(i);
            INDArray expected = plain.get(i).add(p.value().div(10));
            assertTrue(expected.equalsWithEps(p.gradient(), 1e-5), p.toString());
        }
    }

    /** A real signal to a real process: it must leave a checkpoint and say how to go on. */
    @Test
    void aSignalEndsARunWithACheckpoint() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reproduce.class.getName(),
                        "aevb",
                        "--images",
                        "100",
                        "--epochs",
                        "100000",
                        "--results",
                        folder.toString(),
                        "--checkpoint",
                        folder.toString());
        Process process = builder.redirectErrorStream(true).start();
        try (var lines = process.inputReader()) {
            String line = "";
            while (line != null && !line.contains("after epoch 3")) {
                line = lines.readLine();
            }
            process.toHandle().destroy(); // unlike process.destroy() it leaves the output open
            String rest = String.join("\n", lines.lines().toList());
            assertTrue(rest.contains("Interrupted. The checkpoint "), rest);
            assertTrue(rest.contains("To go on from there: java -cp"), rest);
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertTrue(folder.resolve("aevb-1.safetensors").toFile().exists());
    }
}
