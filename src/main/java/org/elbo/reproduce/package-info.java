/**
 * Experiments of the papers, run again: {@link org.elbo.reproduce.Reproduce} trains, measures and
 * appends what it found to {@code data/results}, where {@link org.elbo.reproduce.Results} reads it.
 *
 * <p>A new experiment is one class that implements {@link org.elbo.reproduce.Experiment}, a list of
 * {@link org.elbo.reproduce.Study}, and one line in {@code Reproduce}.
 */
package org.elbo.reproduce;
