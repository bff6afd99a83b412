package org.elbo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.Pointer;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.data.Dataset;
import org.elbo.data.Images;
import org.elbo.model.KlSchedule;
import org.elbo.model.Model;
import org.elbo.model.Vae;
import org.elbo.nn.Adam;
import org.elbo.nn.Sgd;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainerTest {

    /** Loss (w - x)^2, whose minimum is the mean of the data; remembers the batches it saw. */
    private static final class MeanModel implements Model {
        final Parameter w = Parameter.of("w", Nd4j.zeros(1, 1));
        final List<float[]> seen = new ArrayList<>();

        @Override
        public int dataDimension() {
            return 1;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(w);
        }

        @Override
        public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
            seen.add(batch.ravel().toFloatVector());
            Value mean = tape.repeatRows(tape.parameter(w), batch.rows());
            return tape.mean(tape.squaredError(mean, batch));
        }
    }

    private static Dataset numbers(int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = i;
        }
        return Dataset.of(Nd4j.create(x, new long[] {count, 1}, 'c'));
    }

    private static Dataset binary() {
        SplittableRandom rng = new SplittableRandom(8);
        float[] x = new float[64 * 9];
        for (int i = 0; i < x.length; i++) {
            x[i] = rng.nextInt(2);
        }
        return Dataset.of(Nd4j.create(x, new long[] {64, 9}, 'c'));
    }

    private static Vae vae() {
        return Vae.builder(9).hidden(8).latent(2).build(new SplittableRandom(1));
    }

    @Test
    void findsTheMinimum() {
        MeanModel model = new MeanModel();
        Trainer.of(model, Sgd.of(0.1)).batchSize(11).epochs(100).fit(numbers(11));
        assertEquals(5, model.w.value().getDouble(0), 1e-5);
    }

    @Test
    void visitsEveryDatumOnceInEachEpochInNewOrder() {
        MeanModel model = new MeanModel();
        Trainer.of(model, Sgd.of(1e-9)).batchSize(4).epochs(2).fit(numbers(10));
        assertEquals(6, model.seen.size());
        assertEquals(2, model.seen.get(2).length);
        for (int epoch = 0; epoch < 2; epoch++) {
            List<Float> all = new ArrayList<>();
            for (float[] batch : model.seen.subList(3 * epoch, 3 * epoch + 3)) {
                for (float x : batch) {
                    all.add(x);
                }
            }
            assertEquals(10, all.stream().distinct().count());
        }
        assertNotEquals(model.seen.get(0)[0], model.seen.get(3)[0]);
    }

    @Test
    void lossOfAnEpochAndOfValidationWeighsEveryDatumAlike() {
        MeanModel model = new MeanModel();
        History history =
                Trainer.of(model, Sgd.of(1e-12))
                        .batchSize(4)
                        .validate(numbers(1203))
                        .fit(numbers(10));
        // With w = 0 the mean of x^2 over 0..n-1 is (n - 1)(2n - 1) / 6.
        assertEquals(9 * 19 / 6.0, history.losses()[0], 1e-4);
        assertEquals(1202 * 2405 / 6.0, history.validations()[0], 1);
        assertEquals(3, history.steps());
    }

    @Test
    void klIsWeighedInTrainingAndNeverInValidation() {
        Vae vae = vae();
        Trainer.of(vae, Adam.of(1e-2)).epochs(5).batchSize(8).fit(binary()); // a KL above zero
        Dataset data = binary();
        History plain = still(vae).validate(data).fit(data);
        History none = still(vae).validate(data).annealKl(KlSchedule.constant(0)).fit(data);
        History five = still(vae).validate(data).annealKl(KlSchedule.constant(5)).fit(data);
        History free = still(vae).validate(data).freeBits(3).fit(data);
        assertArrayEquals(plain.validations(), none.validations());
        assertArrayEquals(plain.validations(), five.validations());
        assertArrayEquals(plain.validations(), free.validations());
        double reconstruction = none.losses()[0];
        double kl = plain.losses()[0] - reconstruction;
        assertTrue(kl > 0.01, "KL " + kl);
        assertEquals(reconstruction + 5 * kl, five.losses()[0], 1e-4);
        assertEquals(reconstruction + 2 * 3, free.losses()[0], 1e-4, "both KLs below 3 nats");
    }

    @Test
    void annealingFollowsTheSteps() {
        Vae vae = vae();
        vae.parameters().stream()
                .filter(p -> p.name().equals("encoder.mean.bias"))
                .forEach(p -> p.assign(new float[] {3, 0}));
        Dataset data = Dataset.of(Nd4j.zeros(1, 9));
        Trainer ten = Trainer.of(vae, Sgd.of(1e-12)).epochs(10);
        double[] plain = ten.fit(data).stepLosses();
        double[] annealed = ten.annealKl(KlSchedule.linear(4)).fit(data).stepLosses();
        double kl = vae.encode(Nd4j.zeros(1, 9)).kl().sumNumber().doubleValue();
        for (int step = 0; step < 10; step++) {
            double saved = Math.max(0, 1 - step / 4.0) * kl;
            assertEquals(plain[step] - saved, annealed[step], 1e-4);
        }
        double[] held =
                Trainer.of(vae, Sgd.of(1e-12))
                        .epochs(10)
                        .annealKl(KlSchedule.constant(7))
                        .capacity(KlSchedule.linear(4).times(2 * kl))
                        .fit(data)
                        .stepLosses();
        for (int step = 0; step < 10; step++) {
            double distance = Math.abs(kl - Math.min(1, step / 4.0) * 2 * kl);
            assertEquals(plain[step] - kl + 7 * distance, held[step], 1e-3);
        }
        Trainer mean = Trainer.of(new MeanModel(), Sgd.of(1));
        KlSchedule linear = KlSchedule.linear(4);
        assertThrows(IllegalArgumentException.class, () -> mean.capacity(linear));
        assertThrows(IllegalArgumentException.class, () -> mean.annealKl(linear));
        assertThrows(IllegalArgumentException.class, () -> mean.freeBits(1));
        assertThrows(IllegalArgumentException.class, () -> ten.freeBits(-1));
    }

    /** One step that moves nothing. */
    private static Trainer still(Vae vae) {
        return Trainer.of(vae, Sgd.of(1e-12));
    }

    @Test
    void sameSeedGivesIdenticalNumbers() {
        Vae first = vae();
        Vae second = vae();
        History a = Trainer.of(first, Adam.of(1e-2)).epochs(5).batchSize(10).seed(7).fit(binary());
        History b = Trainer.of(second, Adam.of(1e-2)).epochs(5).batchSize(10).seed(7).fit(binary());
        assertArrayEquals(a.stepLosses(), b.stepLosses());
        for (int i = 0; i < first.parameters().size(); i++) {
            assertEquals(first.parameters().get(i).value(), second.parameters().get(i).value());
        }
        History c = Trainer.of(vae(), Adam.of(1e-2)).epochs(5).batchSize(10).seed(8).fit(binary());
        assertNotEquals(a.stepLosses()[0], c.stepLosses()[0]);
    }

    @Test
    void listeningAndValidatingDoNotChangeTheNumbers() {
        Trainer plain = Trainer.of(vae(), Adam.of(1e-2)).epochs(3).batchSize(10);
        Trainer watched =
                Trainer.of(vae(), Adam.of(1e-2))
                        .epochs(3)
                        .batchSize(10)
                        .validate(binary())
                        .listen(new TrainingListener() {});
        assertArrayEquals(plain.fit(binary()).stepLosses(), watched.fit(binary()).stepLosses());
    }

    @Test
    void tellsItsListenersOfEverything() {
        List<String> events = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void onStep(Progress progress, History history) {
                        assertEquals(history.steps(), progress.step());
                        events.add("step " + progress.step() + "/" + progress.steps());
                    }

                    @Override
                    public void onEpoch(Progress progress, History history) {
                        assertEquals(progress.epoch(), history.epochs().size());
                        events.add("epoch " + progress.epoch() + "/" + progress.epochs());
                    }

                    @Override
                    public void onEnd(History history) {
                        assertTrue(history.seconds() > 0);
                        events.add("end");
                    }
                };
        Trainer.of(new MeanModel(), Sgd.of(0.1))
                .batchSize(5)
                .epochs(2)
                .listen(listener)
                .fit(numbers(10));
        assertEquals(
                List.of(
                        "step 1/4",
                        "step 2/4",
                        "epoch 1/2",
                        "step 3/4",
                        "step 4/4",
                        "epoch 2/2",
                        "end"),
                events);
    }

    @Test
    void anInterruptEndsTheTrainingAfterTheStep() {
        TrainingListener stop =
                new TrainingListener() {
                    @Override
                    public void onStep(Progress progress, History history) {
                        if (progress.step() == 3) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        Trainer trainer = Trainer.of(new MeanModel(), Sgd.of(0.1)).batchSize(5).epochs(9);
        History history = trainer.listen(stop).fit(numbers(10));
        assertTrue(history.interrupted());
        assertEquals(3, history.steps());
        assertEquals(1, history.epochs().size());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void endsWithinAnEpochWhenItsStepsAreTaken() {
        List<Progress> seen = new ArrayList<>();
        TrainingListener watch =
                new TrainingListener() {
                    @Override
                    public void onStep(Progress progress, History history) {
                        seen.add(progress);
                    }
                };
        MeanModel model = new MeanModel();
        Trainer trainer = Trainer.of(model, Sgd.of(1e-12)).batchSize(4).epochs(5).steps(4);
        History history = trainer.listen(watch).fit(numbers(10));
        assertEquals(4, history.steps());
        assertFalse(history.interrupted());
        assertEquals(1.0, seen.get(3).fraction());
        // With w = 0 the last epoch's loss is the mean of x^2 over its only batch.
        double squares = 0;
        for (float x : model.seen.get(3)) {
            squares += x * x / 4;
        }
        assertEquals(squares, history.losses()[1], 1e-4);
        assertEquals(15, trainer.steps(100).fit(numbers(10)).steps());
    }

    @Test
    void aLossThatIsNotFiniteEndsTheTrainingWithAdvice() {
        MeanModel model = new MeanModel();
        Trainer trainer = Trainer.of(model, Sgd.of(1e3)).batchSize(10).epochs(1000);
        String message =
                assertThrows(IllegalStateException.class, () -> trainer.fit(numbers(10)))
                        .getMessage();
        assertTrue(message.matches("the loss is (NaN|Infinity) at step \\d+ with SGD.*"), message);
        assertTrue(message.contains("smaller learning rate"), message);
        assertTrue(Double.isFinite(model.w.value().getDouble(0)));
    }

    @Test
    void refusesDataOfAnotherDimension() {
        Trainer trainer = Trainer.of(new MeanModel(), Sgd.of(0.1));
        String message =
                assertThrows(IllegalArgumentException.class, () -> trainer.fit(binary()))
                        .getMessage();
        assertEquals("training data have 9 dimensions but the model needs 1", message);
        assertThrows(IllegalArgumentException.class, () -> trainer.validate(binary()));
        assertThrows(IllegalArgumentException.class, () -> trainer.epochs(0));
        assertThrows(IllegalArgumentException.class, () -> trainer.batchSize(0));
        assertThrows(IllegalArgumentException.class, () -> trainer.steps(0));
    }

    /**
     * Measures what the caller and the engine's threads allocate in 50 steps, and ends the run when
     * this is little: it takes the compiler some hundred steps to remove short-lived objects.
     */
    private static final class Meter implements TrainingListener {
        private static final int STEPS = 50;
        private long heap;
        private long outside;
        private long heapBefore;
        private long outsideBefore;

        boolean isLittle() {
            return heap < 1000 * STEPS && outside <= 0;
        }

        @Override
        public void onStep(Progress progress, History history) {
            if (history.steps() % STEPS == 0) {
                heap = heapNow() - heapBefore;
                outside = Pointer.totalBytes() - outsideBefore;
                if (isLittle()) {
                    Thread.currentThread().interrupt();
                }
                outsideBefore = Pointer.totalBytes();
                heapBefore = heapNow();
            }
        }

        private static long heapNow() {
            ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long sum = bean.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (ThreadInfo thread : bean.getThreadInfo(bean.getAllThreadIds())) {
                if (thread != null && thread.getThreadName().startsWith("elbo-worker-")) {
                    sum += bean.getThreadAllocatedBytes(thread.getThreadId());
                }
            }
            return sum;
        }
    }

    /** With the drawing of data and noise, the history and the shuffles. */
    @Test
    void aWarmStepOfALargeVaeAllocatesAlmostNothing() {
        byte[] pixels = new byte[500 * 784];
        new Random(1).nextBytes(pixels);
        Images images = Images.of(pixels, new byte[500], 28, 28);
        Meter meter = new Meter();
        Vae vae = Vae.builder(784).hidden(500).latent(20).build(new Random(2));
        Trainer.of(vae, Adam.of(1e-3)).epochs(400).listen(meter).fit(images.dynamicallyBinarized());
        assertTrue(
                meter.isLittle(),
                "bytes in " + Meter.STEPS + " steps: " + meter.heap + ", " + meter.outside);
    }
}
