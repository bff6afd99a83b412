/**
 * The models of the course, one file per idea. Siblings keep the same names and the same order of
 * methods, so that the difference of two files shows the difference of two ideas.
 *
 * <p>Losses are in nats, summed over the dimensions of a datum and averaged over the batch.
 */
package org.elbo.model;
