package org.elbo.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.elbo.data.Dataset;
import org.elbo.model.Model;
import org.elbo.model.Vae;
import org.elbo.nn.Adagrad;
import org.elbo.nn.Adam;
import org.elbo.prob.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The machinery, with an experiment that takes milliseconds. */
class ReproduceTest {
    /** 25 rows in batches of 10: three steps an epoch. */
    private static final int ROWS = 25;

    /** A run takes so many batches: two studies of 5 epochs, the second cut to 14 steps. */
    private static final int BATCHES = 15 + 14;

    @TempDir Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** Interrupts the thread when a certain batch is asked for, as a signal would. */
    private static final class Interrupting implements Dataset {
        private final Dataset data = binary();
        private int left;

        Interrupting(int batch) {
            left = batch;
        }

        private static Dataset binary() {
            RandomGenerator rng = new SplittableRandom(8);
            float[] x = new float[ROWS * 6];
            for (int i = 0; i < x.length; i++) {
                x[i] = rng.nextInt(2);
            }
            return Dataset.of(Nd4j.create(x, new long[] {ROWS, 6}, 'c'));
        }

        @Override
        public int size() {
            return data.size();
        }

        @Override
        public int dimension() {
            return data.dimension();
        }

        @Override
        public void copyTo(int[] rows, int from, int count, RandomGenerator rng, float[] out) {
            if (--left == 0) {
                Thread.currentThread().interrupt();
            }
            data.copyTo(rows, from, count, rng, out);
        }
    }

    private record Tiny(Dataset data) implements Experiment {
        @Override
        public String name() {
            return "tiny";
        }

        @Override
        public String about() {
            return "nothing";
        }

        @Override
        public int epochs() {
            return 5;
        }

        @Override
        public List<Study<?>> studies(Options options) {
            AtomicReference<Vae> first = new AtomicReference<>();
            Study<Vae> base =
                    Study.of("Adam", Tiny::vae)
                            .data(data, 10)
                            .learningRate(epoch -> 0.1 / epoch)
                            .klWeight(epoch -> 1.0 / epoch)
                            .optimizer(() -> Adam.of(1))
                            .handOn(first::set)
                            .curve(Tiny::judge);
            Study<Vae> second =
                    Study.of("Adagrad", rng -> like(first.get(), rng))
                            .buildsOn(base)
                            .data(data, 10)
                            .steps(14)
                            .optimizer(() -> Adagrad.of(0.1))
                            .curve(Tiny::judge)
                            .end((vae, report) -> report.add("end", sum(vae), 3, "a paper"));
            return List.of(base, second);
        }

        /** A new model with the weights of another. */
        private static Vae like(Vae other, RandomGenerator rng) {
            Vae vae = vae(rng);
            for (int i = 0; i < vae.parameters().size(); i++) {
                INDArray values = other.parameters().get(i).value();
                vae.parameters().get(i).assign(values.data().asFloat());
            }
            return vae;
        }

        private static Vae vae(RandomGenerator rng) {
            return Vae.builder(6).hidden(5).latent(2).build(rng);
        }

        private static void judge(Vae vae, Report report) {
            report.add("sum", sum(vae), 2, "a paper");
            report.add("noise", Estimate.of(report.rng().nextDouble()));
        }

        /** Depends on every bit of every weight. */
        private static Estimate sum(Model model) {
            double sum =
                    model.parameters().stream()
                            .mapToDouble(
                                    p ->
                                            p.value()
                                                    .castTo(Nd4j.defaultFloatingPointType())
                                                    .sumNumber()
                                                    .doubleValue())
                            .sum();
            return new Estimate(1e4 * sum, Double.NaN, 1);
        }
    }

    private int run(Experiment experiment, String... arguments) {
        String[] all = new String[arguments.length + 5];
        all[0] = "tiny";
        all[1] = "--results";
        all[2] = folder.toString();
        all[3] = "--checkpoint";
        all[4] = folder.toString();
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        return command(experiment, all);
    }

    private int command(Experiment experiment, String... arguments) {
        printed.reset();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Reproduce(List.of(experiment), out).run(arguments);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static Tiny tiny(int interruptedAt) {
        return new Tiny(new Interrupting(interruptedAt));
    }

    private List<Row> rows() {
        return Results.read("tiny", folder).rows();
    }

    /** Everything but times. */
    private static List<String> numbers(List<Row> rows) {
        return rows.stream()
                .map(r -> r.setting() + r.metric() + r.paper() + r.ours() + r.seed() + r.epochs())
                .toList();
    }

    @Test
    void measuresAlongTheWayAndAtTheEnd() {
        assertEquals(0, run(tiny(-1)));
        List<Row> rows = rows();
        assertEquals(2 * 2 * 5 + 1, rows.size());
        assertEquals("Adam", rows.get(0).setting());
        assertEquals(1, rows.get(0).epochs());
        assertTrue(Double.isNaN(rows.get(0).paper()));
        assertEquals(2, rows.get(8).paper());
        Row last = rows.get(rows.size() - 1);
        assertEquals("end", last.metric());
        assertEquals("a paper", last.source());
        assertEquals(3, last.paper());
        assertEquals(4 + 20.0 / 25, last.epochs(), 1e-9);
        assertEquals(1, rows.stream().map(Row::run).distinct().count());
        assertEquals(List.of("tiny.csv"), Arrays.asList(folder.toFile().list()));
    }

    @Test
    void onlyWhatIsAskedForRunsAndWhatItBuildsOn() {
        assertEquals(0, run(tiny(-1), "--only", "^Adam$"));
        assertEquals(2 * 5, rows().size());
        assertEquals(0, run(tiny(-1), "--only", "grad"));
        assertEquals(2 * 5 + 2 * 2 * 5 + 1, rows().size());
        assertEquals(2, run(tiny(-1), "--only", "Sgd"));
        assertTrue(printed().startsWith("'Sgd' is found in none of the settings [Adam, Adagrad]"));
    }

    @Test
    void aStudyMayTakeAShareOfTheEpochs() {
        Study<Vae> study = Study.of("share", Tiny::vae).epochs(0.3);
        assertEquals(3, study.epochs(10));
        assertEquals(1, study.epochs(1));
        assertEquals(12, Study.of("more", Tiny::vae).epochs(1.5).epochs(8));
    }

    /** With weight 0 the loss is the reconstruction alone: the first draws of z are the same. */
    @Test
    void theKlWeightIsThatOfTheEpoch() {
        Dataset data = new Interrupting(-1);
        Study<Vae> study = Study.of("KL", Tiny::vae).data(data, 100).klWeight(epoch -> epoch - 1);
        double without = loss(study, 1);
        double once = loss(study, 2);
        double twice = loss(study, 3);
        assertTrue(once > without);
        assertEquals(once - without, twice - once, 1e-4);
    }

    private static double loss(Study<Vae> study, int epoch) {
        Vae vae = study.newModel(new SplittableRandom(1));
        return study.trainer(vae, Adam.of(1e-3), epoch).fit(study.data()).epochs().get(0).loss();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 14, 15, 16, 20, BATCHES - 1, BATCHES})
    void anInterruptedRunGivesTheNumbersOfAnUninterruptedOne(int batch) throws IOException {
        assertEquals(0, run(tiny(-1)));
        List<String> expected = numbers(rows());
        Files.delete(folder.resolve("tiny.csv"));

        assertEquals(1, run(tiny(batch)));
        String said = batch > 3 ? "To go on from there: java -cp" : "Interrupted at once.";
        assertTrue(printed().contains(said), printed());
        assertFalse(Files.exists(folder.resolve("tiny.csv")));
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(0, run(tiny(-1)));
        assertEquals(batch > 3, printed().contains("Going on from"), printed());
        assertEquals(expected, numbers(rows()));
    }

    @Test
    void withoutAFolderTheResultsGoToTheData() throws IOException {
        Files.createDirectory(folder.resolve("results"));
        String before = System.getProperty("elbo.data");
        System.setProperty("elbo.data", folder.toString());
        try {
            assertEquals(0, command(tiny(-1), "tiny", "--checkpoint", folder.toString()));
            assertFalse(Results.read("tiny").isEmpty());
        } finally {
            if (before == null) {
                System.clearProperty("elbo.data");
            } else {
                System.setProperty("elbo.data", before);
            }
        }
    }

    @Test
    void anotherSeedGivesOtherNumbersBelowTheFirst() {
        run(tiny(-1));
        List<String> first = numbers(rows());
        run(tiny(-1), "--seed", "2");
        List<Row> both = rows();
        assertEquals(first, numbers(both.subList(0, first.size())));
        assertEquals(2 * first.size(), both.size());
        assertFalse(both.get(0).ours() == both.get(first.size()).ours());
        assertEquals(2, both.get(first.size()).seed());
    }

    @Test
    void aCheckpointOfOtherOptionsIsNotGoneOnFrom() {
        run(tiny(7));
        assertEquals(2, run(tiny(-1), "--epochs", "9"));
        assertTrue(printed().contains("cannot go on from"), printed());
        assertTrue(printed().contains("epochs=5"), printed());
    }

    @Test
    void aDamagedTableIsFoundBeforeTheWork() throws IOException {
        Files.writeString(folder.resolve("tiny.csv"), "run\n");
        assertEquals(2, run(tiny(1)));
        assertTrue(printed().contains("is damaged"), printed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "huge               | there is no experiment 'huge', only tiny",
                "tiny --sed 1       | there is no option '--sed', only --checkpoint, --epochs",
                "tiny --seed        | the option --seed needs a value",
                "tiny --seed one    | --seed is 'one' but must be a whole number",
                "tiny --epochs 0    | epochs is 0 but must be positive",
                "tiny --epochs 3000000000 | --epochs is 3000000000 but must be at most",
                "tiny --only ( --images 3 --results .  | only is '(' but must be a regular expression",
                "tiny --images 9          | --images shortens the data, so its results do not belong",
                "tiny --results none      | the folder of results, none, does not exist",
            })
    void saysWhatIsWrongAndWhatExists(String line, String complaint) {
        assertEquals(2, command(tiny(-1), line.split(" ")));
        assertTrue(printed().startsWith(complaint), printed());
        assertEquals(1, printed().lines().count());
    }

    @Test
    void withoutArgumentsItListsWhatThereIs() {
        assertEquals(0, command(tiny(-1)));
        assertTrue(printed().contains("tiny         nothing; 5 epochs unless told"), printed());
        for (String option : Arguments.OPTIONS.keySet()) {
            assertTrue(printed().contains(option), printed());
        }
    }

    @Test
    void pointsOfACurveAreEvenlySpreadOnALogarithmicAxis() {
        assertEquals(
                List.of(1, 2, 3, 4, 5, 7, 10, 15, 22, 32, 47, 69, 100),
                java.util.stream.IntStream.rangeClosed(1, 100)
                        .filter(Run::isPoint)
                        .boxed()
                        .toList());
    }

    @Test
    void theTimeLeftIsInProportion() {
        assertEquals("x, 1:30 done, about 4:30 left", Pace.line("x", 90, 0.25));
    }
}
