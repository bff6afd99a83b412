/**
 * The training loop, what it tells while it runs, what it leaves behind, and checkpoints on disk.
 */
package org.elbo.train;
