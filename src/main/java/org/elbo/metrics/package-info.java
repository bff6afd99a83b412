/**
 * Measures of disentanglement, each from its paper: how far every latent dimension of a
 * representation answers to one ground-truth factor of the data. Double precision, no tensors: what
 * a measure needs of a model is a {@link org.elbo.metrics.Representation}, a function from factors
 * to codes.
 */
package org.elbo.metrics;
