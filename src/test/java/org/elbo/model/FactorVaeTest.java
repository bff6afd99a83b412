package org.elbo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.nn.Adam;
import org.elbo.nn.Optimizer;
import org.elbo.prob.Estimate;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FactorVaeTest {
    private static final EnumerableVae MODEL = EnumerableVae.overlapping();

    private static FactorVae objective(Vae vae, double gamma) {
        return FactorVae.of(vae, gamma, new SplittableRandom(2), 8);
    }

    private static double loss(Model objective) {
        return objective.loss(new Tape(), MODEL.data(), new SplittableRandom(3)).item();
    }

    private static float[] gradient(Model objective, Parameter of) {
        Tape tape = new Tape();
        tape.backward(objective.loss(tape, MODEL.data(), new SplittableRandom(3)));
        return of.gradient().data().asFloat();
    }

    private static List<Parameter> discriminator(FactorVae objective) {
        return objective.parameters().stream()
                .filter(p -> p.name().startsWith("discriminator"))
                .toList();
    }

    @Test
    void aDiscriminatorThatKnowsNothingCostsLogTwo() {
        Vae vae = MODEL.vae();
        FactorVae objective = objective(vae, 7);
        discriminator(objective).forEach(p -> p.assign(new float[p.length()]));
        assertEquals(loss(vae) + Math.log(2), loss(objective), 1e-5);
    }

    @Test
    void theDiscriminatorDoesNotLearnFromTheModelsLoss() {
        Vae vae = MODEL.vae();
        FactorVae free = objective(vae, 0);
        FactorVae dear = objective(vae, 1000);
        for (int i = 0; i < discriminator(free).size(); i++) {
            float[] expected = gradient(free, discriminator(free).get(i));
            assertArrayEquals(expected, gradient(dear, discriminator(dear).get(i)));
            float size = 0;
            for (float g : expected) {
                size = Math.max(size, Math.abs(g));
            }
            assertTrue(size > 1e-3, "the discriminator must learn from its own loss");
        }
    }

    /** The rest of the model's gradient is that of the mean logit, by central differences. */
    @Test
    void theModelLearnsFromTheElboAndTheLogitsOnly() {
        Vae vae = MODEL.vae();
        Parameter mean = vae.parameters().get(0);
        assertEquals("encoder.mean.weight", mean.name());
        float[] plain = gradient(vae, mean);
        assertArrayEquals(plain, gradient(objective(vae, 0), mean), 1e-6f);
        float[] with = gradient(objective(vae, 10), mean);
        float[] at = mean.value().dup().data().asFloat();
        for (int i = 0; i < at.length; i++) {
            double up = logit(vae, mean, moved(at, i, 1e-2f));
            double down = logit(vae, mean, moved(at, i, -1e-2f));
            mean.assign(at);
            assertEquals((up - down) / 2e-2, (with[i] - plain[i]) / 10, 2e-3);
        }
    }

    private static float[] moved(float[] at, int i, float step) {
        float[] moved = at.clone();
        moved[i] += step;
        return moved;
    }

    private static double logit(Vae vae, Parameter mean, float[] at) {
        mean.assign(at);
        return loss(objective(vae, 1)) - loss(objective(vae, 0));
    }

    /** Two ends of a diagonal: the total correlation is log 2 (see KlDecompositionTest). */
    @Test
    void theDiscriminatorFindsTheTotalCorrelation() {
        EnumerableVae diagonal =
                EnumerableVae.around(0.25, new double[] {-1, -1}, new double[] {1, 1});
        Vae vae = diagonal.vae();
        FactorVae objective = FactorVae.of(vae, 1, new SplittableRandom(5), 32, 32);
        INDArray x = Nd4j.tile(diagonal.data(), 200, 1);
        Tape tape = new Tape();
        SplittableRandom rng = new SplittableRandom(6);
        Optimizer optimizer = Adam.of(3e-3);
        for (int step = 0; step < 1500; step++) {
            tape.clear();
            tape.backward(objective.loss(tape, x, rng));
            optimizer.step(discriminator(objective));
        }
        Estimate seen = objective.totalCorrelation(x, rng);
        assertEquals(Math.log(2), seen.value(), 0.05, seen.toString());
    }

    @Test
    void shufflingKeepsColumnsAndParentsNot() {
        INDArray z = Nd4j.linspace(1, 60, 60).reshape(20, 3);
        INDArray shuffled = FactorVae.shuffled(z, new SplittableRandom(7));
        int together = 0;
        for (int j = 0; j < 3; j++) {
            double[] expected = z.getColumn(j).toDoubleVector();
            double[] actual = shuffled.getColumn(j).toDoubleVector();
            assertFalse(Arrays.equals(expected, actual));
            Arrays.sort(actual);
            assertArrayEquals(expected, actual);
        }
        for (int i = 0; i < 20; i++) {
            together += shuffled.getDouble(i, 0) + 1 == shuffled.getDouble(i, 1) ? 1 : 0;
        }
        assertTrue(together < 8, together + " pairs of 20 are still together");
    }

    @Test
    void refusesWhatCannotBe() {
        Vae vae = MODEL.vae();
        Class<IllegalArgumentException> error = IllegalArgumentException.class;
        assertThrows(error, () -> objective(vae, -1));
        FactorVae objective = objective(vae, 1);
        INDArray one = MODEL.data().getRows(0);
        assertThrows(error, () -> objective.totalCorrelation(one, new SplittableRandom(1)));
    }
}
