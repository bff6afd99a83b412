/**
 * Reverse-mode automatic differentiation over matrices, in the course's words.
 *
 * <p>A {@link org.elbo.autodiff.Tape} computes operations and remembers them in order. Each kind of
 * operation is one small class: {@code set} takes its parents and computes the forward value,
 * {@code backward} adds its share to the gradients of the parents. Everything else ({@code
 * subtract}, {@code mean}, {@code standardGaussianLogLikelihood}) is made of these and has no
 * derivative of its own. {@code backward} walks the tape from the loss to its beginning, in a loop,
 * so that depth costs no stack; each gradient is stored by its first contribution and added to by
 * the next ones, so that nothing has to be zeroed and nothing survives from an earlier walk.
 *
 * <p>After {@code clear()} the value that stood at a position is used again if the same kind of
 * operation comes to stand there; its memory grows and never shrinks. Numbers live outside the heap
 * in FLOAT, row after row: matrix products go to BLAS as they are, the rest are loops over tiles of
 * a few kilobytes that are copied in and out of the processor's cache.
 */
package org.elbo.autodiff;
