/**
 * Layers, initial values and optimisers on top of {@link org.elbo.autodiff}.
 *
 * <p>A {@link org.elbo.nn.Module} is anything that has parameters; there is no base class to
 * extend. An {@link org.elbo.nn.Optimizer} reads gradients and changes values in one pass over each
 * parameter and keeps its moments by parameter, outside of it.
 */
package org.elbo.nn;
