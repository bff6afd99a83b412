package org.elbo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void keepsEveryStepInOrder() {
        History history = new History();
        double[] losses = IntStream.range(0, 3000).mapToDouble(i -> 1.0 / (i + 1)).toArray();
        for (double loss : losses) {
            history.addStep(loss);
        }
        assertEquals(3000, history.steps());
        assertArrayEquals(losses, history.stepLosses());
    }

    @Test
    void cannotBeChangedFromOutside() {
        History history = new History();
        history.addStep(1);
        history.stepLosses()[0] = 7;
        assertEquals(1, history.stepLosses()[0]);
        assertThrows(UnsupportedOperationException.class, () -> history.epochs().clear());
    }

    @Test
    void printsOneLinePerEpoch() {
        History history = new History();
        history.addEpoch(new History.Epoch(1, 150.126, 130.5, 12.34));
        history.addEpoch(new History.Epoch(2, 120, Double.NaN, 24));
        history.end(24, true);
        String[] lines = history.toString().split("\\R");
        assertEquals("epoch    loss  validation  seconds", lines[0]);
        assertEquals("    1  150.13      130.50     12.3", lines[1]);
        assertEquals("    2  120.00           -     24.0", lines[2]);
        assertTrue(lines[3].startsWith("interrupted after step 0"), lines[3]);
        assertArrayEquals(new double[] {150.126, 120}, history.losses());
        assertArrayEquals(new double[] {130.5, Double.NaN}, history.validations());
    }
}
