package org.elbo.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Products by blocks against a plain double loop. */
class BlasTest {
    private static final int[][] SHAPES = {
        {1, 1, 1},
        {1, 7, 3},
        {7, 1, 3},
        {3, 7, 1},
        {17, 31, 5},
        {33, 129, 20},
        {129, 33, 64},
        {100, 200, 37},
        {300, 140, 11},
        {2, 257, 65},
    };
    private static final int[] PARTS = {1, 2, 3, 7, 64};

    private enum Form {
        PRODUCT,
        LEFT,
        RIGHT
    }

    private final SplittableRandom rng = new SplittableRandom(5);

    @Test
    void productByBlocks() {
        for (int[] shape : SHAPES) {
            check(Form.PRODUCT, shape, false);
        }
    }

    @Test
    void leftTransposedByBlocksStoredAndAdded() {
        for (int[] shape : SHAPES) {
            check(Form.LEFT, shape, false);
            check(Form.LEFT, shape, true);
        }
    }

    @Test
    void rightTransposedByBlocksStoredAndAdded() {
        for (int[] shape : SHAPES) {
            check(Form.RIGHT, shape, false);
            check(Form.RIGHT, shape, true);
        }
    }

    private void check(Form form, int[] shape, boolean add) {
        int m = shape[0];
        int n = shape[1];
        int k = shape[2];
        float[] a = random(m * k);
        float[] b = random(k * n);
        float[] before = add ? random(m * n) : anything(m * n);
        Memory first = memory(a);
        Memory second = memory(b);
        for (int parts : PARTS) {
            for (boolean byWeight : new boolean[] {false, true}) {
                Memory c = memory(before);
                compute(form, first, second, c, shape, add, parts, byWeight);
                assertClose(form, a, b, before, c, shape, add);
            }
        }
    }

    /** A matrix times its own transpose, from one memory. */
    @Test
    void bothFactorsMayShareMemory() {
        int m = 130;
        int k = 21;
        float[] a = random(m * k);
        Memory memory = memory(a);
        float[] before = random(m * m);
        for (boolean add : new boolean[] {false, true}) {
            for (int parts : PARTS) {
                int[] right = {m, m, k};
                Memory c = memory(before);
                compute(Form.RIGHT, memory, memory, c, right, add, parts, false);
                assertClose(Form.RIGHT, a, a, before, c, right, add);
                int[] left = {k, k, m};
                compute(Form.LEFT, memory, memory, c, left, false, parts, true);
                assertClose(Form.LEFT, a, a, before, c, left, false);
            }
        }
    }

    /** As layers do it: every thread of a team its own block. */
    @Test
    void threadsComputeBlocksSideBySide() {
        int[] shape = {100, 300, 50};
        float[] a = random(100 * 50);
        float[] b = random(50 * 300);
        Memory first = memory(a);
        Memory second = memory(b);
        Memory c = memory(new float[100 * 300]);
        new Team(3, 0)
                .run(
                        6,
                        (part, parts) -> {
                            Block block = new Block();
                            block.ofOutput(100, 300, part, parts);
                            Blas.product(first, second, c, 300, 50, block);
                        });
        assertClose(Form.PRODUCT, a, b, new float[100 * 300], c, shape, false);
    }

    private static void compute(
            Form form,
            Memory a,
            Memory b,
            Memory c,
            int[] shape,
            boolean add,
            int parts,
            boolean byWeight) {
        int m = shape[0];
        int n = shape[1];
        int k = shape[2];
        Block block = new Block();
        for (int part = 0; part < parts; part++) {
            if (byWeight) {
                block.ofWeight(m, n, part, parts);
            } else {
                block.ofOutput(m, n, part, parts);
            }
            if (!block.isEmpty()) {
                switch (form) {
                    case PRODUCT -> Blas.product(a, b, c, n, k, block);
                    case LEFT -> Blas.leftTransposed(a, b, c, m, n, k, add, block);
                    case RIGHT -> Blas.rightTransposed(a, b, c, n, k, add, block);
                }
            }
        }
    }

    /** For numbers up to 1 in size, k roundings of at most half an ulp of k each. */
    private static void assertClose(
            Form form, float[] a, float[] b, float[] before, Memory c, int[] shape, boolean add) {
        int m = shape[0];
        int n = shape[1];
        int k = shape[2];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = add ? before[i * n + j] : 0;
                for (int l = 0; l < k; l++) {
                    double left = a[form == Form.LEFT ? l * m + i : i * k + l];
                    sum += left * b[form == Form.RIGHT ? j * k + l : l * n + j];
                }
                assertEquals(sum, c.get(i * n + j), (k + 1) * (k + 1) * 0x1p-24, form.name());
            }
        }
    }

    private float[] random(int length) {
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = (float) rng.nextDouble(-1, 1);
        }
        return x;
    }

    /** What was in memory that is not added to must not matter. */
    private static float[] anything(int length) {
        float[] x = new float[length];
        Arrays.fill(x, Float.NaN);
        return x;
    }

    private static Memory memory(float[] x) {
        Memory memory = new Memory();
        memory.ensure(x.length);
        memory.write(0, x, x.length);
        return memory;
    }
}
