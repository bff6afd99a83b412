package org.elbo.prob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FeatureMatrixTest {
    private static final FeatureMatrix Z =
            FeatureMatrix.of(
                    new int[] {0, 1, 0, 1, 0},
                    new int[] {0, 0, 1, 1, 0},
                    new int[] {0, 1, 1, 0, 1});

    @Test
    void emptyFeaturesAreAddedBehind() {
        FeatureMatrix z = FeatureMatrix.of(new int[] {1, 0}, new int[] {1, 1});
        assertEquals(FeatureMatrix.of(new int[] {1, 0, 0, 0}, new int[] {1, 1, 0, 0}), z.padded(4));
        assertEquals(z, z.padded(2));
        assertThrows(IllegalArgumentException.class, () -> z.padded(1));
    }

    @Test
    void countsRowsAndColumns() {
        assertEquals(3, Z.objects());
        assertEquals(5, Z.features());
        assertEquals(4, Z.activeFeatures());
        assertEquals(2, Z.count(0));
        assertEquals(3, Z.count(2));
        assertEquals(0, Z.owners(0));
        assertEquals(2, Z.owners(1));
        assertEquals(1, Z.get(2, 4));
    }

    /** Columns as binary numbers, first object first: 110, 101, 011, 001. */
    @Test
    void leftOrderedFormSortsColumnsAsNumbers() {
        FeatureMatrix form = Z.leftOrdered();
        assertEquals("##..\n#.#.\n.###\n", form.toString());
        assertEquals(form, form.leftOrdered());
    }

    @Test
    void matricesThatDifferInTheOrderOfFeaturesHaveOneForm() {
        FeatureMatrix other =
                FeatureMatrix.of(
                        new int[] {1, 1, 0, 0}, new int[] {1, 0, 0, 1}, new int[] {0, 1, 1, 1});
        assertNotEquals(Z, other);
        assertEquals(Z.leftOrdered(), other.leftOrdered());
        assertEquals(Z.leftOrdered().hashCode(), other.leftOrdered().hashCode());
    }

    @Test
    void permutationMovesRows() {
        assertArrayEquals(new int[] {0, 1, 1, 0, 1}, Z.permuted(2, 0, 1).toArray()[0]);
        assertEquals(Z, Z.permuted(2, 0, 1).permuted(1, 2, 0));
    }
}
