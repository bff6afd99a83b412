package org.elbo.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BlockTest {
    private static final int[] SIZES = {1, 2, 15, 16, 17, 63, 100, 127, 128, 129, 255, 256, 500};
    private static final int[] PARTS = {1, 2, 3, 4, 5, 7, 8, 16, 33, 63, 64};

    private interface Cut {
        void apply(Block block, int rows, int columns, int part, int parts);
    }

    /** Also with fewer rows or columns than parts. */
    @Test
    void blocksHoldEachElementOnce() {
        for (int rows : SIZES) {
            for (int columns : SIZES) {
                for (int parts : PARTS) {
                    assertPartition(Block::ofOutput, rows, columns, parts);
                    assertPartition(Block::ofWeight, rows, columns, parts);
                }
            }
        }
    }

    /** Rectangles in the matrix, none over another, that together have its area. */
    private static void assertPartition(Cut cut, int rows, int columns, int parts) {
        String what = parts + " parts of [" + rows + ", " + columns + "]";
        long area = 0;
        int nextRow = 0;
        int nextColumn = 0;
        Block block = new Block();
        for (int part = 0; part < parts; part++) {
            cut.apply(block, rows, columns, part, parts);
            int height = block.rowTo() - block.rowFrom();
            assertTrue(height >= 0 && block.width() >= 0, what);
            assertEquals(height == 0 || block.width() == 0, block.isEmpty(), what);
            assertTrue(block.rowFrom() >= 0 && block.rowTo() <= rows, what);
            assertTrue(block.columnFrom() >= 0 && block.columnTo <= columns, what);
            assertTrue(block.rowFrom() >= nextRow || block.columnFrom() >= nextColumn, what);
            if (height == rows) {
                nextColumn = block.columnFrom() + block.width();
            }
            if (block.width() == columns) {
                nextRow = block.rowTo();
            }
            area += (long) height * block.width();
        }
        assertEquals((long) rows * columns, area, what);
    }

    @Test
    void boundsRiseFromZeroToTheLengthInStepsOfSixteen() {
        for (int parts : PARTS) {
            for (int length = 0; length <= 700; length++) {
                assertEquals(0, Block.bound(length, 0, parts));
                assertEquals(length, Block.bound(length, parts, parts));
                for (int part = 0; part < parts; part++) {
                    int bound = Block.bound(length, part, parts);
                    assertTrue(bound <= Block.bound(length, part + 1, parts));
                    assertTrue(bound % 16 == 0 || bound == length);
                }
            }
        }
    }

    /** No part has more than its even share and the rounding of two bounds. */
    @Test
    void partsAreNearlyEqual() {
        for (int parts : PARTS) {
            for (int length : new int[] {500, 784, 4_000, 1_000_000_007}) {
                for (int part = 0; part < parts; part++) {
                    int size =
                            Block.bound(length, part + 1, parts) - Block.bound(length, part, parts);
                    assertTrue(size <= length / parts + 1 + 16, size + " of " + length);
                }
            }
        }
    }

    @Test
    void aWideLayerOfASmallBatchIsCutByColumnsOthersByRows() {
        Block block = new Block();
        block.ofOutput(100, 500, 1, 2);
        assertEquals(100, block.rowTo() - block.rowFrom());
        block.ofOutput(500, 500, 1, 2);
        assertEquals(500, block.width());
        block.ofOutput(100, 40, 1, 2);
        assertEquals(40, block.width());
        block.ofWeight(784, 500, 1, 2);
        assertEquals(500, block.width());
        block.ofWeight(20, 500, 1, 2);
        assertEquals(20, block.rowTo() - block.rowFrom());
    }
}
