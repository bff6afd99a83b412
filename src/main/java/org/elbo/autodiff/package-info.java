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
 * operation comes to stand there; its memory grows and never shrinks, and the loops of an operation
 * are objects made with it: a warm training step of a VAE allocates some 450 bytes.
 *
 * <h2>Speed</h2>
 *
 * <p>Numbers live outside the heap in FLOAT, row after row. Matrix products go to BLAS as they are;
 * the rest are loops over tiles of a few kilobytes that are copied in and out of the processor's
 * cache, since the compiler vectorises loops over heap arrays that begin at index 0 and no others
 * (JDK 17). Where the time of a step goes and what was tried, measured on two cores of an AMD Zen 4
 * (784-500-20, batch 100, tanh; {@code mvn -q -Pbench} repeats it):
 *
 * <ul>
 *   <li><b>Threads.</b> OpenBLAS works with one thread, and each product is cut into blocks that a
 *       team of threads computes ({@code internal.Team}, {@code internal.Block}): by columns for
 *       [100, 784] times [784, 500], 175 GFLOP/s; by rows 135, since both threads then pack all of
 *       the weight; OpenBLAS's own threads 150 to 160, and on a busy machine they spin and hold
 *       everything up. A hand-over costs about a microsecond, so that a step affords the thirty
 *       that it has; activation and bias follow while a block is in the cache of its core.
 *   <li><b>Kernels.</b> OpenBLAS 0.3.28 recognises Zen 4 and uses AVX-512: the products of a step
 *       take 2.1 ms instead of 2.4 with the 0.3.19 that ND4J asks for.
 *   <li><b>Functions.</b> exp, tanh and softplus are polynomials and doublings without a branch
 *       ({@code internal.Elementary}): about 0.7 ns an element, with bounds that a test checks.
 *       softplus and sigmoid of a Bernoulli likelihood share one exponential.
 *   <li><b>Adam</b> is one pass over all parameters: 0.23 ms when they are in the cache, 0.45
 *       within a step, where 13 MB of weights, gradients and moments come from memory.
 *   <li><b>Batches.</b> Threads share the binarisation of a batch: 72 microseconds instead of 181.
 *   <li><b>Tried and left out:</b> changing a weight as soon as its gradient is known, by blocks in
 *       the cache (no gain beyond the noise); huge pages (2 %); OpenBLAS's other versions up to
 *       0.3.31 (the same); preparing the next batch on a third thread (two cores are busy already);
 *       at batch 1,000 a weight's gradient as two sums over half the batch (10 % of its product,
 *       lost again when they are added up); tiles of 4 KB, so that four fill half of the first
 *       cache (nothing); a worker that sleeps sooner (nothing).
 * </ul>
 *
 * <p>At batch 1,000 the products alone take 21 of 27 ms, at 187 of the 209 GFLOP/s that the largest
 * products reach; the rest is loops that wait for memory.
 *
 * <h2>Reproducibility</h2>
 *
 * <p>The same seed and the same number of threads give the same bits: no sum depends on who comes
 * first. {@code -Delbo.threads=N} sets the number of threads (default: the cores that the JVM may
 * use, at most eight). The blocks of a product are rounded differently when they are cut
 * differently; with {@code -Delbo.parts=4} everything is cut into four parts however many threads
 * there are, and the result does not depend on their number. That costs about 3 %.
 */
package org.elbo.autodiff;
