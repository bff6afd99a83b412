package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Few labels, equally many of each class. */
class LabelSplitTest {
    /** 300 examples of classes 0 to 4; class c has 20 (c + 1). */
    private static int[] labels() {
        return IntStream.range(0, 300)
                .map(i -> i < 20 ? 0 : i < 60 ? 1 : i < 120 ? 2 : i < 200 ? 3 : 4)
                .toArray();
    }

    private static int[] counts(LabelSplit split) {
        int[] counts = new int[split.classes()];
        Arrays.stream(split.labels()).forEach(label -> counts[label]++);
        return counts;
    }

    @Test
    void eachClassHasTheSameNumber() {
        assertArrayEquals(
                new int[] {10, 10, 10, 10, 10}, counts(LabelSplit.balanced(labels(), 5, 50, 1)));
        assertArrayEquals(
                new int[] {3, 3, 2, 2, 2}, counts(LabelSplit.balanced(labels(), 5, 12, 1)));
    }

    @Test
    void everyExampleIsEitherLabelledOrUnlabelled() {
        LabelSplit split = LabelSplit.balanced(labels(), 5, 50, 1);
        int[] all =
                IntStream.concat(Arrays.stream(split.labelled()), Arrays.stream(split.unlabelled()))
                        .sorted()
                        .toArray();
        assertArrayEquals(IntStream.range(0, 300).toArray(), all);
        assertEquals(300, split.size());
    }

    @Test
    void labelsAreThoseOfTheExamples() {
        LabelSplit split = LabelSplit.balanced(labels(), 5, 33, 4);
        int[] expected = Arrays.stream(split.labelled()).map(row -> labels()[row]).toArray();
        assertArrayEquals(expected, split.labels());
    }

    @Test
    void theSeedDecides() {
        int[] first = LabelSplit.balanced(labels(), 5, 50, 1).labelled();
        assertArrayEquals(first, LabelSplit.balanced(labels(), 5, 50, 1).labelled());
        assertFalse(Arrays.equals(first, LabelSplit.balanced(labels(), 5, 50, 2).labelled()));
    }

    /**
     * Over 2,000 seeds each of the 20 examples of class 0 is drawn with probability 1/4. Five
     * standard errors: false alarm of all 20 together about 1e-5, for random seeds.
     */
    @Test
    void eachExampleOfAClassIsDrawnEquallyOften() {
        int[] drawn = new int[300];
        for (int seed = 0; seed < 2000; seed++) {
            Arrays.stream(LabelSplit.balanced(labels(), 5, 25, seed).labelled())
                    .forEach(row -> drawn[row]++);
        }
        for (int row = 0; row < 20; row++) {
            assertEquals(500, drawn[row], 5 * Math.sqrt(2000 * 0.25 * 0.75), "row " + row);
        }
    }

    @Test
    void aLabelOutsideTheClassesIsAnError() {
        assertMessage("label 4 of example 200 is outside the 4 classes, 0 to 3", 4, 20, labels());
        assertMessage("label -1 of example 1 is outside the 2 classes, 0 to 1", 2, 2, 0, -1);
    }

    @Test
    void aClassWithoutALabelIsAnError() {
        assertMessage("4 labels cannot give each of 5 classes one", 5, 4, labels());
        assertMessage("class 5 needs 2 labelled examples but only 0 of 300", 6, 12, labels());
    }

    @Test
    void fewerExamplesThanLabelsIsAnError() {
        assertMessage("class 0 needs 21 labelled examples but only 20 of 300", 5, 105, labels());
    }

    private static void assertMessage(String start, int classes, int count, int... labels) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> LabelSplit.balanced(labels, classes, count, 1))
                        .getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
