package org.elbo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.elbo.autodiff.Parameter;
import org.elbo.data.Dataset;
import org.elbo.model.Vae;
import org.elbo.nn.Adagrad;
import org.elbo.nn.Adam;
import org.elbo.nn.Module;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointTest {
    @TempDir Path folder;

    private static Vae vae(long seed) {
        return Vae.builder(6).hidden(5).latent(2).build(new SplittableRandom(seed));
    }

    private static List<float[]> values(Module module) {
        return module.parameters().stream().map(p -> p.value().data().asFloat()).toList();
    }

    private static void assertSame(List<float[]> expected, List<float[]> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), found.get(i));
        }
    }

    /** Saves a model with its tensors changed, loads it into another, expects an untouched one. */
    private String errorAfter(Consumer<Map<String, INDArray>> change) throws IOException {
        Path file = folder.resolve("changed.safetensors");
        Checkpoint.save(file, vae(1));
        Map<String, INDArray> tensors = new LinkedHashMap<>(SafeTensors.read(file));
        change.accept(tensors);
        SafeTensors.write(file, tensors);
        Vae other = vae(2);
        List<float[]> before = values(other);
        String message =
                assertThrows(IllegalArgumentException.class, () -> Checkpoint.load(file, other))
                        .getMessage();
        assertSame(before, values(other));
        assertTrue(message.contains("changed.safetensors"), message);
        return message;
    }

    /** The first step after a restart must be the one that would have come. */
    @Test
    void aTrainingRunGoesOnExactly() throws IOException {
        Dataset data =
                Dataset.of(Nd4j.create(new float[][] {{0, 1, 1, 0, 1, 0}, {1, 1, 0, 0, 1, 1}}));
        Path file = folder.resolve("run.safetensors");
        Vae first = vae(1);
        Adam adam = Adam.of(0.01);
        Trainer.of(first, adam).epochs(3).seed(1).fit(data);
        Checkpoint.save(file, first, adam, Map.of("epoch", "3"));
        Trainer.of(first, adam).seed(2).fit(data);

        Vae second = vae(2);
        Adam restored = Adam.of(0.01);
        Checkpoint.load(file, second, restored);
        Trainer.of(second, restored).seed(2).fit(data);
        assertSame(values(first), values(second));
        assertEquals(Map.of("epoch", "3"), SafeTensors.metadata(file));

        Vae alone = vae(3);
        Checkpoint.load(file, alone);
        assertThrows(
                IllegalArgumentException.class,
                () -> Checkpoint.load(file, alone, Adagrad.of(0.01)));
    }

    @Test
    void restoresEveryBit() throws IOException {
        Path file = folder.resolve("vae.safetensors");
        Vae first = vae(1);
        Vae second = vae(2);
        Checkpoint.save(file, first);
        Checkpoint.load(file, second);
        assertSame(values(first), values(second));
    }

    @Test
    void namesAreThoseOfTheParts() throws IOException {
        Path file = folder.resolve("vae.safetensors");
        Checkpoint.save(file, vae(1));
        Map<String, INDArray> tensors = SafeTensors.read(file);
        assertArrayEquals(new long[] {6, 5}, tensors.get("encoder.0.weight").shape());
        assertArrayEquals(new long[] {1, 2}, tensors.get("encoder.logVar.bias").shape());
        assertArrayEquals(new long[] {5, 6}, tensors.get("decoder.1.weight").shape());
    }

    @Test
    void refusesAMissingParameterAndLoadsNothing() throws IOException {
        String message = errorAfter(tensors -> tensors.remove("decoder.1.bias"));
        assertTrue(message.contains("no parameter 'decoder.1.bias'"), message);
    }

    @Test
    void refusesAnUnknownParameterAndLoadsNothing() throws IOException {
        String message = errorAfter(tensors -> tensors.put("decoder.9.bias", Nd4j.zeros(1, 2)));
        assertTrue(message.contains("[decoder.9.bias]"), message);
    }

    @Test
    void refusesAnotherShapeAndLoadsNothing() throws IOException {
        String message = errorAfter(tensors -> tensors.put("decoder.0.weight", Nd4j.zeros(5, 2)));
        assertTrue(message.contains("shape [5, 2]") && message.contains("[2, 5]"), message);
    }

    @Test
    void refusesTwoParametersOfOneName() {
        Parameter w = Parameter.of("w", Nd4j.zeros(1, 1));
        Module twice = () -> List.of(w, Parameter.of("w", Nd4j.ones(1, 1)));
        Path file = folder.resolve("twice.safetensors");
        assertThrows(IllegalArgumentException.class, () -> Checkpoint.save(file, twice));
        assertTrue(Files.notExists(file));
    }

    @Test
    void aMissingFileIsAnIoError() {
        Path file = folder.resolve("none.safetensors");
        assertThrows(NoSuchFileException.class, () -> Checkpoint.load(file, vae(1)));
    }
}
