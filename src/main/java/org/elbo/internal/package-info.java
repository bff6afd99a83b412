/**
 * Not API: argument checks, memory outside the heap, BLAS, and elementary functions for loops that
 * the compiler turns into vector instructions.
 *
 * <p>Measured for the arrays of this course, a loop over a tile of 2,048 floats that is copied out
 * of an array's memory and back is about ten times as fast as ND4J's own elementwise operations,
 * whose cost is mostly the call; and a matrix product handed to BLAS with the layout it wants is
 * three times as fast as through {@code gemm} into a row-ordered result.
 */
package org.elbo.internal;
