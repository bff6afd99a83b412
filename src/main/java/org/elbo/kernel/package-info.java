/**
 * The Java kernel for Jupyter: JShell evaluates the cells, and {@code jjava-jupyter} speaks the
 * protocol.
 *
 * <p>{@link org.elbo.kernel.KernelMain} is the process, {@link org.elbo.kernel.Display} is what a
 * cell calls.
 */
package org.elbo.kernel;
