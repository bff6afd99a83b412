/**
 * Probability in double precision: distributions, divergences, quadrature, models whose evidence
 * and posterior are exact, and estimators to compare with them. All logarithms are natural, all
 * information is in nats; randomness comes only from the generator that is passed in.
 */
package org.elbo.prob;
