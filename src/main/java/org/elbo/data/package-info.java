/**
 * Data for the models: IDX files, images that stay bytes in memory, and data sets that become
 * floats by the batch, as they are or binarised; shapes with known factors, drawn on demand; text
 * files, tokens, vocabularies and sentences as rows of word numbers.
 *
 * <p>Start at {@link org.elbo.data.Mnist#train()}; every model and the trainer read {@link
 * org.elbo.data.Dataset}.
 */
package org.elbo.data;
